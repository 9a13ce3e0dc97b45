import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

let digest: Promise<string> | undefined;

/** What the kernel's and the bundled plugins' code is: rows of a template are written by it, so another code needs another template. */
export function sourceDigest(root: string): Promise<string> {
  return (digest ??= digestOf(root));
}

async function digestOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['core', 'plugins']) {
    const names = (await readdir(join(root, folder), { recursive: true })).filter((name) => /\.(ts|sql)$/.test(name) && !/(^|[\\/])(test|ui|node_modules)[\\/]/.test(name)).sort();
    for (const name of names) hash.update(`${name}\n`).update(await readFile(join(root, folder, name)));
  }
  return hash.digest('hex');
}
