import t from 'tap';
import { advances, anna, app, good, idOf, invoice, ledgerOf, one, panina, path, pay, refusal, rows, ship, sold, stage } from './books-desk.ts';

const tasks = async (invoiceId: string): Promise<number> => Number((await one(`select count(*)::int as n from core_task where subject_id = $1 and kind = 'partial_payment' and state in ('new', 'in_progress')`, [invoiceId]))['n']);
const told = async (invoiceId: string): Promise<number> => Number((await one(`select count(*)::int as n from core_notification where subject_id = $1`, [invoiceId]))['n']);

t.test('part of the advance is a task, the whole of it moves the deal; the manager hears of each payment once', async (t) => {
  const { interestId, invoiceId, number } = await sold(10);
  const first = await pay('3000.00', { purpose: `Оплата по счету № ${number} от 03.03.2025, в т.ч. НДС 20% 500.00` });
  t.match(await invoice(invoiceId), { paid: '3000.00', balance: '9000.00', payment_state: 'partially_paid' });
  t.same([await stage(interestId), await tasks(invoiceId), await told(invoiceId)], ['invoice_sent', 1, 1]);
  t.same(refusal(await panina.send(`${path.payment}/${first['id']}`, 'payment.posted')).slice(0, 1), [409], 'a payment is posted once');
  t.equal(await told(invoiceId), 1);
  await pay('3000.00', { purpose: `счет ${Number(number.replace(/\D/g, ''))}` });
  t.same([await stage(interestId), await tasks(invoiceId), await told(invoiceId)], ['order_to_place', 0, 2], 'the advance is complete');
  t.same(await ledgerOf(invoiceId), ['3000.00 / 3000.00 / 9000.00', '3000.00 / 6000.00 / 6000.00']);
});

t.test('the deal waits for every live invoice; a cancelled one does not count', async (t) => {
  const a = await sold(1);
  const b = await sold(2, { interestId: a.interestId });
  await pay('1200.00', { purpose: a.number });
  t.equal(await stage(a.interestId), 'invoice_sent');
  good(await anna.send(path.order + b.orderId, 'order.cancelled', { cancel_reason_id: await idOf('crm_refusal_reason', 'price') }));
  t.equal(await stage(a.interestId), 'order_to_place');
});

t.test('an excess stays unallocated, is an advance by itself and is given back', async (t) => {
  const { invoiceId, number } = await sold(1);
  const payment = await pay('2000.00', { purpose: `Оплата счета ${number}` });
  t.match(await one('select unallocated, refunded from accounting_payment where id = $1', [payment['id']]), { unallocated: '800.00', refunded: '0.00' });
  t.match(await invoice(invoiceId), { paid: '1200.00', balance: '0.00' });
  t.same(await advances(payment['id']), ['2000.00 / 333.33 / draft'], 'one tax invoice at one rate');
  const back = { operation: 'refund_to_client', based_on_entity: 'accounting.payment', based_on_id: payment['id'], incoming_number: '7', date: '2025-03-14', account_id: payment['account_id'], payer_id: payment['payer_id'] };
  const cases: [string, Record<string, unknown>, string][] = [
    ['more than is free', { ...back, amount: '800.01' }, 'accounting.refund_too_much'],
    ['to somebody else', { ...back, amount: '1.00', payer_id: await idOf('crm_counterparty', 'volga') }, 'accounting.refund_payer'],
    ['of no payment', { ...back, amount: '1.00', based_on_id: invoiceId }, 'accounting.refund_of_payment'],
    ['with allocations', { ...back, amount: '1.00', allocations: [{ invoice_id: invoiceId, amount: '1.00' }] }, 'accounting.only_client_money'],
  ];
  for (const [name, values, code] of cases) t.same(refusal(await panina.post(path.payment, values)), [422, code], name);
  const refund = good(await panina.post(path.payment, { ...back, amount: '800.00' }));
  good(await panina.send(`${path.payment}/${refund['id']}`, 'payment.posted'));
  t.match(await one('select unallocated, refunded from accounting_payment where id = $1', [payment['id']]), { unallocated: '0.00', refunded: '800.00' });
  t.same(await advances(payment['id']), ['1200.00 / 200.00 / draft']);
  t.same(refusal(await panina.send(`${path.payment}/${payment['id']}`, 'payment.cancelled', { comment: 'ошибка' })), [409, 'core.guard_refused', 'accounting.payment_refunded']);
  t.same(refusal(await panina.send(`${path.payment}/${payment['id']}`, 'payment.reallocated', { allocations: [{ invoice_id: invoiceId, amount: '1200.01' }] })).at(-1), 'accounting.allocated_more_than_paid');
  t.same(refusal(await panina.send(`${path.payment}/${refund['id']}`, 'payment.reallocated', { allocations: [] })).at(-1), 'accounting.only_client_money');
  good(await panina.send(`${path.payment}/${refund['id']}`, 'payment.cancelled', { comment: 'банк вернул' }));
  t.match(await one('select unallocated, refunded from accounting_payment where id = $1', [payment['id']]), { unallocated: '800.00', refunded: '0.00' });
});

