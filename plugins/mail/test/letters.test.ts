import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { InvalidError, ProcessEngine, createRecord, definePlugin, defineSaveRule, label } from '../../../core/index.ts';
import type { Answer, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';
import { parseLetter } from '../eml/index.ts';
import { sendLetter } from '../effects/send-letter.ts';
import { configureMail } from '../index.ts';
import { receiveLetter } from '../services/receive-letter.ts';

/** A rule of somebody's that does not want certain inquiries. */
const blocker = definePlugin({
  id: 'blocker',
  version: '1.0.0',
  requires: { crm: '^1.0.0' },
  saveRules: [defineSaveRule({
    id: 'blocker.no_adverts',
    entity: 'crm.inquiry',
    async prepare(draft) {
      if (String(draft['subject_line']).includes('ADVERT')) throw new InvalidError('blocker.advert', label('Реклама не принимается.', 'Adverts are not taken.'));
    },
  })],
});

const folder = await mkdtemp(join(tmpdir(), 'reglament-mail-'));
t.teardown(() => rm(folder, { recursive: true, force: true }));
const app = await startTestApp(t, { plugins: ['crm', 'contracts', 'accounting', 'warehouse', 'customs', 'mail', 'claims', 'macbuild-import', 'supply', 'analytics', 'web', blocker], now: '2025-04-20T09:00:00Z' });
configureMail(app.application.registry, { transport: 'folder', from: 'Продажи <sales@pneumosila.example>', folder });
const manager = await app.as('sokolova');

interface Parts {
  readonly id?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly head?: readonly string[];
}

function letter({ id = '<1@client.example>', from = 'Ivan Petrov <ivan@client.example>', subject = 'Price list', text = 'Please send it.', head = [] }: Parts): string {
  return [`From: ${from}`, 'To: sales@pneumosila.example', `Subject: ${subject}`, `Message-ID: ${id}`, 'Date: Mon, 14 Apr 2025 11:30:00 +0300', ...head, '', text, ''].join('\r\n');
}

async function upload(client: TestClient, source: string): Promise<Answer> {
  const body = ['--x', 'Content-Disposition: form-data; name="file"; filename="letter.eml"', 'Content-Type: message/rfc822', '', source, '--x--', ''].join('\r\n');
  return client.call('POST', '/api/mail/letters', { body, headers: { 'content-type': 'multipart/form-data; boundary=x' } });
}

async function count(sql: string): Promise<number> {
  return app.read(async (uow) => Number((await uow.query<{ n: string }>(`select count(*) as n from ${sql}`))[0]?.n));
}

t.test('a letter becomes an inquiry with its sender, text, date and source', async (t) => {
  const source = letter({ head: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'], text: ['--b', 'Content-Type: text/plain', '', 'Please send it.', '--b', 'Content-Type: text/plain; name=items.txt', 'Content-Disposition: attachment; filename=items.txt', '', 'two pumps', '--b--'].join('\r\n') });
  const { status, body } = await upload(manager, source);
  t.equal(status, 201, JSON.stringify(body));
  t.match(body.data, { outcome: 'registered', inquiry_number: /^ОБ-/, related: [], is_automatic: false, is_bounce: false });
  const inquiry = (await manager.get(`/api/crm/inquiries/${body.data.inquiry_id}`)).body;
  t.match(inquiry.data ?? inquiry, {
    channel: 'email', from_email: 'ivan@client.example', contact_name: 'Ivan Petrov', subject_line: 'Price list', body: 'Please send it.', received_at: '2025-04-14T08:30:00.000Z', source_message_id: '<1@client.example>', state: 'unprocessed',
  });
  const files = (await manager.get(`/api/crm/inquiries/${body.data.inquiry_id}/files`)).body.data as { kind: string; file_name: string; id: string }[];
  t.same(files.map((one) => one.kind).sort(), ['mail_attachment', 'mail_letter']);
  t.ok(files.some((one) => one.file_name === 'items.txt'));
});

t.test('the same letter is one inquiry, also when it comes twice at the same moment', async (t) => {
  const again = await upload(manager, letter({ head: [] }));
  const first = await upload(manager, letter({ id: '<twice@client.example>' }));
  const second = await upload(manager, letter({ id: '<twice@client.example>', head: ['Received: by another way'] }));
  t.equal(second.status, 200);
  t.match(second.body.data, { outcome: 'known', inquiry_id: first.body.data.inquiry_id, inquiry_number: first.body.data.inquiry_number });
  t.equal(again.body.data.outcome, 'registered', 'another content under an id that was used is another letter');
  const answers = await Promise.all([1, 2, 3].map(() => upload(manager, letter({ id: '<race@client.example>' }))));
  t.same(answers.map((one) => one.status).sort(), [200, 200, 201]);
  t.equal(new Set(answers.map((one) => one.body.data.inquiry_id)).size, 1);
  t.equal(await count(`crm_inquiry where source_message_id = '<race@client.example>'`), 1);
});

t.test('an answer is offered the deal or inquiry whose correspondence it continues', async (t) => {
  const first = await upload(manager, letter({ id: '<question@client.example>' }));
  const reply = await upload(manager, letter({ id: '<more@client.example>', subject: 'Re: Price list', head: ['References: <unknown@x.example> <question@client.example>'] }));
  t.match(reply.body.data, { outcome: 'registered', related: [{ entity: 'crm.inquiry', id: first.body.data.inquiry_id }] });
  const service = await app.read((uow) => uow.query<{ id: string }>('select id from crm_service_type limit 1'));
  const sent = await manager.send(`/api/crm/inquiries/${first.body.data.inquiry_id}`, 'inquiry.converted', { service_type_id: service[0]?.id, company_name: 'Client' });
  t.equal(sent.status, 200, JSON.stringify(sent.body));
  const later = await upload(manager, letter({ id: '<later@client.example>', head: ['In-Reply-To: <question@client.example>'] }));
  t.same(later.body.data.related.map((one: { entity: string }) => one.entity), ['crm.interest', 'crm.inquiry']);
});

t.test('what a program wrote is registered and marked', async (t) => {
  const cases: readonly [string, Parts, { is_automatic: boolean; is_bounce: boolean }][] = [
    ['vacation answer', { id: '<v@x.example>', head: ['Auto-Submitted: auto-replied', 'Return-Path: <>'] }, { is_automatic: true, is_bounce: false }],
    ['failure report', { id: '<b@x.example>', from: 'MAILER-DAEMON@mx.example' }, { is_automatic: true, is_bounce: true }],
    ['report by its kind', { id: '<r@x.example>', head: ['MIME-Version: 1.0', 'Content-Type: multipart/report;', ' report-type=delivery-status; boundary=z'], text: '--z\r\n\r\nnot delivered\r\n--z--' }, { is_automatic: true, is_bounce: true }],
    ['person', { id: '<p@x.example>' }, { is_automatic: false, is_bounce: false }],
  ];
  for (const [name, parts, expected] of cases) t.match((await upload(manager, letter(parts))).body.data, { outcome: 'registered', ...expected }, name);
});

t.test('a letter that no inquiry may be made of is kept, and people are told; sent again once it may, it becomes one', async (t) => {
  const source = letter({ id: '<advert@x.example>', subject: 'ADVERT' });
  const refused = await upload(manager, source);
  t.equal(refused.status, 202);
  t.match(refused.body.data, { outcome: 'refused', inquiry_id: null, refusal: 'Реклама не принимается.' });
  t.equal(await count(`crm_inquiry where source_message_id = '<advert@x.example>'`), 0);
  const kept = await app.read((uow) => uow.query(`select kind from core_attachment where owner_entity = 'mail.letter' and owner_id = $1`, [refused.body.data.letter_id]));
  t.same(kept, [{ kind: 'mail_letter' }]);
  const open = `core_incident where entity = 'mail.letter' and item_id = '${refused.body.data.letter_id}' and resolved_at is null`;
  t.equal(await count(open), 1);
  await upload(manager, source);
  t.equal(await count(open), 1, 'a second try renews the incident');
  const rule = blocker.saveRules?.[0] as { prepare?: unknown };
  const { prepare } = rule;
  t.teardown(() => Object.assign(rule, { prepare }));
  Object.assign(rule, { prepare: undefined });
  const taken = await upload(manager, source);
  t.match(taken.body.data, { outcome: 'registered', letter_id: refused.body.data.letter_id });
  t.equal(await count(open), 0, 'and the incident is closed');
});

t.test('a dangerous attachment stays in the source only; nothing else is lost', async (t) => {
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)]).toString('base64');
  const source = letter({ id: '<exe@x.example>', head: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'], text: ['--b', 'Content-Type: text/plain', '', 'see the file', '--b', 'Content-Type: application/octet-stream', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename=setup.exe', '', program, '--b--'].join('\r\n') });
  const { body } = await upload(manager, source);
  t.match(body.data, { outcome: 'registered', warnings: [/setup\.exe/] });
  const files = (await manager.get(`/api/crm/inquiries/${body.data.inquiry_id}/files`)).body.data as { kind: string }[];
  t.same(files.map((one) => one.kind), ['mail_letter']);
});

