import { fileURLToPath } from 'node:url';
import { basename } from 'node:path';
import type { PluginRegistry } from '../plugin/index.ts';
import type { Ajv, JsonSchema } from '../validation/index.ts';
import { createAjv } from '../validation/index.ts';
import type { RegulationDocument } from './document.ts';
import type { Diagnostic, MergedDocument } from './source/index.ts';
import { loadRegulationLayers, sortDiagnostics, validateAgainstSchema } from './source/index.ts';
import { checkDocument } from './check/index.ts';
import { regulationSchema } from './schema.ts';

/** A regulation read from its folder: the whole document, and everything found wrong with it. */
export interface LoadedRegulation {
  /** Undefined when the files cannot be understood at all. */
  readonly document: RegulationDocument | undefined;
  readonly merged: MergedDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lays `patch` over `base` as RFC 7386 does: maps merge, null removes, everything else replaces. */
export function mergePatch(base: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const result: Record<string, unknown> = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const validators = new WeakMap<PluginRegistry, [JsonSchema, Ajv]>();

/** The schema of a set of plugins with a validator that keeps it compiled. */
function validatorOf(registry: PluginRegistry): [JsonSchema, Ajv] {
  let known = validators.get(registry);
  if (known === undefined) validators.set(registry, (known = [{ $id: 'urn:reglament:regulation', ...regulationSchema(registry) }, createAjv()]));
  return known;
}

/** The plugins' base machines as the lowest layer of every regulation. */
function baseProcesses(registry: PluginRegistry, merged: Record<string, unknown>): Record<string, unknown> {
  const processes = Object.fromEntries(registry.processes.map(({ id, parent: _parent, ...spec }) => [id, spec]));
  return mergePatch({ processes }, merged) as Record<string, unknown>;
}

/** Reads, merges and checks the regulation in `folder`. `complete` is false while only the files' form could be judged. */
export async function loadRegulation(folder: string, registry: PluginRegistry, options: { readonly root?: string } = {}): Promise<LoadedRegulation> {
  const fragments = registry.plugins
    .filter((plugin) => plugin.defaults !== undefined)
    .map((plugin) => ({ layer: plugin.id, path: fileURLToPath(plugin.defaults as URL), shown: `plugins/${plugin.id}/${basename(fileURLToPath(plugin.defaults as URL))}` }));
  const merged = await loadRegulationLayers(folder, { fragments, ...(options.root === undefined ? {} : { root: options.root }) });
  const diagnostics: Diagnostic[] = [...merged.diagnostics, ...validateAgainstSchema(merged, ...validatorOf(registry))];
  if (diagnostics.some((one) => one.severity === 'error')) return { document: undefined, merged, diagnostics: sortDiagnostics(diagnostics) };
  const document = baseProcesses(registry, merged.value) as unknown as RegulationDocument;
  diagnostics.push(...checkDocument(document, merged, registry));
  return { document, merged, diagnostics: sortDiagnostics(diagnostics) };
}
