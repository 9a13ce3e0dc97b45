import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);

/**
 * The script behind a package's command, so that it runs without a shell on every system.
 * @param {string} packageName
 * @param {string} command
 */
export function binOf(packageName, command = packageName) {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs a script with Node and hands on its standard output line by line; its errors go to ours.
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string>, signal?: AbortSignal, onLine: (line: string) => void }} options
 * @returns {Promise<number>} the exit code, 1 when a signal ended it
 */
export function runNode(args, { cwd, env = {}, signal, onLine }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'], signal });
    createInterface(child.stdout).on('line', onLine);
    child.on('error', (error) => (error.name === 'AbortError' ? resolve(1) : reject(error)));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
