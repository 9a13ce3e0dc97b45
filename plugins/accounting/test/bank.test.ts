import iconv from 'iconv-lite';
import t from 'tap';
import type { TestClient } from '../../../core/testing/index.ts';
import { account, app, good, idOf, one, panina, path, pay, refusal, rows, sold, upload } from './books-desk.ts';

const OURS = '40702810300000000100';
const NORTH = { 'ПлательщикСчет': '40702810600000000101', 'Плательщик1': 'ООО "Северный Бетон"', 'ПлательщикИНН': '7899002310', 'ПлательщикКПП': '789901001' };

/** Text of a statement; each document is a map of its fields, in which null leaves one out. */
function statement(documents: readonly Readonly<Record<string, string | null>>[], own = OURS): string {
  const sections = documents.map((fields) => {
    const all = { 'Номер': '118', 'Дата': '12.03.2025', 'Сумма': '1200.00', ...NORTH, 'ПолучательСчет': OURS, 'Получатель1': 'ООО "Пневмо-Тест"', 'ПолучательИНН': '7799004176', 'ДатаПоступило': '12.03.2025', 'НазначениеПлатежа': 'Оплата', ...fields };
    return ['СекцияДокумент=Платежное поручение', ...Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])), 'КонецДокумента'].join('\r\n');
  });
  return ['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=Windows', 'ДатаНачала=12.03.2025', 'ДатаКонца=12.03.2025', `РасчСчет=${own}`, 'СекцияРасчСчет', `РасчСчет=${own}`, 'НачальныйОстаток=0.00', 'КонецРасчСчет', ...sections, 'КонецФайла', ''].join('\r\n');
}

async function take(content: string | Uint8Array, fields: Readonly<Record<string, string>> = {}, client: TestClient = panina) {
  return upload(client, '/api/accounting/bank-statements', 'kl_to_1c.txt', typeof content === 'string' ? iconv.encode(content, 'win1251') : content, fields);
}

t.test('a statement drafts payments with the allocation it is sure of, and a second time changes nothing', async (t) => {
  const { invoiceId, number } = await sold(1);
  const file = statement([
    { 'НазначениеПлатежа': `Оплата по счету ${number} от 03.03.2025 В том числе НДС 20% - 200.00` },
    { 'Номер': '119', 'Сумма': '50,00', 'НазначениеПлатежа': 'По договору поставки № 7' },
    { 'Номер': '9', 'ПлательщикСчет': OURS, 'ПлательщикИНН': '7799004176', 'ПолучательСчет': '40702810600000000114', 'ПолучательИНН': '7799009880', 'ДатаСписано': '12.03.2025', 'ДатаПоступило': null },
  ]);
  const first = await take(file);
  t.equal(first.status, 201);
  t.match(first.body.data, { known: 0, other: 1, requests_paid: 0, problems: [], warnings: [], payments: [{ amount: '1200.00', unallocated: '0.00', line: 11 }, { amount: '50.00', unallocated: '50.00' }] });
  const [payment] = first.body.data.payments;
  t.match(await one('select posting_state, incoming_number, date, incoming_date, purpose, payer_account_id is not null as has_account from accounting_payment where id = $1', [payment.id]), {
    posting_state: 'draft', incoming_number: '118', date: '2025-03-12', incoming_date: '2025-03-12', has_account: true, purpose: /Оплата по счету/,
  });
  t.match(await rows('select invoice_id, amount from accounting_payment_allocation where payment_id = $1', [payment.id]), [{ invoice_id: invoiceId, amount: '1200.00' }]);
  const again = await take(Buffer.from(`﻿${file}`, 'utf8'));
  t.same([again.status, again.body.data.known, again.body.data.payments], [200, 3, []], 'in another encoding too');
  t.equal((await take(iconv.encode(file.replace('Кодировка=Windows', 'Кодировка=DOS'), 'cp866'))).body.data.known, 3);
  t.equal((await one('select count(*)::int as n from accounting_bank_statement_line'))['n'], 3);
  good(await panina.send(`${path.payment}/${payment.id}`, 'payment.posted'));
  t.equal((await take(file)).body.data.known, 3);
});