t.test('letters come raw as well, and only from whoever may process inquiries', async (t) => {
  const raw = await manager.call('POST', '/api/mail/letters/raw', { body: letter({ id: '<raw@x.example>' }), headers: { 'content-type': 'message/rfc822' } });
  t.equal(raw.status, 201, JSON.stringify(raw.body));
  t.equal((await upload(await app.as('rudenko'), letter({ id: '<denied@x.example>' }))).status, 403);
  t.equal((await upload(app.anonymous(), letter({ id: '<denied@x.example>' }))).status, 401);
  t.equal((await manager.call('POST', '/api/mail/letters/raw', { body: '', headers: { 'content-type': 'message/rfc822' } })).status, 422);
  t.equal(await count(`mail_letter where message_id = '<denied@x.example>'`), 0);
});

t.test('every letter of the collection is taken in, however broken', async (t) => {
  const letters = new URL('./letters/', import.meta.url);
  for (const name of readdirSync(letters)) {
    const taken = await receiveLetter((work) => app.company().write(app.company().robot, work), readFileSync(new URL(name, letters)));
    t.equal(taken.outcome, 'registered', name);
  }
  const importer = app.application.registry.importers.find((one) => one.id === 'mail.letter');
  t.match(await app.write((uow) => importer?.run({ name: 'x.eml', content: Buffer.from(letter({ id: '<imported@x.example>' })) }, { uow, params: {}, dryRun: false, progress: async () => undefined }) ?? Promise.resolve({})), { outcome: 'registered' });
});

