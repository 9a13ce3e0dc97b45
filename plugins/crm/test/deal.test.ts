import t from 'tap';
import { reverseInvoicePayment, reverseInvoiceShipment } from '../index.ts';
import type { Row } from './sales-desk.ts';
import {
  app, anna, gromov, one, idOf, good, reasons, ledger, path, service, stands, orderStands, invoiceOf, newDeal, newOrder, offer, agreedOrder, sentOrder, pay, linesOf, reserveAll, ship,
} from './sales-desk.ts';

t.test('a new client, from the letter to the shipped order', async (t) => {
  const inquiry = good(await anna.post('/api/crm/inquiries', {
    channel: 'email', from_email: 'Zakaz@SeverBeton.example', company_name: 'ООО «Северный Бетон»', contact_name: 'Орлов Павел Иванович', received_at: '2025-03-03T06:12:00Z', source_message_id: '<1@severbeton>',
  }));
  const twin = await anna.post('/api/crm/inquiries', { channel: 'email', from_email: 'zakaz@severbeton.example', received_at: '2025-03-03T06:13:00Z', source_message_id: '<1@severbeton>' });
  t.same([twin.status, twin.body.code], [409, 'crm.duplicate_inquiry'], 'the same letter is not registered twice');

  good(await anna.send(path.inquiry + inquiry['id'], 'inquiry.converted', { service_type_id: service, expected_revenue: '1000000.00' }));
  const bound = await one('select q.state, q.interest_id, q.processed_by is not null as processed, p.id as partner_id, p.working_name, p.lifecycle, p.email from crm_inquiry q join crm_partner p on p.id = q.partner_id where q.id = $1', [inquiry['id']]);
  t.match(bound, { state: 'converted', processed: true, working_name: 'ООО «Северный Бетон»', lifecycle: 'potential', email: 'zakaz@severbeton.example' });
  const interestId = String(bound['interest_id']);
  t.equal(await stands(interestId), 'primary_interest');

  good(await anna.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-03T08:00:00Z', subject_entity: 'crm.interest', subject_id: interestId }));
  t.equal(await stands(interestId), 'offer_preparation');
  t.ok((await one('select next_interaction_id from crm_interest where id = $1', [interestId]))['next_interaction_id']);

  const partner = path.partner + bound['partner_id'];
  const registration = {
    segment_id: await idOf('crm_segment', 'concrete'), partner_type_id: await idOf('crm_partner_type', 'final'),
    counterparty: { short_name: 'ООО «Северный Бетон»', inn: '7899002310', kpp: '789901001', legal_address: 'Санкт-Петербург', contract_kind: 'supply' },
    accounts: [{ account_number: '40702810600000000101', bik: '044599901' }],
  };
  const unseen = await anna.send(partner, 'client.registered', registration);
  t.same([unseen.status, unseen.body.code], [409, 'crm.duplicates_not_checked']);
  const wrong = await anna.send(partner, 'client.registered', { ...registration, duplicates_checked: true, counterparty: { ...registration.counterparty, inn: '7899002311' } });
  t.same([wrong.status, wrong.body.code, wrong.body.errors?.[0]?.pointer], [422, 'crm.requisites_wrong', '/inn']);
  good(await anna.send(partner, 'client.registered', { ...registration, duplicates_checked: true }));
  t.match(await one('select p.lifecycle, a.code as agreement, c.approved, b.correspondent_account, b.name, b.city, i.counterparty_id = c.id as on_interest from crm_partner p join crm_agreement a on a.id = p.agreement_id join crm_counterparty c on c.partner_id = p.id join crm_bank_account b on b.counterparty_id = c.id join crm_interest i on i.partner_id = p.id where p.id = $1', [bound['partner_id']]), {
    lifecycle: 'registered', agreement: 'advance', approved: false, correspondent_account: '30101810000000000901', name: 'АО «Меридиан-Банк»', city: 'Москва', on_interest: true,
  });
  const similar = good(await anna.get('/api/crm/partners/similar?name=%D0%97%D0%90%D0%9E%20%D0%A1%D0%B5%D0%B2%D0%B5%D1%80%D0%BD%D1%8B%D0%B9%20%D0%B1%D0%B5%D1%82%D0%BE%D0%BD&inn=7899002310'));
  t.match(similar, [{ id: bound['partner_id'], matches: ['inn', 'name'] }], 'by the name without its legal form and by the INN');

  const orderId = await newOrder(interestId);
  t.equal(await orderStands(orderId), 'on_approval / not_placed / awaiting_agreement');
  t.match(await one('select total_net, total, advance_due, preship_due, margin_pct, priority from crm_customer_order where id = $1', [orderId]), {
    total_net: '900000.00', total: '1080000.00', advance_due: '1080000.00', preship_due: '1080000.00', margin_pct: '24.4400', priority: 'medium',
  });
  const early = await anna.post('/api/crm/commercial-offers', { order_id: orderId });
  t.equal(early.body.code, 'crm.order_not_posted', 'an offer is printed from a posted order');
  good(await anna.send(path.order + orderId, 'order.posted'));
  t.equal(await stands(interestId), 'offer_agreement');
  t.match(await invoiceOf(orderId), { state: 'created', total: '1080000.00', balance: '1080000.00', remaining_qty: '2.000', number: (await one('select number from crm_customer_order where id = $1', [orderId]))['number'] });
  t.same(reasons(await anna.send(path.order + orderId, 'order.released')), ['offer_not_accepted']);
  await offer(orderId, 'offer.accepted');
  t.equal(await stands(interestId), 'issue_invoice');
  const unreleased = await anna.send(path.invoice + (await invoiceOf(orderId))['id'], 'invoice.sent');
  t.same(reasons(unreleased), ['crm.order_not_released']);
  good(await anna.send(path.order + orderId, 'order.released'));
  t.equal(await orderStands(orderId), 'to_execute / not_placed / awaiting_advance');
  t.match(await one('select event_date, promised_date from crm_customer_order where id = $1', [orderId]), { event_date: '2025-03-06', promised_date: '2025-03-24' }, 'the advance is due in three days');
  good(await anna.send(path.invoice + (await invoiceOf(orderId))['id'], 'invoice.sent'));
  t.equal(await stands(interestId), 'invoice_sent');
  const gates = async (): Promise<Row[]> => (await anna.get(`${path.interest}${interestId}/gates`)).body.data as Row[];
  t.match((await gates()).slice(0, 3), [
    { stage: 'issue_invoice', met: true, held_by: [] },
    { stage: 'invoice_sent', is_current: true, met: false, held_by: [orderId] },
    { stage: 'order_to_place', is_current: false, met: false, held_by: [orderId] },
  ], 'the scoreboard names the order that is not paid');

  await pay(orderId, '1080000.00');
  t.match((await gates())[1], { stage: 'invoice_sent', met: true, held_by: [] });
  t.equal(await orderStands(orderId), 'to_execute / to_place / awaiting_supply');
  t.equal(await stands(interestId), 'order_to_place');
  await reserveAll(orderId);
  t.equal(await orderStands(orderId), 'to_execute / in_stock / ready_to_ship');
  t.equal(await stands(interestId), 'ready_to_ship', 'through goods_in_stock, past order_placed');
  t.same((await app.read((uow) => uow.query<Row>(`select transition_code from core_history where entity = 'crm.interest' and item_id = $1 order by version, step`, [interestId]))).map((row) => row['transition_code']), [
    'I-01', 'I-02', 'I-04', 'I-07', 'I-08', 'I-09', 'I-12', 'I-14',
  ]);
  await ship(orderId, '2');
  t.equal(await orderStands(orderId), 'closed / shipped / settled');
  t.match(await invoiceOf(orderId), { state: 'closed', status: 'closed', execution_stage: 'shipped', client_status: 'settled', paid: '1080000.00', balance: '0.00', remaining_qty: '0.000', payment_state: 'paid', shipment_state: 'shipped' });
  t.match(await one('select state, closed_by_rule from crm_interest where id = $1', [interestId]), { state: 'won', closed_by_rule: true });
});

t.test('a deal on credit is reminded of every ten days until it is paid', async (t) => {
  await app.moveClock('2025-03-25T06:00:00Z');
  const interestId = await newDeal();
  const orderId = await sentOrder(interestId, { quantity: '1', agreement: 'credit' });
  t.equal(await orderStands(orderId), 'to_execute / to_place / awaiting_supply', 'no advance is due');
  t.equal(await stands(interestId), 'order_to_place');
  await reserveAll(orderId);
  await app.moveClock('2025-04-01T08:00:00Z');
  await ship(orderId, '1');
  t.equal(await orderStands(orderId), 'to_execute / shipped / awaiting_deferred_payment');
  t.equal(await stands(interestId), 'deferred_payment');
  t.equal((await one('select due_date from crm_payment_schedule_line where order_id = $1', [orderId]))['due_date'], '2025-05-01');
  const invoiceId = (await invoiceOf(orderId))['id'];
  const reminders = async (): Promise<Row[]> => app.read((uow) => uow.query<Row>('select sequence_no, text, state from core_reminder where subject_id = $1 order by sequence_no', [invoiceId]));
  await app.moveClock('2025-04-10T08:00:00Z');
  t.same((await reminders()).length, 0, 'day 9');
  await app.moveClock('2025-04-11T08:00:00Z');
  t.match(await reminders(), [{ sequence_no: 1, text: 'Необходимо уточнить внесение оплаты по отгруженному заказу' }], 'day 10');
  await app.moveClock('2025-04-22T08:00:00Z');
  t.same((await reminders()).map((row) => row['sequence_no']), [1, 2]);
  await pay(orderId, '240000.00');
  const open = `select count(*)::int as n from core_task where subject_id = $1 and kind = 'partial_payment' and state in ('new', 'in_progress')`;
  t.equal((await one(open, [invoiceId]))['n'], 1, 'part of the debt is a task');
  await pay(orderId, '300000.00');
  t.equal((await one(open, [invoiceId]))['n'], 0);
  t.ok((await reminders()).every((row) => row['state'] === 'cancelled'));
  t.equal(await stands(interestId), 'won');
});

t.test('parts are shipped and taken back, and the interest never goes backwards', async (t) => {
  const interestId = await newDeal();
  const orderId = await sentOrder(interestId, { product: 'BV300', quantity: '10' });
  const paid = await pay(orderId, '456000.00');
  await reserveAll(orderId);
  await ship(orderId, '6');
  t.equal(await orderStands(orderId), 'to_execute / in_stock / shipping');
  const shipped = await one('select amount, remaining_qty_after, remaining_amount_after from crm_invoice_shipment s join crm_invoice v on v.id = s.invoice_id where v.order_id = $1', [orderId]);
  t.match(shipped, { amount: '273600.00', remaining_qty_after: '4.000', remaining_amount_after: '182400.00' });
  await t.rejects(ship(orderId, '5'), { code: 'crm.line_over_quantity' });
  const last = await ship(orderId, '4');
  t.equal(await stands(interestId), 'won');
  await ledger('crm.customer_order', orderId, (context) => reverseInvoiceShipment(context, { shipment_line_id: last }));
  t.match(await invoiceOf(orderId), { remaining_qty: '4.000', shipment_state: 'partially_shipped', full_shipment_date: null });
  await ledger('crm.customer_order', orderId, (context) => reverseInvoicePayment(context, { payment_id: paid }));
  t.match(await invoiceOf(orderId), { paid: '0.00', balance: '456000.00', payment_state: 'unpaid' });
  t.equal(await stands(interestId), 'won', 'somebody is asked to look instead');
  t.equal((await one(`select count(*)::int as n from core_task where subject_id = $1 and state = 'new'`, [(await invoiceOf(orderId))['id']]))['n'], 1);
  await t.rejects(pay(orderId, '456000.01'), { code: 'crm.over_balance' });
});

t.test('a client who refuses: the overdue call, the reason, everything ends together', async (t) => {
  await app.moveClock('2025-05-12T06:30:00Z');
  const interestId = await newDeal();
  const orderId = await sentOrder(interestId, { quantity: '1' });
  const calls = async (): Promise<Row[]> => app.read((uow) => uow.query<Row>(`select id, content, start_at, state from crm_interaction where subject_id = $1 and rule_code = 'TM-1' order by start_at`, [interestId]));
  await app.moveClock('2025-05-15T06:30:00Z');
  t.same(await calls(), [], 'the event date itself is not overdue');
  await app.moveClock('2025-05-17T06:30:00Z');
  const number = (await invoiceOf(orderId))['number'];
  t.match(await calls(), [{ content: `Счет ${number} просрочен, необходимо уточнить состояние заказа и проинформировать заказчика`, state: 'planned' }], 'one open call per invoice');
  t.equal(((await calls())[0]?.['start_at'] as Date).toISOString(), '2025-05-16T06:00:00.000Z');

  const unexplained = await anna.send(path.interest + interestId, 'interest.lost', {});
  t.same([unexplained.status, ...reasons(unexplained)], [409, 'refusal_reason_required']);
  good(await anna.send(path.interest + interestId, 'interest.lost', { refusal_reason_id: await idOf('crm_refusal_reason', 'competitor') }));
  t.match(await one('select state, lost_at_state, closed_by_rule from crm_interest where id = $1', [interestId]), { state: 'lost', lost_at_state: 'invoice_sent', closed_by_rule: false });
  t.equal(await orderStands(orderId), 'cancelled / not_placed / awaiting_advance');
  t.equal((await invoiceOf(orderId))['state'], 'cancelled');
  t.match(await calls(), [{ state: 'cancelled' }]);
  await app.moveClock('2025-05-20T06:30:00Z');
  t.equal((await calls()).length, 1, 'the timer is silent');
});

t.test('all orders cancelled: lost by rule, unless the latest is reissued', async (t) => {
  const reason = (code: string): Promise<string> => idOf('crm_refusal_reason', code);
  const lost = await newDeal();
  const [a, b] = [await agreedOrder(lost), await newOrder(lost, { product: 'BV300', quantity: '4' })];
  good(await anna.send(path.order + a, 'order.cancelled', { cancel_reason_id: await reason('price') }));
  t.not(await stands(lost), 'lost', 'the other order is alive');
  t.same(reasons(await anna.send(path.order + b, 'order.cancelled', {})), ['crm.cancel_reason_required']);
  good(await anna.send(path.order + b, 'order.cancelled', { cancel_reason_id: await reason('term') }));
  t.match(await one('select i.state, i.closed_by_rule, r.code as reason from crm_interest i join crm_refusal_reason r on r.id = i.refusal_reason_id where i.id = $1', [lost]), { state: 'lost', closed_by_rule: true, reason: 'term' });

  const kept = await newDeal();
  const first = await newOrder(kept);
  good(await anna.send(path.order + first, 'order.posted'));
  await offer(first, 'offer.rejected');
  good(await anna.send(path.order + first, 'order.cancelled', { cancel_reason_id: await reason('reissued') }));
  t.equal(await stands(kept), 'offer_agreement');
  t.match(await one(`select title, state from core_task where subject_id = $1`, [first]), { title: /ввести заменяющий заказ/, state: 'new' });
  const next = await agreedOrder(kept, { quantity: '3', replaces: first });
  t.equal(await stands(kept), 'issue_invoice', 'the cancelled one does not block');
  t.ok((await one(`select count(*)::int as n from core_history where entity = 'crm.interest' and item_id = $1 and transition_code = 'I-05'`, [kept]))['n'], 'I-05');
  t.equal((await one('select replaced_order_id from crm_customer_order where id = $1', [next]))['replaced_order_id'], first);
});

t.test('an offer of a new manager is approved first; a change asks again', async (t) => {
  const kirill = await app.as('kirill');
  await app.moveClock('2025-05-20T08:00:00Z');
  await app.write((uow) => uow.query(`update core_user set hired_on = '2025-05-01' where login = 'kirill'`));
  const interestId = await newDeal();
  const orderId = await newOrder(interestId, { client: kirill });
  t.equal((await one('select internal_approval from crm_customer_order where id = $1', [orderId]))['internal_approval'], 'pending');
  t.same(reasons(await kirill.send(path.order + orderId, 'order.posted')), ['crm.approval_required']);
  const approval = await one(`select id, required_role, reasons from core_approval where subject_id = $1 and state = 'pending'`, [orderId]);
  t.match(approval, { required_role: 'senior_sales_manager', reasons: ['new_manager'] });
  const vetrova = await app.as('vetrova');
  good(await vetrova.send(`/api/core/approvals/${approval['id']}`, 'approval.approved'));
  t.equal((await one('select internal_approval from crm_customer_order where id = $1', [orderId]))['internal_approval'], 'approved');
  good(await kirill.send(path.order + orderId, 'order.posted'));
  const stored = good(await kirill.get(path.order + orderId));
  const [line] = await linesOf(orderId);
  good(await kirill.patch(path.order + orderId, { version: stored['version'], lines: [{ id: line?.['id'], quantity: '3' }] }));
  t.match(await one('select internal_approval, posting_state, total from crm_customer_order where id = $1', [orderId]), { internal_approval: 'pending', posting_state: 'draft', total: '1620000.00' });
});

t.test('half in advance, half before shipment: softer than agreed, so the head consents; the client is called while money is awaited', async (t) => {
  await app.moveClock('2025-06-02T07:00:00Z');
  const interestId = await newDeal();
  const orderId = await newOrder(interestId);
  const stored = good(await anna.get(path.order + orderId));
  const halves = [{ stage_kind: 'advance', share_pct: '50', shift_days: 10 }, { stage_kind: 'prepayment', share_pct: '50', shift_days: 0 }];
  const uneven = await anna.patch(path.order + orderId, { version: stored['version'], payment_schedule: halves.slice(1) });
  t.same([uneven.status, uneven.body.code], [422, 'crm.schedule_shares']);
  good(await anna.patch(path.order + orderId, { version: stored['version'], payment_schedule: halves }));
  t.match(await one('select advance_due, preship_due from crm_customer_order where id = $1', [orderId]), { advance_due: '540000.00', preship_due: '1080000.00' });
  t.same(reasons(await anna.send(path.order + orderId, 'order.posted')), ['crm.approval_required']);
  const approval = await one(`select id, required_role, reasons from core_approval where subject_id = $1 and state = 'pending'`, [orderId]);
  t.match(approval, { required_role: 'head_of_sales', reasons: ['agreement_deviation'] });
  good(await gromov.send(`/api/core/approvals/${approval['id']}`, 'approval.approved'));
  good(await anna.send(path.order + orderId, 'order.posted'));
  await offer(orderId, 'offer.accepted');
  good(await anna.send(path.order + orderId, 'order.released'));
  good(await anna.send(path.invoice + (await invoiceOf(orderId))['id'], 'invoice.sent'));
  const callsOf = async (rule: string): Promise<number> => (await one(`select count(*)::int as n from crm_interaction where subject_id = $1 and rule_code = $2`, [interestId, rule]))['n'] as number;

  await pay(orderId, '300000.00');
  t.equal(await orderStands(orderId), 'to_execute / to_place / awaiting_advance', 'the order may run ahead');
  t.equal(await stands(interestId), 'invoice_sent', 'of the deal');
  await app.moveClock('2025-06-04T07:00:00Z');
  t.equal(await callsOf('TM-2'), 0, 'second day');
  await app.moveClock('2025-06-05T07:00:00Z');
  t.equal(await callsOf('TM-2'), 1, 'third day');
  await app.moveClock('2025-06-07T07:00:00Z');
  t.equal(await callsOf('TM-2'), 1, 'and again three days later');
  await pay(orderId, '240000.00');
  t.equal(await stands(interestId), 'order_to_place');
  t.equal((await one(`select state from crm_interaction where subject_id = $1 and rule_code = 'TM-2'`, [interestId]))['state'], 'cancelled', 'the advance is complete');
  await reserveAll(orderId);
  t.equal(await orderStands(orderId), 'to_execute / in_stock / awaiting_balance');
  t.equal((await one('select event_date from crm_customer_order where id = $1', [orderId]))['event_date'], '2025-06-12');
  t.equal(await stands(interestId), 'goods_in_stock');
  await app.moveClock('2025-06-11T07:00:00Z');
  t.equal(await callsOf('TM-6'), 0);
  await app.moveClock('2025-06-12T07:00:00Z');
  t.equal(await callsOf('TM-6'), 1);
  await pay(orderId, '540000.00');
  t.equal(await stands(interestId), 'ready_to_ship');
  t.equal((await one(`select count(*)::int as n from crm_interaction where subject_id = $1 and rule_code is not null and state = 'planned'`, [interestId]))['n'], 0, 'nothing is asked of a client who has paid');
});

t.test('an inquiry about a deal that is open joins it; what was said by phone is logged', async (t) => {
  const interestId = await newDeal();
  const inquiry = good(await anna.post('/api/crm/inquiries', { channel: 'email', from_email: 'Laptev@Example.test', subject_line: 'Когда отгрузка?', received_at: '2025-05-20T07:00:00Z' }));
  const clients = good(await anna.get(`${path.inquiry}${inquiry['id']}/clients`)) as unknown as Row[];
  t.match(clients, [{ working_name: 'Лаптев' }], 'recognised by the e-mail of its contact person');
  t.ok(clients[0]?.['interests'].some((one: Row) => one['id'] === interestId));
  good(await anna.send(path.inquiry + inquiry['id'], 'inquiry.linked', { interest_id: interestId }));
  t.match(await one(`select state, kind, direction, topic from crm_interaction where subject_id = $1 and topic is not null`, [interestId]), { state: 'done', kind: 'email', direction: 'incoming', topic: 'Когда отгрузка?' });
  const logged = good(await anna.post('/api/crm/interactions/log', { kind: 'meeting', start_at: '2025-05-19T09:00:00Z', subject_entity: 'crm.interest', subject_id: interestId, result: 'договорились' }));
  t.equal(logged['state'], 'done');
  const rejected = good(await anna.post('/api/crm/inquiries', { channel: 'web_form', company_name: 'Реклама', received_at: '2025-05-20T07:00:00Z' }));
  t.same(reasons(await anna.send(path.inquiry + rejected['id'], 'inquiry.rejected', {})), ['refusal_reason_required']);
  good(await anna.send(path.inquiry + rejected['id'], 'inquiry.rejected', { refusal_reason_id: await idOf('crm_refusal_reason', 'non_target') }));
  t.equal((await one('select state from crm_inquiry where id = $1', [rejected['id']]))['state'], 'rejected');
});

t.test('what may not be written is refused with its reason', async (t) => {
  const interestId = await newDeal();
  const sector = await anna.post('/api/crm/customer-orders', { interest_id: interestId, macro_sector_id: await idOf('crm_sector', 'food'), micro_sector_id: await idOf('crm_sector', 'concrete') });
  t.same([sector.status, sector.body.code], [422, 'crm.micro_sector']);
  const orderId = await sentOrder(interestId, { quantity: '1' });
  const stored = good(await anna.get(path.order + orderId));
  const late = await anna.patch(path.order + orderId, { version: stored['version'], lines: [] });
  t.same([late.status, late.body.code], [409, 'crm.order_released']);
  good(await anna.patch(path.order + orderId, { version: stored['version'], event_date: '2025-06-18' }));
  t.equal((await invoiceOf(orderId))['event_date'], '2025-06-18', 'the invoice shows it');
  await pay(orderId, '540000.00');
  await reserveAll(orderId);
  await ship(orderId, '1');
  const partly = await newDeal();
  const short = await sentOrder(partly, { product: 'BV300', quantity: '10' });
  await pay(short, '456000.00');
  await reserveAll(short);
  await ship(short, '6');
  const shipped = await anna.send(path.interest + partly, 'interest.lost', { refusal_reason_id: await idOf('crm_refusal_reason', 'price') });
  t.same(reasons(shipped), ['crm.interest_has_shipment']);
  t.equal((await anna.send(path.order + short, 'order.closed_short', { reason: 'снято с производства' })).status, 403);
  good(await gromov.send(path.order + short, 'order.closed_short', { reason: 'снято с производства' }));
  t.match(await one('select total, status, execution_stage from crm_customer_order where id = $1', [short]), { total: '273600.00', status: 'closed', execution_stage: 'shipped' });
  t.equal(await stands(partly), 'won');
});

t.test('the promises about this data hold at the end', async (t) => {
  const { default: crm } = await import('../plugin.ts');
  for (const { code, find } of crm.invariants ?? []) {
    const found = await app.read(find);
    // The reversal test left a won deal unpaid on purpose (M-5).
    t.same(found.filter((one) => !one.text.includes('won by rule')), [], code);
  }
});
