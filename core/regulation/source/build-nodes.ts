import type { Label } from '../../language/index.ts';
import { nearest } from '../../language/index.ts';
import { isUnsafeKey, textFault } from '../../validation/index.ts';
import type { Alias, Document, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { isAlias, isScalar, isSeq } from 'yaml';
import type { Finding } from './finding.ts';
import type { Origin, SourceNode } from './node.ts';
import { numberChanges } from './number-text.ts';
import { childPointer } from './pointer.ts';
import { LIMITS, badCharacter } from './scan.ts';

const STRING_TAG = 'tag:yaml.org,2002:str';

/** Stops the walk: what follows would only repeat or multiply the fault that was just reported. */
class Abandoned extends Error {}

/**
 * Turns a composed document into nodes with places: aliases are expanded by copy and counted, unsafe names, tags, merge keys, repeated
 * keys and numbers that would change are reported. `node` is undefined when the document may not be used at all.
 */
export function buildNodes(document: Document.Parsed, place: (offset: number) => Origin): { node: SourceNode | undefined; findings: Finding[] } {
  const builder = new NodeBuilder(place);
  try {
    const node = builder.build(document.contents, '', undefined, 0);
    return { node: builder.unusable ? undefined : node, findings: builder.findings };
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    return { node: undefined, findings: builder.findings };
  }
}

class NodeBuilder {
  readonly findings: Finding[] = [];
  unusable = false;
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private nodes = 0;
  private aliases = 0;

  constructor(private readonly place: (offset: number) => Origin) {}

  /** `key` is where the key stands, undefined for the root and for items of lists; `position` overrides the value's place inside aliases. */
  build(node: Node | null, pointer: string, key: Origin | undefined, depth: number, position?: Origin): SourceNode {
    const offset = offsetOf(node);
    this.nodes += 1;
    if (this.nodes > LIMITS.nodes) this.abandon('too_many_nodes', offset, pointer, { ru: `Больше ${LIMITS.nodes} значений с учётом ссылок`, en: `More than ${LIMITS.nodes} values, aliases unfolded` });
    if (depth > LIMITS.depth) this.abandon('too_deep', offset, pointer, { ru: `Вложенность больше ${LIMITS.depth} уровней`, en: `Nested deeper than ${LIMITS.depth} levels` });
    if (isAlias(node)) return this.expand(node, pointer, key, depth);
    const at = position ?? this.place(offset);
    const places = { at, keyAt: key ?? at };
    if (node === null) return { kind: 'scalar', value: null, text: '', ...places };
    this.checkTag(node, offset, pointer);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isScalar(node)) return { kind: 'scalar', value: this.scalar(node, offset, pointer), text: node.source ?? '', ...places };
    this.open.add(node);
    try {
      if (isSeq(node)) return { kind: 'list', children: node.items.map((item, index) => this.build(item as Node | null, childPointer(pointer, index), undefined, depth + 1)), ...places };
      return { kind: 'map', children: this.children(node as YAMLMap, pointer, depth), ...places };
    } finally {
      this.open.delete(node);
    }
  }

  private children(map: YAMLMap, pointer: string, depth: number): Map<string, SourceNode> {
    const children = new Map<string, SourceNode>();
    const firsts = new Map<string, Origin>();
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const offset = offsetOf(pair.key);
      const name = this.keyName(pair.key, offset, pointer);
      const inside = childPointer(pointer, name);
      const keyAt = this.place(offset);
      // Two spellings of one letter look the same on the screen, so they count as one key.
      const first = firsts.get(name.normalize('NFC'));
      if (first !== undefined) {
        this.report('duplicate_key', offset, inside, { ru: `Ключ «${name}» уже есть в строке ${first.line}`, en: `The key "${name}" is already on line ${first.line}` }, { ru: 'оставьте один из них', en: 'keep one of them' });
        continue;
      }
      firsts.set(name.normalize('NFC'), keyAt);
      children.set(name, this.build(pair.value, inside, keyAt, depth + 1));
    }
    return children;
  }

  private keyName(key: Node | null, offset: number, pointer: string): string {
    if (!isScalar(key) || typeof key.value !== 'string') {
      this.abandon('bad_key', offset, pointer, { ru: 'Ключом может быть только текст', en: 'Only a text can be a key' });
    }
    const name = key.value;
    this.checkTag(key, offset, pointer);
    if (key.anchor !== undefined) this.anchors.set(key.anchor, key);
    const fault = textFault(name);
    if (fault !== undefined) this.refuse({ ...badCharacter(fault.kind, offset), pointer });
    if (name === '') this.refuse({ code: 'bad_key', offset, pointer, message: { ru: 'Пустой ключ', en: 'Empty key' } });
    if (isUnsafeKey(name)) this.refuse({ code: 'unsafe_key', offset, pointer, message: { ru: `Имя «${name}» занято языком программы`, en: `The name "${name}" is reserved` }, fix: { ru: 'выберите другое имя', en: 'choose another name' } });
    if (name === '<<') {
      this.refuse({
        code: 'merge_key',
        offset,
        pointer,
        message: { ru: 'Слияние ключей «<<» не поддерживается', en: 'Merge keys "<<" are not supported' },
        fix: { ru: 'выпишите ключи или вынесите общее в базовый регламент (extends)', en: 'write the keys out, or move what is common to a base regulation (extends)' },
      });
    }
    return name;
  }

  private scalar(node: Scalar, offset: number, pointer: string): string | number | boolean | null {
    const value = node.value;
    if (typeof value === 'string') {
      const fault = textFault(value);
      if (fault !== undefined) this.refuse({ ...badCharacter(fault.kind, offset), pointer });
      return value;
    }
    if (typeof value === 'number') {
      const text = node.source ?? String(value);
      if (!numberChanges(text, value)) return value;
      this.report(
        'number_changes',
        offset,
        pointer,
        { ru: `Число ${text.slice(0, 60)} будет прочитано как ${String(value)}`, en: `The number ${text.slice(0, 60)} would be read as ${String(value)}` },
        { ru: `возьмите в кавычки: "${text.slice(0, 60)}"`, en: `put it in quotes: "${text.slice(0, 60)}"` },
      );
      // The text is what was meant: later checks then complain about nothing twice.
      return text;
    }
    return typeof value === 'boolean' ? value : null;
  }

  private expand(alias: Alias, pointer: string, key: Origin | undefined, depth: number): SourceNode {
    const offset = offsetOf(alias as Node);
    const target = this.anchors.get(alias.source);
    this.aliases += 1;
    if (this.aliases > LIMITS.aliases) {
      this.abandon('too_many_aliases', offset, pointer, { ru: `Больше ${LIMITS.aliases} ссылок (*) с учётом вложенных`, en: `More than ${LIMITS.aliases} aliases (*), nested ones counted` }, { ru: 'вынесите общее в базовый регламент (extends)', en: 'move what is common to a base regulation (extends)' });
    }
    if (target === undefined) {
      const near = nearest(alias.source, this.anchors.keys());
      const fix = near === undefined ? undefined : { ru: `возможно, имелось в виду *${near}`, en: `did you mean *${near}?` };
      this.abandon('unknown_alias', offset, pointer, { ru: `Якорь &${alias.source} выше не объявлен`, en: `The anchor &${alias.source} is not declared above` }, fix);
    }
    if (this.open.has(target)) this.abandon('alias_cycle', offset, pointer, { ru: `Ссылка *${alias.source} ведёт внутрь самой себя`, en: `The alias *${alias.source} leads into itself` });
    return this.build(target, pointer, key, depth, this.place(offset));
  }

  private checkTag(node: Node, offset: number, pointer: string): void {
    if (node.tag === undefined || node.tag === STRING_TAG) return;
    this.refuse({ code: 'tag', offset, pointer, message: { ru: `Теги не поддерживаются: ${node.tag}`, en: `Tags are not supported: ${node.tag}` }, fix: { ru: 'уберите тег', en: 'remove the tag' } });
  }

  private report(code: string, offset: number, pointer: string, message: Label, fix?: Label): void {
    this.findings.push({ code, offset, pointer, message, ...(fix === undefined ? {} : { fix }) });
  }

  private refuse(finding: Finding): void {
    this.unusable = true;
    this.findings.push(finding);
  }

  private abandon(code: string, offset: number, pointer: string, message: Label, fix?: Label): never {
    this.report(code, offset, pointer, message, fix);
    throw new Abandoned(code);
  }
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
