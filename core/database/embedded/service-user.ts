import { execFileSync, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { parse } from 'node:path';
import { EmbeddedServerError } from './embedded-server-error.ts';

/** The account the server runs under when the launcher is root: PostgreSQL refuses to run as root. */
export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
}

export interface CommandResult {
  readonly code: number;
  /** Both output streams, in order of arrival. */
  readonly output: string;
}

/** Undefined when the launcher is not root and so runs the server as itself. An existing cluster keeps its owner. */
export function findServiceUser(existingClusterDir: string | undefined): ServiceUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existingClusterDir !== undefined) {
    const { uid, gid } = statSync(existingClusterDir);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new EmbeddedServerError(
    'The embedded PostgreSQL does not run as root, and this system has neither a "postgres" nor a "nobody" user. ' +
      'Start as an ordinary user, or set DATABASE_URL.',
  );
}

function idOf(flag: string, name: string): number | undefined {
  try {
    const id = Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
    return Number.isInteger(id) && id > 0 ? id : undefined;
  } catch {
    return undefined; // `id` exits with 1 for an unknown name
  }
}

/** Runs a program as `user` with an environment free of PG* variables; never rejects for an exit code. */
export function runAs(user: ServiceUser | undefined, command: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const chunks: string[] = [];
    const child = spawn(command, args, {
      cwd: parse(process.execPath).root,
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {}) },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(user ?? {}),
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('exit', (code) => setImmediate(() => resolve({ code: code ?? -1, output: chunks.join('') })));
  });
}

/** Whether `user` can enter `folder` and write in it; asked of the system itself, because access lists and mounts count too. */
export async function canWork(user: ServiceUser | undefined, folder: string): Promise<boolean> {
  if (user === undefined) return true;
  const { code } = await runAs(user, '/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder]);
  return code === 0;
}