t.test('a letter that is sent is noted with its item, and sent once whatever is repeated', async (t) => {
  const partner = await app.write((uow) => createRecord(uow, 'crm.inquiry', { channel: 'phone', received_at: uow.now.toISOString(), subject_line: 'Насос', from_phone: '+7 343 000-02-02' }, { asSystem: true, event: 'inquiry.received' }));
  const send = (key: string, params: Record<string, unknown>): Promise<void> => app.write(async (uow) => {
    const engine = ProcessEngine.of(uow);
    const item = await engine.store.lock({ entity: 'crm.inquiry', id: partner.id });
    await sendLetter.run(params, engine.contextFor(item, 'test', {}, uow.company.robot, key));
    await engine.settle();
  });
  const params = { to: ['Client@X.example'], subject: { ru: 'По обращению {number}: насос для цеха, который строится', en: '' }, text: 'Здравствуйте!\nОтвечаем.' };
  await send('delivery:1', params);
  await send('delivery:1', params);
  await send('delivery:2', params);
  const files = await readdir(folder);
  t.equal(files.length, 2, files.join());
  const sent = await parseLetter(await readFile(join(folder, files[0] ?? '')));
  t.match(sent, { from: { email: 'sales@pneumosila.example', name: 'Продажи' }, to: [{ email: 'client@x.example' }], subject: `По обращению ${String(partner['number'])}: насос для цеха, который строится`, text: 'Здравствуйте!\nОтвечаем.', date: '2025-04-20T09:00:00.000Z', autoSubmitted: true });
  const notes = await app.read((uow) => uow.query('select kind, direction, state, message_id from crm_interaction where subject_id = $1', [partner.id]));
  t.equal(notes.length, 2);
  t.match(notes, [{ kind: 'email', direction: 'outgoing', state: 'done' }, { kind: 'email' }]);
  const answer = await upload(manager, letter({ id: '<answer@x.example>', head: [`In-Reply-To: ${sent.messageId}`] }));
  t.match(answer.body.data.related, [{ entity: 'crm.inquiry', id: partner.id }], 'an answer to it finds its item');
  await t.rejects(send('delivery:3', { ...params, to: 'nobody' }), { code: 'mail.bad_recipient' });
  t.throws(() => configureMail(app.application.registry, { transport: 'smtp', from: 'a@b.example' }), { code: 'mail.smtp_not_available' });
});