t.test('bad sections are told by their lines; the file is taken whole or, when asked, without them', async (t) => {
  const file = statement([
    { 'Номер': '201', 'Сумма': '12.345' },
    { 'Номер': '202', 'Дата': '31.02.2025' },
    { 'Номер': null },
    { 'Номер': '204', 'ПолучательСчет': '40702810600000000114' },
    { 'Номер': '205', 'Сумма': '0.00' },
    { 'Номер': '206', 'Сумма': '5.00' },
  ]);
  const refused = await take(file);
  t.same([refused.status, refused.body.code], [422, 'accounting.statement_bad']);
  const told = refused.body.errors.map((error: { pointer: string; code: string }) => error.code);
  t.same(told, ['accounting.value_wrong', 'accounting.value_wrong', 'accounting.key_missing', 'accounting.value_wrong', 'accounting.foreign_account']);
  t.equal((await one(`select count(*)::int as n from accounting_payment where incoming_number = '206'`))['n'], 0, 'nothing of it');
  const skipped = await take(file, { skip_bad: 'true' });
  t.same([skipped.status, skipped.body.data.payments.length, skipped.body.data.problems.length], [201, 1, 5]);
  t.ok(skipped.body.data.problems.every((one: { line: number; message: string }) => one.message.includes(`Строка ${one.line}`)));
  const lines = file.split('\r\n');
  t.same(skipped.body.data.problems.map((one: { line: number }) => lines[one.line - 1]), ['Сумма=12.345', 'Дата=31.02.2025', 'СекцияДокумент=Платежное поручение', 'Сумма=0.00', 'СекцияДокумент=Платежное поручение'], 'the lines that are meant');
});

t.test('a payer nobody knows waits in the register; a line that contradicts the books is told', async (t) => {
  const file = statement([{ 'Номер': '301', 'ПлательщикСчет': '40702810000000000103', 'ПлательщикИНН': '7199009126', 'Плательщик1': 'АО "Тулааспирация"' }]);
  const first = (await take(file)).body.data;
  t.match(first, { payments: [], problems: [{ code: 'accounting.unknown_payer', line: 11, message: /Тулааспирация.*7199009126/ }] });
  t.match(await one(`select outcome, payment_id from accounting_bank_statement_line where document_number = '301'`), { outcome: 'unknown_payer', payment_id: null });
  await app.write(async (uow) => {
    const { createRecord } = await import('../../../core/index.ts');
    await createRecord(uow, 'crm.counterparty', { partner_id: (await uow.query<{ id: string }>(`select id from crm_partner where code = 'volga'`))[0]?.id, short_name: 'АО «Тулааспирация»', inn: '7199009126', kpp: '719901001' }, { asSystem: true });
  });
  const second = (await take(file)).body.data;
  t.match(second, { payments: [{ amount: '1200.00' }], problems: [], warnings: [{ code: 'accounting.payer_account_unknown', line: 11 }] });
  t.match(await one(`select outcome, payment_id from accounting_bank_statement_line where document_number = '301'`), { outcome: 'payment', payment_id: second.payments[0].id });
  await pay('70.00', { incoming_number: '302', date: '2025-03-12' }, false);
  t.match((await take(statement([{ 'Номер': '302', 'Сумма': '70.00' }]))).body.data, { known: 1, payments: [] }, 'entered by hand');
  await pay('80.00', { incoming_number: '303', date: '2025-03-12' }, false);
  t.match((await take(statement([{ 'Номер': '303', 'Сумма': '81.00' }]))).body.data, { payments: [], problems: [{ code: 'accounting.bank_line_differs' }] });
});

t.test('what no statement is, is refused with the reason', async (t) => {
  t.same(refusal(await take(statement([{}], '40702810600000000114'))).slice(0, 2), [422, 'accounting.foreign_account']);
  t.same(refusal(await take('просто текст')), [422, 'accounting.statement_format']);
  t.same(refusal(await take(statement([{}]).replace('КонецФайла', ''))), [422, 'accounting.statement_truncated']);
  t.same(refusal(await take(statement([{ 'Номер': '401', 'Сумма': '1.00' }]).replace('КонецДокумента', ''))), [422, 'accounting.statement_bad', 'accounting.section_unclosed']);
  t.same(refusal(await take(statement([{ 'Номер': '402' }]).replace('Номер=402', 'Номер=402\r\nНомер=403'))), [422, 'accounting.statement_bad', 'accounting.key_repeated']);
  t.same(refusal(await take(Buffer.from([0x00, 0xff, 0x50]))).slice(0, 1), [422]);
  t.equal((await take(statement([{}]), {}, await app.as('anna'))).status, 403);
  t.equal((await take(statement([{}]), { skip: 'x' })).status, 422);
});

