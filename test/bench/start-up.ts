import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds from the command to the first answer: with nothing there, and with everything there. */
export interface StartUpFigures {
  readonly first: number;
  readonly second: number;
}

const GIVE_UP_MS = 90_000;

/** Starts the demo twice over a database folder of its own. */
export async function measureStartUp(root: string): Promise<StartUpFigures> {
  const folder = join(root, '.data/bench-start');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'bench.yaml');
  writeFileSync(config, `mode: demo
http: { port: 0 }
database: { embedded: { dataDir: ${join(folder, 'postgres')}, port: 54529 } }
companies: [{ id: pneumosila, regulation: regulations/pneumosila }, { id: severtrade, regulation: regulations/severtrade }]
plugins: [crm, contracts, accounting, warehouse, mail]
mail: { transport: folder, from: Reglament <reglament@localhost>, folder: ${join(folder, 'mail')} }
secrets: { key: this-sample-key-is-for-the-bench-only }
files: { dir: ${join(folder, 'files')} }
logs: { level: warn }
`);
  try {
    return { first: await start(root, config), second: await start(root, config) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the node, waits until it names its address, stops it. @throws Error with its last words when it does not start */
function start(root: string, config: string): Promise<number> {
  const { DATABASE_URL: _url, DATABASE_ADMIN_URL: _adminUrl, PORT: _port, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'cli/reglament.mjs'), 'start', '--config', config], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const started = performance.now();
  let said = '';
  let seconds: number | undefined;
  const limit = setTimeout(() => child.kill('SIGKILL'), GIVE_UP_MS);
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-4000);
      if (seconds !== undefined || !/Reglament: http/.test(said)) return;
      seconds = (performance.now() - started) / 1000;
      child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(limit);
      if (seconds === undefined) reject(new Error(`The node did not start:\n${said}`));
      else resolve(seconds);
    });
  });
}
