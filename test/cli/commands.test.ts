import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { createProgram, runProgram } from '../../cli/program.ts';
import { startTestApp } from '../../core/testing/index.ts';

const program = fileURLToPath(new URL('../../cli/reglament.mjs', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'reglament-cli-'));
t.teardown(() => rm(folder, { recursive: true, force: true }));
const app = await startTestApp(t, { now: '2025-03-03T09:00:00Z' });

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  // The answer's shape is the test's to assert.
  readonly json: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

Object.assign(process.env, { LANG: 'en_US.UTF-8', LC_ALL: '', LC_MESSAGES: '', DATABASE_URL: app.adminUrl });

function result(code: number | null, out: string, err: string, args: readonly string[]): Result {
  return { code, out, err, json: args.includes('--json') && out !== '' ? (JSON.parse(out) as unknown) : undefined };
}

/** Runs the command in this process, which spares its start. */
async function reglament(args: readonly string[]): Promise<Result> {
  const [out, err]: [string[], string[]] = [[], []];
  const program = createProgram({ writeOut: (text) => void out.push(text), writeErr: (text) => void err.push(text) });
  await runProgram(program, args);
  const code = process.exitCode;
  process.exitCode = undefined;
  return result(Number(code), out.join(''), err.join(''), args);
}

/** Runs the command as a person would. */
async function reglamentProcess(args: readonly string[], options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Result> {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', DATABASE_URL: app.adminUrl, ...options.env } });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return result(code, Buffer.concat(out).toString(), Buffer.concat(err).toString(), args);
}

const CONFIG = ['--config', 'test'];
const COMPANY = [...CONFIG, '--company', 'pneumosila'];

t.test('a wrong call is told what is right, with exit code 2', async (t) => {
  const cases: readonly [string, readonly string[], RegExp][] = [
    ['unknown command', ['pubish'], /publish/],
    ['unknown option', ['check', '--fast'], /--fast/],
    ['missing argument', ['migration'], /plugin/],
    ['missing option', ['user', 'add', ...COMPANY], /--name/],
    ['unknown configuration', ['check', '--config', 'tset'], /test/],
    ['unknown company', ['check', ...CONFIG, '--company', 'pneumosyla'], /pneumosila/],
    ['company not named', ['import', 'mail', 'x.eml', ...CONFIG], /--company/],
    ['unknown importer', ['import', 'mial', 'x.eml', ...COMPANY], /mail\.letter/],
    ['file that is not there', ['import', 'mail', 'x.eml', ...COMPANY], /x\.eml/],
    ['no backup to restore', ['restore', 'none.gz', ...COMPANY], /none\.gz/],
  ];
  for (const [name, args, words] of cases) {
    const { code, err } = await reglament(args);
    t.equal(code, 2, name);
    t.match(err, words, name);
  }
});

t.test('help speaks the language of the environment and shows an example', async (t) => {
  t.match(await reglamentProcess(['verify', '--help']), { code: 0, out: /Example:\n {2}reglament verify/ });
  t.match(await reglamentProcess(['verify', '--help'], { env: { LANG: 'ru_RU.UTF-8' } }), { code: 0, out: /Пример:\n {2}reglament verify/ });
  t.match(await reglamentProcess(['verify', '--help', '--lang', 'ru']), { out: /Проверить данные/ });
});

t.test('regulations are checked by place, planned and compared without being published', async (t) => {
  const config = join(folder, 'bad.yaml');
  const regulation = join(folder, 'regulation');
  await mkdir(regulation);
  await writeFile(join(regulation, 'regulation.yaml'), 'company: acme\ntitle: { ru: А, en: A }\nrolez: {}\n');
  await writeFile(config, `mode: test\ncompanies: [{ id: acme, regulation: ${regulation} }]\nplugins: [crm]\n`);
  t.match(await reglament(['check', '--config', config]), { code: 1, out: /regulation\.yaml:3:1 error .*rolez/ });
  t.match(await reglament(['check', ...COMPANY]), { code: 0, out: /pneumosila: 0 errors/ });
  t.match(await reglament(['plan', ...COMPANY, '--json']), { code: 0, json: [{ company: 'pneumosila', active: { number: 1 }, changes: [], orphans: [] }] });
  t.match(await reglament(['diff', '1', 'folder', ...COMPANY]), { code: 0, out: /No differences/ });
  t.match(await reglament(['versions', ...COMPANY]), { code: 0, out: /\* 1 / });
  t.match(await reglament(['publish', ...COMPANY, '--json']), { code: 0, json: [{ number: 1, isNew: false }] });
  const file = join(folder, 'schema.json');
  t.equal((await reglament(['schema', ...CONFIG, '--out', file])).code, 0);
  t.match(JSON.parse(await readFile(file, 'utf8')), { properties: { company: {} } });
});

t.test('people are added, changed and dismissed; a password is never an argument', async (t) => {
  const made = await reglamentProcess(['user', 'add', '--login', 'novikov', '--name', 'Новиков Н.', '--email', 'n@pneumosila.example', '--roles', 'sales_manager', ...COMPANY], { input: 'a long enough passphrase\n' });
  t.equal(made.code, 0, made.err);
  t.notMatch(made.out, /passphrase/);
  t.match(await app.anonymous().call('POST', '/api/session', { body: { login: 'novikov', password: 'a long enough passphrase' } }), { status: 200 });
  t.match(await reglament(['user', 'add', '--login', 'x', '--name', 'X', '--email', 'x@x.example', '--roles', 'sales_maneger', '--generate', ...COMPANY]), { code: 1, err: /sales_manager/ });
  const generated = await reglament(['user', 'password', 'novikov', '--generate', '--json', ...COMPANY]);
  t.match(await app.anonymous().call('POST', '/api/session', { body: { login: 'novikov', password: generated.json.password } }), { status: 200 });
  t.match(await reglament(['user', 'roles', 'novikov', 'sales_manager,accountant', '--json', ...COMPANY]), { code: 0, json: { roles: ['sales_manager', 'accountant'] } });
  t.match(await reglament(['user', 'token', 'novikov', '--json', ...COMPANY]), { code: 0, json: { token: /.{20}/ } });
  t.match(await reglament(['user', 'deactivate', 'novikof', ...COMPANY]), { code: 2, err: /novikov/ });
  t.equal((await reglament(['user', 'deactivate', 'novikov', ...COMPANY])).code, 0);
  t.match(await reglament(['user', 'list', ...COMPANY]), { code: 0, out: /- {2}novikov.*accountant, sales_manager/ });
});

t.test('letters are imported, also on somebody’s behalf and only with his rights', async (t) => {
  const letter = join(folder, 'letter.eml');
  await writeFile(letter, 'From: a@client.example\r\nSubject: Hello\r\nMessage-ID: <cli@client.example>\r\n\r\nWords\r\n');
  t.match(await reglament(['import', 'mail', letter, '--as', 'rudenko', ...COMPANY]), { code: 1, err: /inquiry\.process/ });
  t.match(await reglament(['import', 'mail', letter, '--as', 'sokolova', '--json', ...COMPANY]), { code: 0, json: [{ outcome: 'registered' }] });
  t.match(await reglament(['import', 'mail.letter', letter, ...COMPANY]), { code: 0, out: /outcome=known/ });
  const list = join(folder, 'companies.csv');
  await writeFile(list, 'Компания;Телефон\nЗавод;+7 495 000-77-77\n');
  t.match(await reglament(['import', 'crm.companies', list, '--dry-run', ...COMPANY]), { code: 0, out: /inquiries=1 .*\n.*Nothing was written/ });
  t.match(await reglament(['import', 'crm.companies', list, '--json', ...COMPANY]), { code: 0, json: [{ inquiries: 1, known_already: 0 }] });
  await writeFile(list, 'Компания;E-mail\nЗавод;нет\n');
  t.match(await reglament(['import', 'crm.companies', list, ...COMPANY]), { code: 1, err: /\/file\/rows\/2\/E-mail: Row 2/ });
  t.match(await reglament(['import', 'crm.companies', list, '--with', 'colour=red', ...COMPANY]), { code: 1, err: /colour/ });
});

t.test('data and installation are examined; findings are exit code 1', async (t) => {
  t.match(await reglament(['verify', ...COMPANY]), { code: 0, out: /0 violations/ });
  t.match(await reglament(['kpi', 'pneumosila', '--period', '2025-02']), { code: 0, out: /^. KPI-5\.2 {3}2025-02 +— % \(0 \/ 0\) {2}Shipped orders$/m });
  t.match((await reglament(['kpi', 'pneumosila', '--period', '2025-02', '--json'])).json.find((one: { code: string }) => one.code === 'KPI-6.1'), { value: null, target: 100, breached: false });
  t.match(await reglament(['kpi', 'pneumosila', '--period', 'soon']), { code: 1, err: /2025-Q1/ });
  t.match(await reglament(['incidents', 'list', ...COMPANY]), { code: 0, out: /0 open incidents/ });
  const doctor = await reglament(['doctor', ...CONFIG, '--json']);
  t.equal(doctor.code, doctor.json.some((one: { level: string }) => one.level === 'bad') ? 1 : 0);
  const config = join(folder, 'production.yaml');
  await writeFile(config, 'mode: production\ncompanies: [{ id: pneumosila, regulation: regulations/pneumosila }]\nplugins: [crm]\nsecrets: { key: change-me-change-me-change-me-change }\n');
  t.match(await reglament(['doctor', '--config', config]), { code: 1, out: /secrets\.key/ });
  await app.write(async (uow) => uow.query(`insert into core_incident (kind, message, created_at) values ('item', 'look at it', now())`));
  t.match(await reglament(['incidents', 'list', ...COMPANY]), { code: 1, out: /look at it/ });
  t.match(await reglament(['incidents', 'retry', '--all', '--json', ...COMPANY]), { code: 0, json: { retried: [/.+/] } });
  t.equal((await reglament(['incidents', 'list', ...COMPANY])).code, 0);
});

t.test('a company goes into a file and comes back', async (t) => {
  const file = join(folder, 'copy.gz');
  t.equal((await reglament(['backup', '--out', file, ...COMPANY])).code, 0);
  t.equal((await reglament(['backup', '--out', file, ...COMPANY])).code, 2, 'the file is there already');
  t.match(await reglament(['restore', file, ...COMPANY]), { code: 1, err: /--replace/ });
  t.match(await reglament(['restore', file, '--replace', '--json', ...COMPANY]), { code: 0, json: { company: 'pneumosila', status: 'silent', violations: [] } });
  t.match(await reglament(['restore', '--release', '--json', ...COMPANY]), { code: 0, json: { status: 'active' } });
});

t.test('a new plugin is whole at once, and its migration has every table', async (t) => {
  const made = await reglamentProcess(['plugin', 'new', 'quality-control', '--dir', folder, '--json']);
  t.equal(made.code, 0, made.err);
  t.ok(made.json.files.some((name: string) => /^migrations\/\d{12}-tables\.sql$/.test(name)));
  const config = join(folder, 'plugin.yaml');
  await writeFile(config, `mode: test\ncompanies: [{ id: acme, regulation: ${join(folder, 'quality-control/test/regulation')} }]\nplugins: [${join(folder, 'quality-control')}]\n`);
  t.match(await reglament(['migration', 'quality-control', '--config', config]), { code: 0, out: /has all its tables/ });
  t.match(await reglament(['check', '--config', config]), { code: 0, out: /acme: 0 errors, 0 warnings/ });
  t.equal((await reglament(['plugin', 'new', 'quality-control', '--dir', folder])).code, 2);
});
