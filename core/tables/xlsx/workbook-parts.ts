import { refuseTable } from '../errors.ts';
import { isDateFormat, own } from './cell-text.ts';
import type { WorkbookZip } from './workbook-zip.ts';
import { attribute, readXmlTokens } from './xml-tokens.ts';

/** A sheet by its name and the part that holds it. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/** What the workbook says of itself. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly isFrom1904: boolean;
  readonly sharedStringsPart: string;
  readonly stylesPart: string;
}

/** The part a relationship of `xl/workbook.xml` leads to. */
const partOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);

/** @throws InvalidError core.table_damaged when it is a zip, but no workbook */
export async function readWorkbookParts(zip: WorkbookZip): Promise<WorkbookParts> {
  if (!zip.has('xl/workbook.xml')) throw refuseTable('core.table_format_unknown');
  const targets = new Map<string, { readonly part: string; readonly type: string }>();
  for await (const tokens of readXmlTokens(zip.read('xl/_rels/workbook.xml.rels'))) {
    for (const token of tokens) {
      if (token.kind !== 'open' || token.name !== 'Relationship' || attribute(token.attributes, 'TargetMode') === 'External') continue;
      targets.set(attribute(token.attributes, 'Id') ?? '', { part: partOf(attribute(token.attributes, 'Target') ?? ''), type: attribute(token.attributes, 'Type') ?? '' });
    }
  }
  const sheets: SheetPart[] = [];
  let isFrom1904 = false;
  for await (const tokens of readXmlTokens(zip.read('xl/workbook.xml'))) {
    for (const token of tokens) {
      if (token.kind !== 'open') continue;
      if (token.name === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attribute(token.attributes, 'date1904') ?? '');
      if (token.name !== 'sheet') continue;
      // The relation's id is r:id; sheetId before it is another thing and does not end in ":id".
      const id = /\s(?:\w+:)id\s*=\s*["']([^"']+)["']/.exec(token.attributes)?.[1];
      const target = id === undefined ? undefined : targets.get(id);
      if (target === undefined || !target.type.endsWith('/worksheet')) continue;
      sheets.push({ name: attribute(token.attributes, 'name') ?? '', part: target.part, isHidden: (attribute(token.attributes, 'state') ?? 'visible') !== 'visible' });
    }
  }
  if (sheets.length === 0) throw refuseTable('core.table_damaged', { detail: 'xl/workbook.xml' });
  const byType = (type: string, fallback: string): string => [...targets.values()].find((one) => one.type.endsWith(`/${type}`))?.part ?? fallback;
  return { sheets, isFrom1904, sharedStringsPart: byType('sharedStrings', 'xl/sharedStrings.xml'), stylesPart: byType('styles', 'xl/styles.xml') };
}

/** The shared strings by number, each as it is shown: runs of rich text joined, phonetic hints left out. */
export async function readSharedStrings(zip: WorkbookZip, part: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let isInText = false;
  let phonetic = 0;
  for await (const tokens of readXmlTokens(zip.read(part))) {
    for (const token of tokens) {
      if (token.kind === 'text') {
        if (isInText && phonetic === 0) text += token.text;
      } else if (token.name === 't') isInText = token.kind === 'open' && !token.isClosed;
      else if (token.name === 'rPh') phonetic += token.kind === 'close' ? -1 : token.isClosed ? 0 : 1;
      else if (token.name === 'si') {
        if (token.kind === 'open' && !token.isClosed) text = '';
        else {
          strings.push(own(token.kind === 'open' ? '' : text));
          text = '';
        }
      }
    }
  }
  return strings;
}

/** For each cell style by number, whether it shows a date. */
export async function readDateStyles(zip: WorkbookZip, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let isInCells = false;
  for await (const tokens of readXmlTokens(zip.read(part))) {
    for (const token of tokens) {
      if (token.kind === 'text') continue;
      if (token.name === 'cellXfs') isInCells = token.kind === 'open' && !token.isClosed;
      if (token.kind !== 'open') continue;
      if (token.name === 'numFmt') codes.set(Number(attribute(token.attributes, 'numFmtId')), attribute(token.attributes, 'formatCode') ?? '');
      if (token.name === 'xf' && isInCells) formats.push(Number(attribute(token.attributes, 'numFmtId') ?? 0));
    }
  }
  return formats.map((id) => isDateFormat(id, codes.get(id)));
}