t.test('moved or cancelled money leaves both rows in the ledger of the invoice', async (t) => {
  const [a, b] = [await sold(5), await sold(5)];
  const payment = await pay('4000.00', { purpose: a.number });
  const [issued] = await rows('select id, version from accounting_advance_tax_invoice where payment_id = $1', [payment['id']]);
  good(await panina.patch(`/api/accounting/advance-tax-invoices/${issued?.['id']}`, { date: '2025-03-13', version: issued?.['version'] }));
  good(await panina.send(`${path.payment}/${payment['id']}`, 'payment.reallocated', { allocations: [{ invoice_id: a.invoiceId, amount: '1000.00' }, { invoice_id: b.invoiceId, amount: '3000.00' }] }));
  t.same(await ledgerOf(a.invoiceId), ['-4000.00 / 0.00 / 6000.00', '1000.00 / 1000.00 / 5000.00', '4000.00 / 4000.00 / 2000.00']);
  t.same(await ledgerOf(b.invoiceId), ['3000.00 / 3000.00 / 3000.00']);
  t.same(await advances(payment['id']), ['4000.00 / 666.67 / draft']);
  t.match(await invoice(b.invoiceId), { paid: '3000.00' });
  good(await panina.send(`${path.payment}/${payment['id']}`, 'payment.cancelled', { comment: 'ошибочно зачислено' }));
  t.same((await ledgerOf(a.invoiceId)).length + (await ledgerOf(b.invoiceId)).length, 6);
  t.match([await invoice(a.invoiceId), await invoice(b.invoiceId)], [{ paid: '0.00', payment_state: 'unpaid' }, { paid: '0.00', balance: '6000.00' }]);
  t.same(await advances(payment['id']), []);
  t.equal(await stage(a.interestId), 'order_to_place', 'the deal never goes back');
  t.equal((await one(`select count(*)::int as n from core_task where subject_id = $1 and kind = 'free' and state = 'new'`, [a.invoiceId]))['n'], 1, 'somebody is asked to look');
  const anew = await panina.post(path.payment, { date: '2025-03-12', incoming_number: payment['incoming_number'], account_id: payment['account_id'], amount: '4000.00', payer_id: payment['payer_id'] });
  t.equal(anew.status, 201, 'a cancelled bank line may be entered anew');
  const edit = await panina.patch(`${path.payment}/${payment['id']}`, { amount: '5.00', version: (await one('select version from accounting_payment where id = $1', [payment['id']]))['version'] });
  t.same(refusal(edit), [409, 'accounting.posted_is_kept']);
});

t.test('only what came before the goods is an advance', async (t) => {
  const { orderId, number } = await sold(10, { agreement: 'credit' });
  await ship(orderId, '6', '2025-03-11');
  t.same(await advances((await pay('5000.00', { purpose: number, date: '2025-03-12' }))['id']), [], '7 200.00 have left and nothing was paid');
  t.same(await advances((await pay('4000.00', { purpose: number, date: '2025-03-13' }))['id']), ['1800.00 / 300.00 / draft'], '2 200.00 are for goods that have left');
  t.same(await advances((await pay('100.00', { purpose: number, date: '2025-03-10' }))['id']), ['100.00 / 16.67 / draft'], 'before the shipment');
});

t.test('what is refused about payments, by whom and why', async (t) => {
  const { invoiceId } = await sold(1);
  const base = { date: '2025-03-12', incoming_number: '900', account_id: await idOf('crm_bank_account', 'ours'), amount: '10.00', payer_id: await idOf('crm_counterparty', 'north') };
  for (const login of ['anna', 'gromov', 'ilyin', 'holder']) t.equal((await (await app.as(login)).post(path.payment, base)).status, 403, login);
  const wrong: [string, Record<string, unknown>, string][] = [
    ['of a client’s account', { account_id: await idOf('crm_bank_account', 'north') }, 'accounting.not_our_account'],
    ['from another’s account', { payer_account_id: await idOf('crm_bank_account', 'carrier') }, 'accounting.not_payee_account'],
    ['more than came', { allocations: [{ invoice_id: invoiceId, amount: '10.01' }] }, 'accounting.allocated_more_than_paid'],
    ['one invoice twice', { allocations: [{ invoice_id: invoiceId, amount: '1.00' }, { invoice_id: invoiceId, amount: '1.00' }] }, 'accounting.invoice_twice'],
    ['an unknown invoice', { allocations: [{ invoice_id: base.payer_id, amount: '1.00' }] }, 'accounting.invoice_unknown'],
    ['in euros on a rouble account', { currency_id: (await one(`select id from crm_currency where iso_code = 'EUR'`))['id'] }, 'accounting.account_currency'],
  ];
  for (const [name, values, code] of wrong) t.same(refusal(await panina.post(path.payment, { ...base, ...values })), [422, code], name);
  t.equal((await panina.post(path.payment, { ...base, amount: '0.00' })).status, 422);
  const draft = good(await panina.post(path.payment, { ...base, payer_id: await idOf('crm_counterparty', 'volga') }));
  t.same(refusal(await panina.send(`${path.payment}/${draft['id']}`, 'payment.posted')).at(-1), 'accounting.payer_account_required');
  t.same(refusal(await anna.send(`${path.payment}/${draft['id']}`, 'payment.posted')).slice(0, 1), [403]);
  good(await panina.post(path.payment, base));
  t.same(refusal(await panina.post(path.payment, base)), [409, 'accounting.duplicate_payment']);
  const proposal = good(await panina.get(`${path.payment}/${draft['id']}/proposal`));
  t.match(proposal, { allocate: 'by_hand', certain: false, rows: [], unallocated: '10.00' });
});

t.test('the ledger adds up', async (t) => {
  const found = await app.read(async (uow) => {
    const all = [];
    for (const check of uow.company.plugins.invariants) if (check.code.startsWith('V3') || check.code.startsWith('V7') || check.code === 'V8') all.push(...(await check.find(uow)));
    return all;
  });
  t.same(found, []);
});
