import type { Label } from '../../language/index.ts';
import { nearest } from '../../language/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { MapNode, Origin, SourceNode } from './node.ts';
import { childPointer } from './pointer.ts';

/** A part that a layer took away by writing null over it. */
export interface RemovedPart {
  readonly pointer: string;
  /** Where it was declared last. */
  readonly was: Origin;
  /** Where it is removed. */
  readonly by: Origin;
}

/** What is known after laying layers over one another. */
export interface Layered {
  readonly root: MapNode;
  /** Origins that lost, oldest first, by pointer. */
  readonly earlier: ReadonlyMap<string, readonly Origin[]>;
  readonly removed: readonly RemovedPart[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lays maps over one another by merge-patch (RFC 7386): maps merge, null removes, anything else replaces. The lowest layer comes first.
 * A null that removes nothing is a warning with the name that was probably meant.
 */
export function mergeLayers(layers: readonly MapNode[]): Layered {
  const merger = new Merger();
  const nowhere: Origin = { file: '', line: 1, column: 1, layer: '' };
  let root: MapNode = { kind: 'map', children: new Map(), at: nowhere, keyAt: nowhere };
  for (const layer of layers) root = { ...merger.mergeMap(root, layer, ''), at: layer.at, keyAt: layer.keyAt };
  return { root, earlier: merger.earlier, removed: merger.removed, diagnostics: merger.diagnostics };
}

class Merger {
  readonly earlier = new Map<string, Origin[]>();
  readonly removed: RemovedPart[] = [];
  readonly diagnostics: Diagnostic[] = [];

  mergeMap(target: MapNode | undefined, patch: MapNode, pointer: string): MapNode {
    const children = new Map(target?.children);
    for (const [key, child] of patch.children) {
      const inside = childPointer(pointer, key);
      const present = children.get(key);
      if (child.kind === 'scalar' && child.value === null) {
        this.remove(children, key, child, inside);
      } else {
        if (present !== undefined) this.remember(inside, present.at);
        children.set(key, this.merge(present, child, inside));
      }
    }
    return { kind: 'map', children, at: patch.at, keyAt: patch.keyAt };
  }

  private merge(target: SourceNode | undefined, patch: SourceNode, pointer: string): SourceNode {
    if (patch.kind !== 'map') return patch;
    return this.mergeMap(target?.kind === 'map' ? target : undefined, patch, pointer);
  }

  private remove(children: Map<string, SourceNode>, key: string, by: SourceNode, pointer: string): void {
    const present = children.get(key);
    if (present !== undefined) {
      children.delete(key);
      this.remember(pointer, present.at);
      this.removed.push({ pointer, was: present.at, by: by.keyAt });
      if (by.kind === 'scalar' && by.text === '') {
        this.warn('empty_removes', by, pointer, { ru: `Пустое значение убирает «${key}»`, en: `The empty value removes "${key}"` }, { ru: 'если так и задумано, напишите null', en: 'if that is meant, write null' });
      }
      return;
    }
    const near = nearest(key, children.keys());
    const fix =
      near === undefined
        ? { ru: 'укажите значение или уберите строку', en: 'give it a value or remove the line' }
        : { ru: `возможно, имелось в виду «${near}»`, en: `did you mean "${near}"?` };
    this.warn('removes_nothing', by, pointer, { ru: `Пустое значение убирает «${key}», но ниже такого нет`, en: `The empty value removes "${key}", but no lower layer has it` }, fix);
  }

  private warn(code: string, by: SourceNode, pointer: string, message: Label, fix: Label): void {
    const { file, line, column } = by.keyAt;
    this.diagnostics.push({ severity: 'warning', code, message, fix, file, line, column, pointer });
  }

  private remember(pointer: string, origin: Origin): void {
    this.earlier.set(pointer, [...(this.earlier.get(pointer) ?? []), origin]);
  }
}

/** Joins the files of one folder: maps merge, but a value that two files set is an error that names both places; the first one stays. */
export function joinParts(parts: readonly MapNode[], diagnostics: Diagnostic[]): MapNode | undefined {
  const [first, ...others] = parts;
  return first === undefined ? undefined : others.reduce((joined, part) => joinMaps(joined, part, '', diagnostics), first);
}

function joinMaps(left: MapNode, right: MapNode, pointer: string, diagnostics: Diagnostic[]): MapNode {
  const children = new Map(left.children);
  for (const [key, child] of right.children) {
    const present = children.get(key);
    const inside = childPointer(pointer, key);
    if (present === undefined) children.set(key, child);
    else if (present.kind === 'map' && child.kind === 'map') children.set(key, joinMaps(present, child, inside, diagnostics));
    else diagnostics.push(setTwice(key, inside, present.keyAt, child.keyAt));
  }
  return { ...left, children };
}

function setTwice(key: string, pointer: string, first: Origin, second: Origin): Diagnostic {
  const there = `${first.file}:${first.line}:${first.column}`;
  return {
    severity: 'error',
    code: 'set_twice',
    message: { ru: `«${key}» уже задано в ${there}`, en: `"${key}" is already set in ${there}` },
    fix: { ru: 'оставьте одно из двух', en: 'keep one of the two' },
    file: second.file,
    line: second.line,
    column: second.column,
    pointer,
  };
}