t.test('a payment request: approved by the role of its amount, sent to the bank, paid by the statement', async (t) => {
  const [holder, vera, gromov, rudenko] = await Promise.all(['holder', 'vera', 'gromov', 'rudenko'].map((login) => app.as(login))) as [TestClient, TestClient, TestClient, TestClient];
  const payee = await idOf('crm_counterparty', 'carrier');
  const wish = { account_id: account, payee_id: payee, amount: '240000.00', supplier_invoice_number: '77', purpose: 'Оплата по счету 77 за перевозку', pay_by: '2025-03-20' };
  const request = good(await holder.post(path.request, wish));
  const at = `${path.request}/${request['id']}`;
  const state = async (): Promise<unknown> => (await one('select state from accounting_payment_request where id = $1', [request['id']]))['state'];
  t.match(await one('select number, initiator_id is not null as mine, payee_account_id is not null as filled, currency_id is not null as money from accounting_payment_request where id = $1', [request['id']]), { number: 'ЗП-000001', mine: true, filled: true, money: true });
  t.same(refusal(await holder.send(at, 'payment_request.submitted')).at(-1), 'accounting.supplier_invoice_required');
  t.equal((await upload(holder, `${at}/files`, 'invoice.txt', Buffer.from('Счет 77'))).status, 201);
  t.equal((await panina.send(at, 'payment_request.submitted')).status, 403, 'only who may write it');
  t.equal((await (await app.as('other_holder')).get(at)).status, 404, 'another budget');
  good(await holder.send(at, 'payment_request.submitted'));
  t.equal(await state(), 'on_approval');
  t.same(refusal(await holder.patch(at, { amount: '1.00', version: (await one('select version from accounting_payment_request where id = $1', [request['id']]))['version'] })), [409, 'accounting.request_is_kept']);
  const approval = async (): Promise<{ at: string; role: unknown }> => {
    const row = await one('select a.id, a.required_role from accounting_payment_request r join core_approval a on a.id = r.approval_id where r.id = $1', [request['id']]);
    return { at: `/api/core/approvals/${row['id']}`, role: row['required_role'] };
  };
  const asked = await approval();
  t.equal(asked.role, 'head_of_sales');
  t.same(refusal(await holder.send(asked.at, 'approval.approved')).slice(0, 1), [409], 'not by its author');
  t.same(refusal(await panina.send(asked.at, 'approval.approved')).at(-1), 'core.approver_role_required');
  good(await vera.send(asked.at, 'approval.returned', { comment: 'нет акта' }));
  t.match(await one('select state, remark from accounting_payment_request where id = $1', [request['id']]), { state: 'returned', remark: 'нет акта' });
  t.equal((await one(`select count(*)::int as n from core_task where subject_id = $1 and kind = 'approval_returned' and state = 'new'`, [request['id']]))['n'], 1);
  good(await holder.patch(at, { amount: '250000.01', version: (await one('select version from accounting_payment_request where id = $1', [request['id']]))['version'] }));
  good(await holder.send(at, 'payment_request.submitted'));
  const second = await approval();
  t.not(second.at, asked.at, 'a round of its own');
  t.same(refusal(await gromov.send(second.at, 'approval.approved')).at(-1), 'core.over_signature_limit');
  good(await vera.send(second.at, 'approval.rejected', { comment: 'дорого' }));
  t.match(await one('select state, remark from accounting_payment_request where id = $1', [request['id']]), { state: 'returned', remark: 'дорого' });
  good(await holder.patch(at, { amount: '300000.01', version: (await one('select version from accounting_payment_request where id = $1', [request['id']]))['version'] }));
  good(await holder.send(at, 'payment_request.submitted'));
  const third = await approval();
  t.equal(third.role, 'deputy_general_director', 'above the first limit');
  t.same(refusal(await vera.send(third.at, 'approval.approved')).at(-1), 'core.approver_role_required');
  t.same(refusal(await panina.post(path.file, { account_id: account, orders: [{ request_id: request['id'] }] })), [422, 'accounting.request_not_approved']);
  t.same(refusal(await panina.post(path.file, { account_id: account })), [409, 'accounting.nothing_to_pay']);
  good(await rudenko.send(third.at, 'approval.approved'));
  t.equal(await state(), 'approved');
  t.equal((await holder.post(path.file, { account_id: account })).status, 403);
  t.same(refusal(await panina.post(path.file, { account_id: await idOf('crm_bank_account', 'north') })), [422, 'accounting.not_our_account']);
  t.same(refusal(await panina.post(path.file, { account_id: account, pay_until: '2025-03-19' })), [409, 'accounting.nothing_to_pay'], 'not due yet');
  const file = good(await panina.post(path.file, { account_id: account, pay_until: '2025-03-20' }));
  t.equal(file['total'], '300000.01');
  t.match(await one('select state, sent_to_bank_at is not null as sent, bank_file_id from accounting_payment_request where id = $1', [request['id']]), { state: 'sent_to_bank', sent: true, bank_file_id: file['id'] });
  const answer = await fetch(`${app.url}${path.file}/${file['id']}/content`, { headers: panina.cookies });
  t.match(answer.headers.get('content-disposition'), /attachment/);
  const text = iconv.decode(Buffer.from(await answer.arrayBuffer()), 'win1251');
  t.match(text, /^1CClientBankExchange\r\nВерсияФормата=1.03\r\n/);
  for (const line of ['Номер=1', 'Дата=03.03.2025', 'Сумма=300000.01', `ПлательщикСчет=${OURS}`, 'ПолучательСчет=40702810600000000114', 'ПолучательИНН=7799009880', 'ПолучательБИК=044599901', 'НазначениеПлатежа=Оплата по счету 77 за перевозку']) t.ok(text.includes(`\r\n${line}\r\n`), line);
  good(await panina.send(at, 'payment_request.bank_refused', { comment: 'счёт закрыт' }));
  t.match(await one('select state, bank_file_id, remark from accounting_payment_request where id = $1', [request['id']]), { state: 'approved', bank_file_id: null, remark: 'счёт закрыт' });
  good(await panina.post(path.file, { account_id: account, orders: [{ request_id: request['id'] }] }));
  const paid = await take(statement([{ 'Номер': '1', 'Сумма': '300000.01', 'ПлательщикСчет': OURS, 'ПлательщикИНН': '7799004176', 'ПолучательСчет': '40702810600000000114', 'ПолучательИНН': '7799009880', 'ДатаСписано': '04.03.2025', 'ДатаПоступило': null }]));
  t.equal(paid.body.data.requests_paid, 1);
  t.match(await one('select state, paid_on from accounting_payment_request where id = $1', [request['id']]), { state: 'paid', paid_on: '2025-03-04' });
  t.same((await rows('select transition_code from core_history where item_id = $1 order by version, step', [request['id']])).map((row) => row['transition_code']), ['PQ-01', 'PQ-02', 'PQ-04', 'PQ-02', 'PQ-05', 'PQ-02', 'PQ-03', 'PQ-07', 'PQ-09', 'PQ-07', 'PQ-08']);
  t.equal((await one(`select count(*)::int as n from core_task where subject_id = $1 and state in ('new', 'in_progress')`, [request['id']]))['n'], 0);
});

