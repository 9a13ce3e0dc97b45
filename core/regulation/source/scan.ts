import type { Label } from '../../language/index.ts';
import { textFault } from '../../validation/index.ts';
import type { CST } from 'yaml';
import { Lexer } from 'yaml';
import type { Finding } from './finding.ts';

/** How much one file may hold. Real regulations stay far below; a file above is a mistake or an attack. */
export const LIMITS = { bytes: 2_000_000, lexemes: 200_000, depth: 60, aliases: 50, nodes: 100_000, findings: 20 } as const;

const SPLIT: Label = { ru: 'разделите файл на несколько', en: 'split the file into several' };

/** What makes a text unfit for the parser, found in linear time before anything recursive sees it. */
export function scanText(text: string): Finding | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMITS.bytes) {
    return { code: 'file_too_large', offset: 0, message: { ru: `Файл больше ${LIMITS.bytes} байт`, en: `The file is larger than ${LIMITS.bytes} bytes` }, fix: SPLIT };
  }
  const fault = textFault(text);
  if (fault !== undefined) return badCharacter(fault.kind, fault.offset);
  let count = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    // The lexer adds marks of its own (document, flow end, scalar follows), each one control character long.
    if (!/^[\u0002\u0018\u001F]$/.test(lexeme)) offset += lexeme.length;
    if (count > LIMITS.lexemes) {
      return { code: 'file_too_large', offset: Math.min(offset, text.length), message: { ru: 'В файле слишком много элементов', en: 'The file has too many elements' }, fix: SPLIT };
    }
  }
  return undefined;
}

/** Words for a character that no database or file can keep. */
export function badCharacter(kind: 'nul' | 'surrogate', offset: number): Finding {
  return kind === 'nul'
    ? { code: 'bad_character', offset, message: { ru: 'Символ NUL недопустим', en: 'The character NUL is not possible' } }
    : { code: 'bad_character', offset, message: { ru: 'Половина суррогатной пары — не символ', en: 'Half of a surrogate pair is not a character' } };
}

/** Faults of the token tree that composing it would only meet too late: several documents, stray tokens, nesting. */
export function scanTokens(tokens: readonly CST.Token[]): Finding[] {
  const findings: Finding[] = [];
  const documents = tokens.filter((token) => token.type === 'document');
  if (documents[1] !== undefined) {
    findings.push({
      code: 'several_documents',
      offset: documents[1].offset,
      message: { ru: 'В файле несколько документов (---)', en: 'The file holds several documents (---)' },
      fix: { ru: 'оставьте один документ, остальные вынесите в свои файлы', en: 'keep one document and move the others to files of their own' },
    });
  }
  for (const token of tokens.filter((one) => one.type === 'error').slice(0, LIMITS.findings)) {
    findings.push({ code: 'yaml_syntax', offset: token.offset, message: { ru: 'Лишний знак: здесь его не должно быть', en: token.message } });
  }
  const deep = documents[0]?.value === undefined ? undefined : tooDeep(documents[0].value);
  if (deep !== undefined) {
    findings.push({ code: 'too_deep', offset: deep, message: { ru: `Вложенность больше ${LIMITS.depth} уровней`, en: `Nested deeper than ${LIMITS.depth} levels` } });
  }
  return findings;
}

/** The offset of the first collection beyond the depth limit; walks with a list of its own, as the tree may be deeper than the call stack. */
function tooDeep(root: CST.Token): number | undefined {
  const waiting: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (!('items' in one.token)) continue;
    const depth = one.depth + 1;
    if (depth > LIMITS.depth) return one.token.offset;
    for (const item of one.token.items) {
      if (item.key) waiting.push({ token: item.key, depth });
      if (item.value) waiting.push({ token: item.value, depth });
    }
  }
  return undefined;
}
