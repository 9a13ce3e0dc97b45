import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const FOLDERS = ['core', 'plugins', 'test'];
const NOT_TESTS = ['test/bench/', 'test/run/'];

/**
 * Every test file of the project, as paths with slashes from `root`, or those under the files and folders of `wanted`.
 * @param {string} root
 * @param {readonly string[]} wanted
 */
export function findTestFiles(root, wanted) {
  const all = FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${String(path).split(sep).join('/')}`),
  );
  const tests = all.filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules/') && !NOT_TESTS.some((folder) => path.startsWith(folder)));
  const prefixes = wanted.map((path) => relative(root, join(root, path)).split(sep).join('/'));
  return tests.filter((path) => prefixes.length === 0 || prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))).sort();
}