t.test('a request whose approval is withdrawn goes back to work, and its author may give it up', async (t) => {
  const holder = await app.as('holder');
  const wish = { account_id: account, payee_id: await idOf('crm_counterparty', 'carrier'), amount: '10.00' };
  const wrong: [string, Record<string, unknown>, string][] = [
    ['from a client’s account', { account_id: await idOf('crm_bank_account', 'north') }, 'accounting.not_our_account'],
    ['to another’s account', { payee_account_id: await idOf('crm_bank_account', 'north') }, 'accounting.not_payee_account'],
  ];
  for (const [name, values, code] of wrong) t.same(refusal(await holder.post(path.request, { ...wish, ...values })), [422, code], name);
  t.equal((await panina.post(path.request, wish)).status, 403);
  t.equal((await holder.post(path.request, { ...wish, amount: '-1.00' })).status, 422);
  const request = good(await holder.post(path.request, wish));
  const at = `${path.request}/${request['id']}`;
  await upload(holder, `${at}/files`, 'invoice.txt', Buffer.from('Счет 78'));
  t.same(refusal(await holder.send(at, 'payment_request.submitted')).at(-1), 'accounting.purpose_required');
  good(await holder.patch(at, { purpose: 'Оплата по счету 78', version: request['version'] }));
  good(await holder.send(at, 'payment_request.submitted'));
  const { approval_id: approval } = await one('select approval_id from accounting_payment_request where id = $1', [request['id']]);
  good(await holder.send(`/api/core/approvals/${approval}`, 'approval.withdrawn'));
  t.equal((await one('select state from accounting_payment_request where id = $1', [request['id']]))['state'], 'draft');
  good(await holder.send(at, 'payment_request.submitted'));
  t.equal((await holder.send(at, 'payment_request.withdrawn', {})).status, 422, 'with a reason');
  good(await holder.send(at, 'payment_request.withdrawn', { comment: 'передумали' }));
  t.equal((await one('select state from accounting_payment_request where id = $1', [request['id']]))['state'], 'withdrawn');
  t.equal((await one(`select count(*)::int as n from core_approval where subject_id = $1 and state = 'pending'`, [request['id']]))['n'], 0);
  t.same((await rows('select transition_code from core_history where item_id = $1 order by version, step', [request['id']])).map((row) => row['transition_code']), ['PQ-01', 'PQ-02', 'PQ-06', 'PQ-02', 'PQ-10']);
});
