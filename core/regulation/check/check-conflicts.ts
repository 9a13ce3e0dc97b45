import type { PluginRegistry } from '../../plugin/index.ts';
import type { MergedDocument, Origin } from '../source/index.ts';
import { childPointer, pointerTokens } from '../source/index.ts';
import type { CheckContext } from './context.ts';

/** Everything a plugin may build on: what it requires, and what that requires. The kernel needs no mention. */
function foundationsOf(registry: PluginRegistry, id: string, seen: Set<string> = new Set(['core'])): ReadonlySet<string> {
  for (const other of Object.keys(registry.plugins.find((one) => one.id === id)?.requires ?? {})) {
    if (seen.has(other)) continue;
    seen.add(other);
    foundationsOf(registry, other, seen);
  }
  return seen;
}

/** Pointers of every value that is not a map, lists being values as a whole. */
function* leaves(value: unknown, pointer: string): Generator<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) yield pointer;
  else for (const [name, one] of Object.entries(value)) yield* leaves(one, childPointer(pointer, name));
}

/**
 * Two plugins that give one value without either building on the other: which of them wins would depend on the order of a list, so the regulation
 * has to say. What one plugin sets and a regulation overrides is no conflict.
 */
export function checkConflicts(context: CheckContext, merged: MergedDocument): void {
  const { registry, findings } = context;
  const plugins = new Set(registry.plugins.map((one) => one.id));
  const conflict = (pointer: string, first: Origin, second: Origin): void => {
    const names = pointerTokens(pointer);
    const line = `${names.join(': ')}: …`;
    findings.add('plugins_conflict', pointer, {
      ru: `Значение задают два плагина: «${first.layer}» (${first.file}:${first.line}) и «${second.layer}» (${second.file}:${second.line})`,
      en: `Two plugins set this value: "${first.layer}" (${first.file}:${first.line}) and "${second.layer}" (${second.file}:${second.line})`,
    }, { fix: { ru: `задайте его в своём регламенте: ${line}`, en: `set it in your regulation: ${line}` } });
  };
  const unrelated = (left: string, right: string): boolean => left !== right && !foundationsOf(registry, left).has(right) && !foundationsOf(registry, right).has(left);
  for (const pointer of leaves(merged.value, '')) {
    const last = merged.origin(pointer);
    if (!plugins.has(last.layer)) continue;
    const earlier = merged.overridden(pointer).find((one) => plugins.has(one.layer) && unrelated(one.layer, last.layer));
    if (earlier !== undefined) conflict(pointer, earlier, last);
    checkForeignProcess(context, pointer, last, unrelated);
  }
}

/** A plugin's fragment that reaches into the process of a plugin it does not require. */
function checkForeignProcess(context: CheckContext, pointer: string, origin: Origin, unrelated: (left: string, right: string) => boolean): void {
  const [section, id = ''] = pointerTokens(pointer);
  if (section !== 'processes') return;
  const owner = context.registry.pluginOf(id);
  if (owner === 'core' || !unrelated(owner, origin.layer)) return;
  context.findings.add('foreign_process', `/processes/${id}`, { ru: `«${origin.layer}» меняет процесс ${id} плагина «${owner}», не требуя его`, en: `"${origin.layer}" changes the process ${id} of "${owner}" without requiring it` }, { at: 'key', fix: { ru: `добавьте «${owner}» в requires плагина «${origin.layer}»`, en: `add "${owner}" to the requires of "${origin.layer}"` } });
}
