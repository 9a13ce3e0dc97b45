import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import t from 'tap';
import { openApplication } from '../../application/index.ts';
import type { Config } from '../../config/index.ts';
import { filesOf } from '../../files/index.ts';
import { createLogger } from '../../http/index.ts';
import { enqueueDeliveries } from '../../jobs/index.ts';
import { EXAMPLE_PASSWORD, TestClient, cloneTemplate, ensureTemplate, startTestApp } from '../../testing/index.ts';
import { serve } from '../../application/index.ts';
import { backupCompany, checkBackup, releaseCompany, restoreCompany } from '../index.ts';

const quiet = createLogger({ level: 'silent' });
const folder = await mkdtemp(join(tmpdir(), 'reglament-backup-'));
t.teardown(() => rm(folder, { recursive: true, force: true }));

const app = await startTestApp(t, { now: '2025-03-03T09:00:00Z' });
const company = app.company('pneumosila');
const file = join(folder, 'pneumosila.backup.gz');

/** An installation of its own on an empty database of the same server. */
async function emptyInstallation(name: string): Promise<{ readonly config: Config; query<Row extends object>(sql: string): Promise<Row[]> }> {
  const clone = await cloneTemplate(await ensureTemplate('nothing', async () => undefined));
  t.teardown(() => clone.drop());
  const { config } = app.application;
  return {
    config: { ...config, name, database: { ...config.database, url: clone.url, adminUrl: clone.url }, files: { ...config.files, dir: join(folder, name) }, companies: config.companies.filter((one) => one.id === 'pneumosila') },
    query: async (sql) => onDatabase(clone.url, sql),
  };
}

async function onDatabase<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Sums of every table that a restoration leaves as it was. */
function sums(tables: readonly { readonly name: string; readonly sha256: string }[]): Record<string, string> {
  const changed = ['core_audit', 'core_attachment', 'core_history_seal', 'reglament.credential'];
  return Object.fromEntries(tables.filter((one) => !changed.includes(one.name)).map((one) => [one.name, one.sha256]));
}

t.before(async () => {
  const manager = await app.as('manager').catch(() => undefined);
  t.ok(manager ?? true);
  await app.write(async (uow) => {
    const [user] = await uow.query<{ id: string }>('select id from core_user where login is not null order by login limit 1');
    await filesOf(uow).put(uow, { entity: 'core.user', id: user?.id ?? '' }, { name: 'portrait\u2028.txt', content: Buffer.from('words on two\nlines') });
    await enqueueDeliveries(uow, [{ key: 'waiting:1', effect: 'core.nothing', params: { amount: '12345678901234567890.10', text: 'a\u2028b' } }]);
  });
  await backupCompany({ adminUrl: app.adminUrl, company: 'pneumosila', files: app.application.config.files, file });
});

t.test('a backup says what it holds, and the same data give the same sums', async (t) => {
  const header = await checkBackup(file);
  t.match(header, { company: { id: 'pneumosila', active_hash: company.regulation.hash }, regulations: [company.regulation.hash], missing_files: [] });
  t.equal(header.files.length, 1);
  t.ok(header.tables.find((one) => one.name === 'core_history')?.rows, 'history is in it');
  t.notOk(header.tables.some((one) => /session|token/.test(one.name)), 'sessions and tokens are not');
  const again = join(folder, 'again.backup.gz');
  t.same(sums((await backupCompany({ adminUrl: app.adminUrl, company: 'pneumosila', files: app.application.config.files, file: again })).tables), sums(header.tables));
  await t.rejects(backupCompany({ adminUrl: app.adminUrl, company: 'pneumosila', files: app.application.config.files, file: again }), { code: 'EEXIST' }, 'an older backup is not overwritten');
});

