// Runs before `npm start` and `npm test`, so only Node's own modules may be used here: the others may not be installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM = [20, 19];

const root = fileURLToPath(new URL('..', import.meta.url));
const lockFile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const mark = join(modules, '.reglament-lock');

refuseOldNode();
if (!isInstalled()) install();
buildScreens();

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  fail(`Reglament needs Node.js ${MINIMUM.join('.')} or newer; this is ${process.versions.node} (${process.execPath}). Install a newer one from https://nodejs.org`);
}

/** The mark holds the hash of the lock file that was installed last; without it, what npm itself noted down is compared once. */
function isInstalled() {
  if (!existsSync(modules)) return false;
  if (!existsSync(lockFile)) return existsSync(join(modules, 'tsx'));
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lockHash()) return true;
  if (!matchesLock()) return false;
  writeMark();
  return true;
}

/** Whether every package of the lock file stands in node_modules in its version; packages for other systems may be absent. */
function matchesLock() {
  const noted = join(modules, '.package-lock.json');
  if (!existsSync(noted)) return false;
  const installed = JSON.parse(readFileSync(noted, 'utf8')).packages;
  return Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).every(
    ([path, { version, optional }]) => path === '' || (installed[path] === undefined ? optional === true : installed[path].version === version),
  );
}

function install() {
  const locked = existsSync(lockFile);
  console.log(`Installing the packages (npm ${locked ? 'ci' : 'install'}); this is needed once and may take a minute.`);
  // the test tools too, whatever NODE_ENV says: one installation serves both commands
  const args = [locked ? 'ci' : 'install', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env['npm_execpath'];
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) fail(`The packages could not be installed${error ? ` (${error.message})` : ''}. Check the network or the npm registry setting and run the command again.`);
  if (existsSync(lockFile)) writeMark();
}

/** The workplace is built from its sources; when they are those that were built last, this takes no time. */
function buildScreens() {
  const { status } = spawnSync(process.execPath, [join(root, 'plugins/web/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail('The workplace could not be built; the messages above say why.');
}

function writeMark() {
  try {
    writeFileSync(mark, lockHash());
  } catch (error) {
    // without the mark the slower comparison is made again next time
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
  }
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
