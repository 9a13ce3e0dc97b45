import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Diagnostic } from './diagnostic.ts';
import { joinParts } from './merge.ts';
import type { MapNode } from './node.ts';
import type { SourceFile } from './read-file.ts';
import { readSourceFile } from './read-file.ts';

/** The file every regulation folder starts from. */
export const MAIN_FILE = 'regulation.yaml';

/** Folders beside the regulation that hold other things than its parts. */
const OTHER_FOLDERS: ReadonlySet<string> = new Set(['scenarios', 'examples', 'templates']);
const MOST_FILES = 500;
const DEEPEST_FOLDER = 8;

/** A regulation folder, its files joined into one map. */
export interface RegulationFolder {
  readonly layer: string;
  readonly node: MapNode | undefined;
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every part of the regulation in `folder`. `root` is the folder of all regulations, its own real path. */
export async function readFolder(folder: string, root: string): Promise<RegulationFolder> {
  const layer = layerName(folder, root);
  const diagnostics: Diagnostic[] = [];
  const parts: MapNode[] = [];
  const files: SourceFile[] = [];
  for (const path of await listParts(folder, root, diagnostics)) {
    const read = await readSourceFile(path, shownPath(path, root), layer);
    files.push(read.file);
    diagnostics.push(...read.diagnostics);
    if (read.node?.kind === 'map') parts.push(read.node);
    else if (read.node !== undefined) diagnostics.push(notAMap(read.file.path, read.node.kind === 'scalar' && read.node.value === null));
  }
  return { layer, node: joinParts(parts, diagnostics), files, diagnostics };
}

/** A regulation's name: its folder within the folder of all regulations, as `base/equipment-dealer`. */
export function layerName(folder: string, root: string): string {
  return relative(root, folder).split(sep).join('/');
}

/** A path as people know it: from the folder of all regulations on, that folder included. */
export function shownPath(path: string, root: string): string {
  return [basename(root), ...relative(root, path).split(sep)].join('/');
}

/** Whether `path` (real) lies inside `root` (real), `root` itself not counted. */
export function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && way !== path;
}

/** Names of all regulation folders under `root`, as `layerName` gives them. */
export async function regulationNames(root: string): Promise<string[]> {
  const names: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = await sortedEntries(folder);
    if (depth > 0 && entries.some((entry) => entry.name === MAIN_FILE)) names.push(layerName(folder, root));
    if (depth >= 3) return;
    for (const entry of entries) if (entry.isDirectory() && !entry.name.startsWith('.')) await visit(join(folder, entry.name), depth + 1);
  };
  await visit(root, 0);
  return names;
}

async function listParts(folder: string, root: string, diagnostics: Diagnostic[]): Promise<string[]> {
  const found: string[] = [];
  const visit = async (current: string, depth: number): Promise<void> => {
    const entries = await sortedEntries(current);
    // A folder with a main file of its own is another regulation, not a part of this one.
    if (depth > DEEPEST_FOLDER || (depth > 0 && entries.some((entry) => entry.name === MAIN_FILE))) return;
    for (const entry of entries) {
      const path = join(current, entry.name);
      if (entry.name.startsWith('.') || found.length > MOST_FILES) continue;
      if (entry.isDirectory()) {
        if (!OTHER_FOLDERS.has(entry.name)) await visit(path, depth + 1);
      } else if (entry.name.endsWith('.yaml')) {
        const fault = await unfitFile(path, root);
        if (fault === undefined) found.push(path);
        else diagnostics.push(fault);
      } else if (/\.(yml|YAML|YML)$/.test(entry.name)) {
        diagnostics.push(fileFinding('warning', 'ignored_file', shownPath(path, root), { ru: 'Файл не читается: нужно расширение .yaml', en: 'The file is not read: its name must end in .yaml' }));
      }
    }
  };
  await visit(folder, 0);
  if (found.length > MOST_FILES) {
    diagnostics.push(fileFinding('error', 'too_many_files', shownPath(folder, root), { ru: `В папке больше ${MOST_FILES} файлов`, en: `The folder has more than ${MOST_FILES} files` }));
  }
  const main = join(folder, MAIN_FILE);
  return [...found.filter((path) => path === main), ...found.filter((path) => path !== main)].slice(0, MOST_FILES);
}

/** A link may point to another place inside the regulations (mounted configuration does), but not out of them. */
async function unfitFile(path: string, root: string): Promise<Diagnostic | undefined> {
  const shown = shownPath(path, root);
  try {
    if (!isInside(await realpath(path), root)) {
      return fileFinding('error', 'outside', shown, { ru: 'Ссылка ведёт за пределы папки регламентов', en: 'The link leads out of the folder of regulations' });
    }
    return (await stat(path)).isFile() ? undefined : fileFinding('error', 'not_a_file', shown, { ru: 'Это не файл', en: 'This is not a file' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return fileFinding('error', 'not_a_file', shown, { ru: 'Ссылка ведёт в никуда', en: 'The link leads nowhere' });
  }
}

async function sortedEntries(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((left, right) => (left.name < right.name ? -1 : 1));
}

function notAMap(file: string, empty: boolean): Diagnostic {
  return empty
    ? fileFinding('warning', 'empty_file', file, { ru: 'Файл пуст', en: 'The file is empty' })
    : fileFinding('error', 'not_a_map', file, { ru: 'Файл должен состоять из строк «ключ: значение»', en: 'The file must consist of "key: value" lines' });
}

/** A finding about a file as a whole. */
export function fileFinding(severity: Diagnostic['severity'], code: string, file: string, message: Diagnostic['message'], fix?: Diagnostic['fix']): Diagnostic {
  return { severity, code, message, file, line: 1, column: 1, pointer: '', ...(fix === undefined ? {} : { fix }) };
}
