import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { UnitOfWork } from '../../../core/index.ts';
import { nearest } from '../../../core/index.ts';
import { conflict, invalid } from '../errors.ts';

type Installation = UnitOfWork['company']['installed'];

/** The folder of each application, found by its registry of plugins. */
const folders = new WeakMap<Installation, string>();

const EXTENSIONS = ['.xlsx', '.csv', '.xml'];

/** What a number of MacBuild may look like; it becomes the name of a file, so nothing that leads elsewhere passes. */
export const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,29}$/u;

/**
 * Takes the settings of this plugin from the configuration: `folder`, to which MacBuild exports; `{company}` in it stands for the company's id.
 * @throws InvalidError macbuild_import.bad_settings
 */
export function configureFolder(installation: Installation, settings: Readonly<Record<string, unknown>> | undefined): void {
  if (settings === undefined) return;
  const problems = Object.keys(settings).filter((name) => name !== 'folder').map((name) => `${name}${nearest(name, ['folder']) === undefined ? '' : ' → folder'}`);
  if (typeof settings['folder'] !== 'string' || settings['folder'] === '') problems.push('folder');
  if (problems.length > 0) throw invalid('macbuild_import.bad_settings', '', { problems: problems.join(', ') });
  folders.set(installation, resolve(String(settings['folder'])));
}

/**
 * The file of an order in the watched folder: `<number>.xlsx`, `.csv` or `.xml`, in any case of letters.
 * @throws ConflictError macbuild_import.folder_unset, macbuild_import.file_not_found, macbuild_import.several_files
 */
export async function findOrderFile(uow: UnitOfWork, number: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const template = folders.get(uow.company.installed);
  if (template === undefined) throw conflict('macbuild_import.folder_unset');
  if (!NUMBER.test(number)) throw invalid('macbuild_import.number_malformed', '/number', { number });
  const folder = template.replaceAll('{company}', uow.company.id);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  const found = names.filter((name) => EXTENSIONS.includes(extname(name).toLowerCase()) && name.slice(0, -extname(name).length).toLowerCase() === number.toLowerCase()).sort();
  const [name, ...others] = found;
  if (name === undefined) throw conflict('macbuild_import.file_not_found', { number });
  if (others.length > 0) throw conflict('macbuild_import.several_files', { number, files: found.join(', ') });
  const path = join(folder, name);
  if (!(await stat(path)).isFile()) throw conflict('macbuild_import.file_not_found', { number });
  return { name, content: await readFile(path) };
}
