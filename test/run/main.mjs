// `npm test`: types, lint, then every tap test against one PostgreSQL server; `npm test -- core/rules` runs those tests alone.
// The last line is `<n> passed, <n> failed`, where each check counts as one.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';
import { binOf, runNode } from './run-program.mjs';
import { TapReport } from './tap-report.mjs';
import { findTestFiles } from './test-files.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const wanted = process.argv.slice(2);
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupt.abort());

const total = { passed: 0, failed: 0 };
if (wanted.length === 0) {
  await check('types', [binOf('typescript', 'tsc'), '--noEmit', '--pretty', 'false']);
  await check('types of the screens', [binOf('typescript', 'tsc'), '--noEmit', '--pretty', 'false', '-p', 'plugins/web/ui']);
  await check('lint', [binOf('eslint'), '.']);
}
await runTests();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function check(name, args) {
  if (interrupt.signal.aborted) return;
  const said = [];
  const started = Date.now();
  const code = await runNode(args, { cwd: root, signal: interrupt.signal, onLine: (line) => said.push(line) });
  total[code === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${code === 0 ? 'ok    ' : 'FAIL  '}${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(said.map((line) => `        ${line}`).join('\n'));
}

async function runTests() {
  const files = findTestFiles(root, wanted);
  if (files.length === 0) return fail(`no test file matches ${wanted.join(', ') || 'anything'}`);
  const database = await openDatabase();
  if (database === undefined) return;
  try {
    console.log(`tests (${files.length} files)`);
    const report = new TapReport((text) => console.log(text));
    const code = await runNode([binOf('tap'), 'run', '--reporter=tap', '--no-color', ...files], {
      cwd: root,
      env: { REGLAMENT_TEST_DATABASE_URL: database.adminUrl, NODE_ENV: 'test' },
      signal: interrupt.signal,
      onLine: (line) => report.read(line),
    });
    const { passed, failed, skipped } = report.finish(code);
    if (skipped > 0) console.log(`${skipped} skipped`);
    total.passed += passed;
    total.failed += failed;
  } finally {
    await database.stop();
  }
}

/** The server named by the environment, or one of our own that need not survive a power failure. */
async function openDatabase() {
  const given = process.env['REGLAMENT_TEST_DATABASE_URL'];
  if (given) return { adminUrl: given, stop: async () => undefined };
  register({ tsconfig: join(root, 'tsconfig.json') });
  const { startEmbeddedServer } = await import('../../core/database/embedded/index.ts');
  try {
    return await startEmbeddedServer({
      dataDir: join(root, '.data/test-postgres'),
      port: 54_429,
      settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
      log: { info: () => undefined, warn: (message) => console.log(message) },
    });
  } catch (error) {
    return fail(`the test database does not start\n${error.message}`);
  }
}

function fail(message) {
  total.failed += 1;
  console.log(`FAIL  ${message}`);
}
