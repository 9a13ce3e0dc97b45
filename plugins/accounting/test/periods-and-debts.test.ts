import t from 'tap';
import { anna, app, good, idOf, one, panina, path, pay, refusal, rows, ship, sold } from './books-desk.ts';

t.test('a month closes when nothing is left to post, stands still, and opens with a reason', async (t) => {
  const organization = await idOf('crm_organization', 'trade');
  const { number } = await sold(1);
  const payment = await pay('1200.00', { date: '2025-02-10', purpose: number }, false);
  t.same(refusal(await panina.post(path.month, { organization_id: organization, month: '2025-02-02' })), [422, 'accounting.month_first_day']);
  t.equal((await anna.post(path.month, { organization_id: organization, month: '2025-02-01' })).status, 403);
  const early = await panina.post(path.month, { organization_id: organization, month: '2025-02-01' });
  t.same(refusal(early), [409, 'accounting.month_has_drafts']);
  t.match(early.body.detail ?? early.body.message ?? JSON.stringify(early.body), /Поступления безналичных ДС: 1/);
  good(await panina.send(`${path.payment}/${payment['id']}`, 'payment.posted'));
  t.same(refusal(await panina.post(path.month, { organization_id: organization, month: '2025-02-01' })), [409, 'accounting.month_has_drafts'], 'the tax invoice on the advance is a draft');
  const [advance] = await rows('select id, version from accounting_advance_tax_invoice where payment_id = $1', [payment['id']]);
  t.equal((await anna.send(`/api/accounting/advance-tax-invoices/${advance?.['id']}`, 'advance_tax_invoice.issued')).status, 403);
  good(await panina.send(`/api/accounting/advance-tax-invoices/${advance?.['id']}`, 'advance_tax_invoice.issued'));
  const month = good(await panina.post(path.month, { organization_id: organization, month: '2025-02-01' }));
  t.ok((await one('select closed_at is not null and closed_by is not null as yes from accounting_period_close where id = $1', [month['id']]))['yes']);
  for (const [event, data] of [['payment.cancelled', { comment: 'x' }], ['payment.reallocated', { allocations: [] }]] as const) {
    t.same(refusal(await panina.send(`${path.payment}/${payment['id']}`, event, data)).at(-1), 'accounting.month_closed', event);
  }
  t.same(refusal(await panina.post(path.payment, { date: '2025-02-28', incoming_number: '901', account_id: payment['account_id'], amount: '5.00', payer_id: payment['payer_id'] })), [409, 'accounting.month_closed']);
  const march = await pay('5.00', {}, false);
  t.same(refusal(await panina.patch(`${path.payment}/${march['id']}`, { date: '2025-02-28', version: march['version'] })), [409, 'accounting.month_closed'], 'nothing is moved into it');
  t.same(refusal(await panina.send(`${path.month}/${month['id']}`, 'period.reopened', {})).slice(0, 1), [422]);
  good(await panina.send(`${path.month}/${month['id']}`, 'period.reopened', { comment: 'исправить аванс' }));
  t.match(await one('select state, closed_at, closed_by from accounting_period_close where id = $1', [month['id']]), { state: 'open', closed_at: null, closed_by: null });
  const late = await pay('5.00', { date: '2025-02-27' }, false);
  t.same(refusal(await panina.send(`${path.month}/${month['id']}`, 'period.closed')).at(-1), 'accounting.month_has_drafts');
  good(await panina.send(`${path.payment}/${late['id']}`, 'payment.posted'));
  for (const row of await rows(`select id from accounting_advance_tax_invoice where payment_id = $1`, [late['id']])) good(await panina.send(`/api/accounting/advance-tax-invoices/${row['id']}`, 'advance_tax_invoice.issued'));
  good(await panina.send(`${path.month}/${month['id']}`, 'period.closed'));
  t.same((await rows(`select transition_code from core_history where item_id = $1 order by version, step`, [month['id']])).map((row) => row['transition_code']), ['PC-01', 'PC-02', 'PC-03']);
});

t.test('debts as of a day, with what is due and what was heard', async (t) => {
  const { orderId, invoiceId, interestId } = await sold(10, { agreement: 'credit', volga: true });
  await ship(orderId, '10', '2025-03-20');
  await app.moveClock('2025-05-03T06:00:00Z');
  const boris = await app.as('boris');
  good(await boris.post('/api/crm/interactions/log', { kind: 'phone_call', direction: 'outgoing', start_at: '2025-04-30T08:00:00Z', subject_entity: 'crm.interest', subject_id: interestId, result: 'обещали до 10 мая' }));
  await pay('2000.00', { date: '2025-04-25', payer_id: await idOf('crm_counterparty', 'volga'), payer_account_id: null, allocations: [{ invoice_id: invoiceId, amount: '2000.00' }] }, false);
  const report = async (query: string, client = panina): Promise<any> => (await client.get(`/api/accounting/receivables${query}`)).body; // eslint-disable-line @typescript-eslint/no-explicit-any -- asserted as data
  const mine = (body: any): any => body.data.find((row: any) => row.invoice_id === invoiceId); // eslint-disable-line @typescript-eslint/no-explicit-any -- asserted as data
  t.equal(mine(await report('?on=2025-03-19')), undefined, 'nothing had left yet');
  t.match(mine(await report('?on=2025-04-19')), { client: 'Волжский комбикорм', total: '12000.00', paid: '0.00', balance: '12000.00', debt: '12000.00', shipment_date: '2025-03-20', due_date: '2025-04-19', days_overdue: 0, last_interaction_result: null });
  t.match(mine(await report('?on=2025-05-01')), { days_overdue: 12, reminders: 4, paid: '0.00' });
  const draft = await one(`select id, payer_id from accounting_payment where amount = 2000 and date = '2025-04-25'`);
  const { id: payerAccount } = good(await (await app.as('boris')).post('/api/crm/bank-accounts', { counterparty_id: draft['payer_id'], account_number: '40702810600000000101', bank_id: await idOf('crm_bank', 'meridian') }));
  good(await panina.patch(`${path.payment}/${draft['id']}`, { payer_account_id: payerAccount, version: 1 }));
  good(await panina.send(`${path.payment}/${draft['id']}`, 'payment.posted'));
  t.match(mine(await report('?on=2025-05-01')), { paid: '2000.00', balance: '10000.00', debt: '10000.00' });
  t.match(mine(await report('?on=2025-04-24')), { paid: '0.00', balance: '12000.00' }, 'the money came a day later');
  const all = await report('?on=2025-05-01&overdue=true');
  t.same(all.totals.map((one: Record<string, unknown>) => one['currency']), ['RUB']);
  t.equal(mine(await report('?on=2025-05-01', await app.as('gromov')))?.debt, '10000.00');
  t.equal(mine(await report('?on=2025-05-01', boris))?.debt, '10000.00', 'his own');
  t.equal(mine(await report('?on=2025-05-01', anna)), undefined, 'not another’s');
  t.equal((await (await app.as('ilyin')).get('/api/accounting/receivables')).status, 403);
  for (const query of ['?on=31.02.2025', '?limit=201', '?offset=-1', '?overdue=yes', '?partner_id=1']) t.equal((await panina.get(`/api/accounting/receivables${query}`)).status, 400, query);
});

t.test('the ledger adds up', async (t) => {
  const found = await app.read(async (uow) => {
    const all = [];
    for (const check of uow.company.plugins.invariants) if (check.code.startsWith('V3') || check.code.startsWith('V7') || check.code === 'V8') all.push(...(await check.find(uow)));
    return all;
  });
  t.same(found, []);
});
