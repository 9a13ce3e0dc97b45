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
import { withoutUnused } from './unused-plugins.ts';

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

async function loadLayers(folder: string, registry: PluginRegistry, options: { readonly root?: string }): Promise<MergedDocument> {
  const fragments = registry.plugins
    .filter((plugin) => plugin.defaults !== undefined)
    .map((plugin) => ({ layer: plugin.id, path: fileURLToPath(plugin.defaults as URL), shown: `plugins/${plugin.id}/${basename(fileURLToPath(plugin.defaults as URL))}` }));
  return loadRegulationLayers(folder, { fragments, inherit: (layer) => withoutUnused(layer, registry), ...options });
}

/**
 * Reads, merges and checks the regulation in `folder` with the plugins of the installation that it uses (`plugins:`; default all). What it inherits
 * about the others is left out; what it says about them itself is an error.
 */
export async function loadRegulation(folder: string, installed: PluginRegistry, options: { readonly root?: string } = {}): Promise<LoadedRegulation> {
  let registry = installed;
  let merged = await loadLayers(folder, registry, options);
  const named = merged.value['plugins'];
  if (Array.isArray(named)) {
    registry = installed.only(named.filter((one) => typeof one === 'string'));
    // Read again: which fragments lie below, and what of a base counts, is known only now.
    if (registry !== installed) merged = await loadLayers(folder, registry, options);
  }
  const diagnostics: Diagnostic[] = [...merged.diagnostics, ...validateAgainstSchema(merged, ...validatorOf(registry))];
  if (diagnostics.some((one) => one.severity === 'error')) return { document: undefined, merged, diagnostics: sortDiagnostics(diagnostics) };
  const document = baseProcesses(registry, merged.value) as unknown as RegulationDocument;
  diagnostics.push(...checkDocument(document, merged, registry));
  return { document, merged, diagnostics: sortDiagnostics(diagnostics) };
}
