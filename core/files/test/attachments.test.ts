import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { verifyCompany } from '../../application/index.ts';
import { defineEntity, field, label, tableSql } from '../../entity/index.ts';
import { definePlugin } from '../../plugin/index.ts';
import { createRecord } from '../../records/index.ts';
import type { TestApp } from '../../testing/index.ts';
import { EXAMPLE_PASSWORD, startTestApp } from '../../testing/index.ts';
import { filesOf } from '../index.ts';
import { makeDocument } from './zip-builder.ts';

const word = label('Слово', 'Word');
const Book = defineEntity({
  id: 'shelf.book', kind: 'record', label: { one: word, many: word }, path: 'books',
  permissions: { read: 'shelf.read', create: 'shelf.edit', update: 'shelf.edit' },
  fields: { name: field.string(word, 50, { required: true }) },
});
const shelf = definePlugin({
  id: 'shelf', version: '1.0.0', entities: [Book],
  decisions: [{ id: 'shelf.place', label: word, facts: {}, outcome: { top: { type: 'boolean' } } }],
  permissions: [{ code: 'shelf.read', label: word }, { code: 'shelf.edit', label: word }],
  migrations: [{ id: '1-tables', sql: tableSql(Book.definition) }],
});

async function cookieOf(app: TestApp, login: string): Promise<string> {
  const answer = await fetch(`${app.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: app.url }, body: JSON.stringify({ login, password: EXAMPLE_PASSWORD }) });
  return answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
}

t.test('files of a row', async (t) => {
  const app = await startTestApp(t, { plugins: [shelf], companies: { shelf: fileURLToPath(new URL('./regulation', import.meta.url)) } });
  const [keeper, reader, stranger] = await Promise.all(['keeper', 'reader', 'stranger'].map((login) => cookieOf(app, login)));
  const book = await app.write(async (uow) => (await createRecord(uow, 'shelf.book', { name: 'Том' }, { asSystem: true })).id);
  const files = `/api/shelf/books/${book}/files`;
  // The answers' shapes are what the test asserts.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const call = async (cookie: string | undefined, method: string, path: string, body?: FormData | string): Promise<{ status: number; body: any; response: Response; bytes: Buffer }> => {
    const response = await fetch(`${app.url}${path}`, { method, headers: { cookie: cookie ?? '', origin: app.url, ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}) }, ...(body === undefined ? {} : { body }) });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, response, bytes, body: /json/.test(response.headers.get('content-type') ?? '') && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined };
  };
  const upload = (cookie: string | undefined, name: string, content: Buffer | string, fields: Readonly<Record<string, string>> = {}) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([content]), name);
    return call(cookie, 'POST', files, form);
  };

  t.test('are added by who may change the row, read by who may read it', async (t) => {
    const added = await upload(keeper, 'Договор № 5.docx', makeDocument(), { kind: 'scan', note: 'подписан' });
    t.match(added, { status: 201, body: { data: [{ file_name: 'Договор № 5.docx', kind: 'scan', note: 'подписан', is_new: true, mime_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }] } });
    t.notOk('storage_key' in added.body.data[0], 'where it lies is nobody’s business');
    const { id, version } = added.body.data[0] as { id: string; version: number };
    t.match(await upload(keeper, 'Копия.docx', makeDocument(), { kind: 'scan' }), { status: 200, body: { data: [{ id, is_new: false, file_name: 'Договор № 5.docx' }] } }, 'the same content is kept once');
    t.match((await call(reader, 'GET', files)).body.data, [{ id }]);
    const got = await call(reader, 'GET', `/api/files/${id}/content`);
    t.same(got.bytes, makeDocument());
    t.match(got.response.headers.get('content-disposition'), /^attachment; filename=.*filename\*=UTF-8''%D0%94%D0%BE%D0%B3/);
    t.equal((await upload(reader, 'a.txt', 'a')).status, 403);
    t.equal((await call(reader, 'DELETE', `/api/files/${id}`)).status, 403);
    for (const [method, path] of [['GET', files], ['GET', `/api/files/${id}/content`], ['DELETE', `/api/files/${id}`]] as const) t.equal((await call(stranger, method, path)).status, 404, `${method} ${path} as a stranger`);
    t.equal((await upload(stranger, 'a.txt', 'a')).status, 404);
    t.equal((await call(keeper, 'DELETE', `/api/files/${id}?version=${version + 1}`)).status, 409);
    t.equal((await call(keeper, 'DELETE', `/api/files/${id}?version=${version}`)).status, 204);
    t.equal((await call(keeper, 'GET', `/api/files/${id}/content`)).status, 404);
    t.same((await call(keeper, 'GET', files)).body.data, []);
  });

  t.test('what a browser could run comes as bytes; a body cannot name a path', async (t) => {
    const svg = await upload(keeper, 'схема.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const { response } = await call(reader, 'GET', `/api/files/${svg.body.data[0].id}/content?inline=true`);
    t.match(Object.fromEntries(response.headers), { 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'content-disposition': /^attachment/, 'content-security-policy': /sandbox/ });
    t.match(await upload(keeper, 'setup.exe', Buffer.from('4d5a9000', 'hex')), { status: 422, body: { code: 'core.file_dangerous' } });
    t.equal((await call(keeper, 'POST', files, JSON.stringify({ storage_key: '../../etc/passwd' }))).status, 422);
    t.equal((await call(keeper, 'POST', files, '{}')).body.code, 'core.file_missing');
    const link = await call(keeper, 'POST', files, JSON.stringify({ external_url: 'https://example.com/scan.pdf' }));
    t.match(link, { status: 201, body: { data: [{ file_name: 'scan.pdf', external_url: 'https://example.com/scan.pdf' }] } });
    t.equal((await call(keeper, 'GET', `/api/files/${link.body.data[0].id}/content`)).body.code, 'core.file_is_link');
    t.match(await call(keeper, 'POST', files, JSON.stringify({ external_url: 'javascript:alert(1)' })), { status: 422 });
  });

  t.test('two senders of one file at the same moment keep one', async (t) => {
    const both = await Promise.all([upload(keeper, 'a.txt', 'одно и то же'), upload(keeper, 'b.txt', 'одно и то же')]);
    t.same(both.map((one) => one.status).sort(), [200, 201]);
    t.equal(both[0]?.body.data[0].id, both[1]?.body.data[0].id);
  });

  t.test('no row is without its file, no file for long without its row', async (t) => {
    const dir = app.application.config.files.dir;
    const onDisk = async (): Promise<string[]> => (await readdir(dir, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    const before = await onDisk();
    await t.rejects(app.write(async (uow) => {
      await filesOf(uow).put(uow, { entity: 'shelf.book', id: book }, { name: 'потеряно.txt', content: Buffer.from('откат') });
      throw new Error('the disk of the database is full');
    }), /full/);
    const lost = (await onDisk()).filter((path) => !before.includes(path));
    t.equal(lost.length, 1);
    t.equal(await app.read((uow) => filesOf(uow).sweep(uow)), 0, 'its row might not be committed yet');
    const old = new Date(Date.now() - 7_200_000);
    for (const path of await onDisk()) await utimes(path, old, old);
    const found = async () => (await verifyCompany(app.company())).filter((one) => one.code === 'V10').map((one) => one.text);
    t.same(await found(), ['a file without a row']);
    t.equal(await app.read((uow) => filesOf(uow).sweep(uow)), 1);
    t.same(await onDisk(), before, 'files with rows stay');
    t.same(await found(), []);

    const added = await upload(keeper, 'порча.txt', 'целый');
    const [path = ''] = (await onDisk()).filter((one) => !before.includes(one));
    await writeFile(path, 'испорчен');
    t.equal((await call(reader, 'GET', `/api/files/${added.body.data[0].id}/content`)).status, 500);
    t.same(await found(), ['the file has changed since it was stored']);
  });
});