t.test('a restored company is clean, equal, silent until released, and its people sign in anew', async (t) => {
  const other = await emptyInstallation('second');
  const restored = await restoreCompany(other.config, quiet, { file });
  t.same(restored.violations, []);

  const copy = join(folder, 'copy.backup.gz');
  const url = other.config.database.url ?? '';
  const header = await backupCompany({ adminUrl: url, company: 'pneumosila', files: other.config.files, file: copy });
  t.same(sums(header.tables), sums((await checkBackup(file)).tables));
  t.same(header.files.map((one) => one.sha256), restored.header.files.map((one) => one.sha256));
  t.same(await other.query('select count(*)::int as n from reglament.session'), [{ n: 0 }]);
  t.same(await other.query(`select status, clock_at from reglament.company`), [{ status: 'silent', clock_at: new Date('2025-03-03T09:00:00Z') }]);
  t.same(await other.query(`select count(*)::int as n from graphile_worker._private_jobs`), [{ n: 0 }], 'nothing is queued');

  const application = await openApplication(other.config, quiet);
  const node = await serve(application, { background: false });
  t.teardown(() => node.stop());
  const live = application.companies.get('pneumosila');
  if (live === undefined) throw new Error('the company is there');
  const [user] = await live.read(live.robot, (uow) => uow.query<{ login: string }>('select login from core_user where login is not null order by login limit 1'));
  await t.resolves(new TestClient(node.url).signIn(user?.login ?? '', EXAMPLE_PASSWORD), 'old passwords are good');
  t.same(await releaseCompany(live), ['waiting:1'], 'what was waiting goes on');
  t.same(await other.query(`select status from reglament.company`), [{ status: 'active' }]);
  await t.rejects(releaseCompany(live), { code: 'core.company_not_silent' });
});

t.test('a company that is here is replaced only on demand, whole or not at all', async (t) => {
  const other = await emptyInstallation('third');
  await restoreCompany(other.config, quiet, { file });
  await other.query(`update company_pneumosila.core_user set full_name = 'Somebody else' where is_system`);
  await t.rejects(restoreCompany(other.config, quiet, { file }), { code: 'core.company_exists' });
  await other.query(`insert into reglament.company(id, schema_name, role_name, engine_role_name, title, regulation_folder) values ('other', 'company_other', 'a', 'b', '{}', '')`);
  await other.query(`update reglament.credential set login = 'moved_away' where login = (select min(login) from reglament.credential)`);
  const [taken] = await onDatabase<{ login: string }>(app.adminUrl, `select min(login) as login from reglament.credential where company_id = 'pneumosila'`);
  await other.query(`insert into reglament.credential(user_id, company_id, login, password_hash) values (gen_random_uuid(), 'other', '${taken?.login ?? ''}', '')`);
  await t.rejects(restoreCompany(other.config, quiet, { file, replace: true }), { code: 'core.logins_taken' });
  t.same(await other.query(`select full_name from company_pneumosila.core_user where is_system`), [{ full_name: 'Somebody else' }], 'a failed restoration changes nothing');
  await other.query(`delete from reglament.company where id = 'other'`);
  t.same((await restoreCompany(other.config, quiet, { file, replace: true })).violations, []);
  t.not((await other.query<{ full_name: string }>(`select full_name from company_pneumosila.core_user where is_system`))[0]?.full_name, 'Somebody else');
});

t.test('a file that is not what was written is refused before anything is touched', async (t) => {
  const whole = await readFile(file);
  const lines = gunzipSync(whole).toString('utf8').split('\n');
  const row = lines.findIndex((line, index) => index > 0 && line.startsWith('{') && line.includes('"full_name":"'));
  const edited = (change: (copy: string[]) => unknown): Buffer => {
    const copy = [...lines];
    change(copy);
    return gzipSync(copy.join('\n'));
  };
  const cases: Record<string, Buffer> = {
    'cut short': whole.subarray(0, Math.floor(whole.length * 0.6)),
    'cut at the end': whole.subarray(0, whole.length - 1),
    'a flipped byte': Buffer.from(whole.map((byte, index) => (index === Math.floor(whole.length / 2) ? byte ^ 1 : byte))),
    'an altered row': edited((copy) => (copy[row] = (copy[row] ?? '').replace(/"full_name":"[^"]*"/, '"full_name":"Mallory"'))),
    'a row less': edited((copy) => copy.splice(row, 1)),
    'an altered header': edited((copy) => (copy[0] = (copy[0] ?? '').replace('Europe/Moscow', 'Asia/Tomsk'))),
    'no end': edited((copy) => copy.splice(-2)),
    'another file': gzipSync('{"a":1}\n'),
    'no gzip file': Buffer.from('plain words'),
  };
  const nowhere = { ...app.application.config, database: { ...app.application.config.database, url: 'postgres://localhost:1/none', adminUrl: 'postgres://localhost:1/none' } };
  for (const [name, content] of Object.entries(cases)) {
    const bad = join(folder, 'bad.backup.gz');
    await writeFile(bad, content);
    await t.rejects(restoreCompany(nowhere, quiet, { file: bad }), { code: 'core.backup_damaged' }, name);
  }
});
