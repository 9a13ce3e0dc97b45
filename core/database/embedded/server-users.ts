import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isStillRunning } from './process-identity.ts';

/** Marks this process as a user of the server; the result takes the mark away and tells whether other running processes remain. */
export function joinUsers(home: string): () => { readonly othersRemain: boolean } {
  const folder = join(home, 'users');
  mkdirSync(folder, { recursive: true });
  const mark = join(folder, `${identifyProcess(process.pid)}.${randomBytes(4).toString('hex')}`);
  writeFileSync(mark, home);
  return () => {
    rmSync(mark, { force: true });
    let othersRemain = false;
    for (const name of readdirSync(folder)) {
      const other = join(folder, name);
      // a mark that names another folder came with a copy of that folder
      if (isStillRunning(name.slice(0, name.lastIndexOf('.'))) && readFileSync(other, 'utf8') === home) othersRemain = true;
      else rmSync(other, { force: true });
    }
    return { othersRemain };
  };
}
