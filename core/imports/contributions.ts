import type { PluginDefinition } from '../plugin/index.ts';
import { importErrors } from './errors.ts';
import { ImportRun } from './import-run.ts';

/** What the taking-in of files adds to the kernel's own plugin. */
export const importContributions: Partial<PluginDefinition> = { entities: [ImportRun], errors: importErrors };
