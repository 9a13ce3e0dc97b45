import t from 'tap';
import { reverseInvoicePayment } from '../index.ts';
import type { Row } from './sales-desk.ts';
import {
  app, anna, gromov, one, idOf, good, reasons, ledger, path, orderStands, newDeal, newOrder, agreedOrder, sentOrder, offer, stands, service, under, pay, invoiceOf, reserveAll, ship,
} from './sales-desk.ts';

const interactions = '/api/crm/interactions';
const reason = (code: string): Promise<string> => idOf('crm_refusal_reason', code);
const codesOf = async (interestId: string): Promise<string[]> => (await app.read((uow) => uow.query<Row>(`select transition_code from core_history where entity = 'crm.interest' and item_id = $1 order by version, step`, [interestId]))).map((row) => String(row['transition_code']));

async function dealOf(type: string): Promise<string> {
  const inquiry = good(await anna.post(path.inquiry.slice(0, -1), { channel: 'phone', from_phone: '8 900 000-10-10' }));
  good(await anna.send(path.inquiry + inquiry['id'], 'inquiry.converted', { service_type_id: service, interest_type_id: await idOf('crm_interest_type', type) }));
  return String((await one('select interest_id from crm_inquiry where id = $1', [inquiry['id']]))['interest_id']);
}

t.test('the same move on three deals: refused with the reason, allowed, and no stages at all', async (t) => {
  const [strict, manual, loose] = [await dealOf('sale'), await dealOf('manual'), await dealOf('no_stages')];
  t.same([await stands(strict), await stands(manual), await stands(loose)], ['primary_interest', 'primary_interest', 'in_progress']);
  t.same(reasons(await anna.send(path.interest + strict, 'interest.moved', { to: 'invoice_sent' })), ['no_such_transition']);
  good(await anna.send(path.interest + manual, 'interest.moved', { to: 'invoice_sent' }));
  t.same(reasons(await anna.send(path.interest + loose, 'interest.moved', { to: 'invoice_sent' })), ['no_stages']);
  t.match(await one(`select is_manual, skipped_states, from_value from core_history where item_id = $1 and transition_code = 'I-20'`, [manual]), {
    is_manual: true, from_value: 'primary_interest', skipped_states: ['offer_preparation', 'offer_agreement', 'issue_invoice'],
  }, 'what was skipped is on record');
  t.same(reasons(await anna.send(path.interest + strict, 'interest.won')), ['no_such_transition']);
  good(await anna.send(path.interest + manual, 'interest.won'));
  good(await anna.send(path.interest + loose, 'interest.won'));
  t.match(await one('select state, closed_by_rule from crm_interest where id = $1', [loose]), { state: 'won', closed_by_rule: false });
  const kirill = await app.as('kirill');
  t.equal((await kirill.send(path.interest + (await dealOf('manual')), 'interest.moved', { to: 'invoice_sent' })).status, 403, 'another manager’s deal');

  const second = await dealOf('no_stages');
  t.same(reasons(await anna.send(path.interest + second, 'interest.lost', {})), ['refusal_reason_required']);
  good(await anna.send(path.interest + second, 'interest.lost', { refusal_reason_id: await reason('competitor') }));
  t.match(await one(`select h.transition_code, i.lost_at_state from crm_interest i join core_history h on h.item_id = i.id and h.to_value = 'lost' where i.id = $1`, [second]), { transition_code: 'I-23', lost_at_state: 'in_progress' });
});

t.test('a lost deal is taken up again by the head, in the stage it was lost in, and handed to another manager', async (t) => {
  const interestId = await newDeal();
  t.same(reasons(await anna.send(path.interest + interestId, 'interest.lost', { refusal_reason_id: await reason('reissued') })), [], 'a reason of orders is not one of interests');
  t.equal(await stands(interestId), 'offer_preparation');
  good(await anna.send(path.interest + interestId, 'interest.lost', { refusal_reason_id: await reason('price') }));
  t.equal((await anna.send(path.interest + interestId, 'interest.reopened', { to: 'offer_preparation', reason: 'передумали' })).status, 403);
  t.same(reasons(await gromov.send(path.interest + interestId, 'interest.reopened', { to: 'invoice_sent', reason: 'передумали' })), ['crm.only_state_before_lost']);
  good(await gromov.send(path.interest + interestId, 'interest.reopened', { to: 'offer_preparation', reason: 'передумали' }));
  t.match(await one('select state, refusal_reason_id, closed_at from crm_interest where id = $1', [interestId]), { state: 'offer_preparation', refusal_reason_id: null, closed_at: null });
  const kirill = await one(`select id from core_user where login = 'kirill'`);
  good(await gromov.send(path.interest + interestId, 'interest.reassigned', { responsible_id: kirill['id'] }));
  t.equal((await one('select responsible_id from crm_interest where id = $1', [interestId]))['responsible_id'], kirill['id']);

  const rejected = await dealOf('sale');
  t.equal((await anna.send(path.interest + rejected, 'interest.rejected', { refusal_reason_id: await reason('reissued') })).status, 422);
  good(await anna.send(path.interest + rejected, 'interest.rejected', { refusal_reason_id: await reason('non_target') }));
  t.match(await one('select i.state, q.state as inquiry from crm_interest i join crm_inquiry q on q.id = i.inquiry_id where i.id = $1', [rejected]), { state: 'lost', inquiry: 'rejected' });
});

t.test('when facts fall back the deal stays and somebody is asked, or it returns to the first stage with an unmet condition', async (t) => {
  const back = async (): Promise<{ interestId: string; paid: string; orderId: string }> => {
    const interestId = await newDeal();
    const orderId = await sentOrder(interestId, { product: 'BV300', quantity: '2' });
    const paid = await pay(orderId, '91200.00');
    await reserveAll(orderId);
    return { interestId, paid, orderId };
  };
  const stays = await back();
  t.equal(await stands(stays.interestId), 'ready_to_ship');
  await ledger('crm.customer_order', stays.orderId, (context) => reverseInvoicePayment(context, { payment_id: stays.paid }));
  t.equal(await orderStands(stays.orderId), 'to_execute / in_stock / awaiting_balance', 'the order does recompute (O-42)');
  t.equal(await stands(stays.interestId), 'ready_to_ship', 'stay');
  await under({ regress: 'back_to_first_unmet' }, async () => {
    const falls = await back();
    t.equal(await stands(falls.interestId), 'ready_to_ship');
    await ledger('crm.customer_order', falls.orderId, (context) => reverseInvoicePayment(context, { payment_id: falls.paid }));
    t.equal(await stands(falls.interestId), 'invoice_sent', 'the gate of the payment is the first thing unmet');
    t.ok((await codesOf(falls.interestId)).includes('I-26.invoice_sent'));
    await pay(falls.orderId, '91200.00');
    t.equal(await stands(falls.interestId), 'ready_to_ship', 'and goes forward again through the same conditions');
    const late = await newOrder(falls.interestId, { product: 'BV300', quantity: '1' });
    good(await anna.send(path.order + late, 'order.posted'));
    t.equal(await stands(falls.interestId), 'issue_invoice', 'a new order of a late deal takes it back to its invoice');
    good(await anna.send(path.order + late, 'order.cancelled', { cancel_reason_id: await reason('term') }));
    t.equal(await stands(falls.interestId), 'ready_to_ship', 'without it the rest holds as before (AGG-8)');
    await ship(falls.orderId, '2');
    t.equal(await stands(falls.interestId), 'won', 'what is final never falls back');
  });
});

t.test('settings of the way forward: the letter instead of the invoice, any invoice instead of all, the order cancelled last', async (t) => {
  await under({ offer_stage_on: 'letter' }, async () => {
    const interestId = await newDeal();
    const orderId = await newOrder(interestId, { quantity: '1' });
    good(await anna.send(path.order + orderId, 'order.posted'));
    t.equal(await stands(interestId), 'offer_preparation', 'an invoice alone is not enough');
    await offer(orderId);
    t.equal(await stands(interestId), 'offer_agreement');
  });
  await under({ invoices_sent_gate: 'any' }, async () => {
    const interestId = await newDeal();
    await agreedOrder(interestId, { product: 'BV300', quantity: '1' });
    const [a] = [await newOrder(interestId, { product: 'BV300', quantity: '2' })];
    good(await anna.send(path.order + a, 'order.posted'));
    await offer(a, 'offer.accepted');
    good(await anna.send(path.order + a, 'order.released'));
    good(await anna.send(path.invoice + (await invoiceOf(a))['id'], 'invoice.sent'));
    t.equal(await stands(interestId), 'invoice_sent');
  });
  for (const [by, lost] of [['date', 'term'], ['cancelled_at', 'price']] as const) {
    await under({ latest_order_by: by }, async () => {
      const interestId = await newDeal();
      const [older, newer] = [await newOrder(interestId, { product: 'BV300', quantity: '1' }), await newOrder(interestId, { product: 'BV300', quantity: '2' })];
      good(await anna.send(path.order + newer, 'order.cancelled', { cancel_reason_id: await reason('term') }));
      await app.moveClock(by === 'date' ? '2025-03-03T07:00:00Z' : '2025-03-03T08:00:00Z');
      good(await anna.send(path.order + older, 'order.cancelled', { cancel_reason_id: await reason('price') }));
      t.match(await one('select i.state, r.code from crm_interest i join crm_refusal_reason r on r.id = i.refusal_reason_id where i.id = $1', [interestId]), { state: 'lost', code: lost }, by);
    });
  }
});

t.test('a refused offer is entered anew on the basis of the old order: one live invoice, the chain visible', async (t) => {
  const interestId = await newDeal();
  const first = await newOrder(interestId, { quantity: '2' });
  good(await anna.send(path.order + first, 'order.posted'));
  await offer(first, 'offer.rejected');
  const again = good(await anna.post(`${path.order}${first}/reissue`, { with: { lines: [{ product_id: await idOf('crm_product', 'FS24'), quantity: '3' }] } }));
  t.match(await one('select o.status, r.code as reason, v.state as invoice from crm_customer_order o join crm_refusal_reason r on r.id = o.cancel_reason_id join crm_invoice v on v.order_id = o.id where o.id = $1', [first]), { status: 'cancelled', reason: 'reissued', invoice: 'cancelled' });
  t.match(await one('select total, delivery_term, macro_sector_id is not null as sector from crm_customer_order where id = $1', [again['id']]), { total: '1620000.00', delivery_term: 3, sector: true }, 'what has not changed is as it was');
  good(await anna.send(path.order + String(again['id']), 'order.posted'));
  t.equal(await stands(interestId), 'offer_agreement', 'not lost');
  t.equal((await one(`select count(*)::int as n from crm_invoice where interest_id = $1 and state <> 'cancelled'`, [interestId]))['n'], 1);
  const chain = good(await anna.get(`${path.order}${first}/chain`)) as unknown as Row[];
  t.match(chain, [{ id: first, status: 'cancelled', cancel_reason_ru: 'Перевыставлен', offer_version: 1 }, { id: again['id'], replaced_order_id: first, status: 'on_approval' }]);
  t.same(good(await anna.get(`${path.order}${again['id']}/chain`)), chain, 'the same from either end');
  const twice = await anna.post(`${path.order}${first}/reissue`, {});
  t.same([twice.status, twice.body.code], [409, 'crm.order_replaced']);
  const foreign = await anna.post(path.order.slice(0, -1), { interest_id: await newDeal(), replaced_order_id: again['id'], lines: [] });
  t.same([foreign.status, foreign.body.code], [422, 'crm.foreign_replacement']);
  const kirill = await app.as('kirill');
  t.equal((await kirill.post(`${path.order}${again['id']}/reissue`, {})).status, 403, 'the old order of a colleague is not cancelled');
  t.equal((await anna.get(`${path.order}00000000-0000-4000-8000-000000000000/chain`)).status, 404);
  const sold = await sentOrder(await newDeal(), { product: 'BV300', quantity: '2' });
  await pay(sold, '91200.00');
  await reserveAll(sold);
  await ship(sold, '1');
  t.equal((await anna.post(`${path.order}${sold}/reissue`, {})).body.code, 'crm.order_shipped');
});

t.test('an order is recalled before anything happens to it (O-06), placed by hand for a trusted client (O-14)', async (t) => {
  const interestId = await newDeal();
  const orderId = await sentOrder(interestId, { product: 'BV300', quantity: '1' });
  good(await anna.send(path.order + orderId, 'order.recalled'));
  t.equal(await orderStands(orderId), 'on_approval / not_placed / awaiting_agreement');
  t.equal((await invoiceOf(orderId))['state'], 'created');
  good(await anna.send(path.order + orderId, 'order.released'));
  good(await anna.send(path.invoice + (await invoiceOf(orderId))['id'], 'invoice.sent'));
  good(await anna.send(path.invoice + (await invoiceOf(orderId))['id'], 'invoice.sent'));
  t.equal((await anna.send(path.order + orderId, 'order.stage_set')).status, 403);
  good(await gromov.send(path.order + orderId, 'order.stage_set'));
  t.equal(await orderStands(orderId), 'to_execute / to_place / awaiting_advance');
  await pay(orderId, '1000.00');
  t.same(reasons(await anna.send(path.order + orderId, 'order.recalled')), ['crm.order_paid']);
  const supplied = await sentOrder(await newDeal(), { product: 'BV300', quantity: '1' });
  await reserveAll(supplied);
  t.same(reasons(await anna.send(path.order + supplied, 'order.recalled')), ['crm.order_supplied']);
  t.same(reasons(await gromov.send(path.order + orderId, 'order.closed_short', { reason: 'нет' })), ['crm.order_not_partly_shipped']);
});

t.test('interactions: planned, deferred, done with a result; the chain with a client; a participant recognised later', async (t) => {
  await app.moveClock('2025-04-01T07:00:00Z');
  const interestId = await newDeal();
  const without = await anna.post(interactions, { kind: 'phone_call', subject_entity: 'crm.interest', subject_id: interestId });
  t.same([without.status, without.body.errors?.[0]?.pointer], [422, '/start_at'], 'the time is missing');
  const meeting = good(await anna.post(interactions, { kind: 'meeting', start_at: '2025-04-01T09:00:00Z', subject_entity: 'crm.interest', subject_id: interestId, participants: [{ role: 'attendee', presentation: 'Пётр', contact_data: 'с проходной' }] }));
  const unprocessed = async (): Promise<Row[]> => (good(await anna.get(`${interactions}/unprocessed?subject_id=${interestId}`)) as unknown as { items: Row[] }[]).flatMap((group) => group.items);
  t.same((await unprocessed()).map((row) => row['why']), ['past_start'], 'the call of the deal’s first day is overdue already');
  await app.moveClock('2025-04-01T10:00:00Z');
  t.equal((await unprocessed()).length, 2, 'so is the meeting now');
  good(await anna.send(`${interactions}/${meeting['id']}`, 'interaction.deferred', { start_at: '2025-04-02T09:00:00Z' }));
  t.equal((await unprocessed()).length, 1);
  await app.moveClock('2025-04-02T09:30:00Z');
  t.equal((await one('select state from crm_interaction where id = $1', [meeting['id']]))['state'], 'planned', 'its new time has come');
  t.same(reasons(await anna.send(`${interactions}/${meeting['id']}`, 'interaction.done', {})), ['crm.result_required']);
  good(await anna.send(`${interactions}/${meeting['id']}`, 'interaction.done', { result: 'Пётр выбирает исполнителя' }));

  const contact = good(await anna.post(`${interactions}/${meeting['id']}/contact`, { last_name: 'Петров', first_name: 'Пётр', phone: '+7 900 000-30-30' }));
  const stored = good(await anna.get(`${interactions}/${meeting['id']}?include=participants`));
  t.equal(stored['contact_person_id'], contact['id'], 'the interaction knows him');
  const participant = stored['participants'][0] as Row;
  const bind = async (contactEntity: string, contactId: string): ReturnType<typeof anna.patch> => anna.patch(`${interactions}/${meeting['id']}`, { version: good(await anna.get(`${interactions}/${meeting['id']}`))['version'], participants: [{ id: participant['id'], contact_entity: contactEntity, contact_id: contactId }] });
  const wrong = await bind('crm.product', String(contact['id']));
  t.same([wrong.status, wrong.body.code, wrong.body.errors?.[0]?.pointer], [422, 'crm.contact_kind', '/participants/0/contact_entity']);
  t.equal((await bind('crm.contact_person', meeting['id'] as string)).body.code, 'crm.contact_missing');
  good(await bind('crm.contact_person', String(contact['id'])));
  t.match(await one('select presentation, contact_data, contact_id from crm_interaction_participant where interaction_id = $1', [meeting['id']]), { presentation: 'Пётр', contact_data: 'с проходной', contact_id: contact['id'] }, 'both the text and the contact are kept');
  t.ok((await one(`select count(*)::int as n from core_audit where entity = 'crm.interaction' and item_id = $1 and action = 'update'`, [meeting['id']]))['n'], 'and who bound them, in the journal');

  const next = good(await anna.post(`${interactions}/${meeting['id']}/next`, { kind: 'phone_call', start_at: '2025-04-05T09:00:00Z', topic: 'Узнать решение' }));
  t.match(await one('select previous_id, subject_id, contact_person_id, state from crm_interaction where id = $1', [next['id']]), { previous_id: meeting['id'], subject_id: interestId, contact_person_id: contact['id'], state: 'planned' });
  const chain = good(await anna.get(`${interactions}/${next['id']}/chain`)) as unknown as Row[];
  t.same(chain.slice(-2).map((row) => row['id']), [meeting['id'], next['id']]);
  t.equal(chain.find((row) => row['id'] === meeting['id'])?.['result'], 'Пётр выбирает исполнителя');
  const alien = await anna.post(interactions, { kind: 'phone_call', start_at: '2025-04-06T09:00:00Z', partner_id: await idOf('crm_partner', 'dealer'), previous_id: meeting['id'] });
  t.same([alien.status, alien.body.code], [422, 'crm.foreign_chain']);

  const deal = good(await anna.post(`${interactions}/${meeting['id']}/interest`, { service_type_id: service, title: 'Ещё одна линия' }));
  t.match(await one('select i.state, i.partner_id, p.code from crm_interest i join crm_partner p on p.id = i.partner_id where i.id = $1', [deal['id']]), { state: 'primary_interest', code: 'known' });
  const nobody = good(await anna.post(`${interactions}/log`, { kind: 'phone_call', direction: 'incoming', start_at: '2025-04-02T09:00:00Z', call_number: '+79000000000' }));
  t.equal((await anna.post(`${interactions}/${nobody['id']}/contact`, { last_name: 'Кто-то' })).body.code, 'crm.no_client');
  const mine = (await one(`select id from core_user where login = 'anna'`))['id'];
  const open = async (): Promise<boolean> => (good(await anna.get(`${interactions}/unprocessed?responsible_id=${mine}`)) as unknown as { items: Row[] }[]).some((group) => group.items.some((row) => row['id'] === nobody['id']));
  t.ok(await open(), 'an incoming call without an answer');
  good(await anna.patch(`${interactions}/${nobody['id']}`, { version: 1, answer_not_needed: true }));
  t.notOk(await open(), 'unless none is needed');
  const letter = good(await anna.post(`${interactions}/log`, { kind: 'email', direction: 'incoming', start_at: '2025-04-03T09:00:00Z', subject_entity: 'crm.interest', subject_id: deal['id'] }));
  const waits = async (): Promise<number> => (await anna.get(`${interactions}/unprocessed?subject_id=${deal['id']}`)).body.count as number;
  t.equal(await waits(), 1);
  good(await anna.post(`${interactions}/log`, { kind: 'email', start_at: '2025-04-03T10:00:00Z', subject_entity: 'crm.interest', subject_id: deal['id'] }));
  t.equal(await waits(), 0, 'a letter back is the answer');
  t.equal((await anna.get(`${interactions}/unprocessed?limit=1000`)).status, 400);
  good(await anna.send(`${interactions}/${next['id']}`, 'interaction.cancelled'));
  t.ok(letter['id']);
});

t.test('a relation shows on both cards and on the deals it may influence', async (t) => {
  const [known, dealer] = [await idOf('crm_partner', 'known'), await idOf('crm_partner', 'dealer')];
  good(await anna.post('/api/crm/partner-relations', { from_partner_id: known, to_partner_id: dealer, relation: 'учредитель', influence: 'решает о закупке', valid_to: '2025-12-31' }));
  const self = await anna.post('/api/crm/partner-relations', { from_partner_id: known, to_partner_id: known, relation: 'сам себе' });
  t.ok(self.status >= 400 && self.status < 500);
  const seen = async (id: string): Promise<Row> => (await anna.get(`${path.partner}${id}/relations`)).body as Row;
  t.match((await seen(known))['partners'], [{ partner: 'Дилер-Юг', relation: 'учредитель', is_from: true, in_force: true }]);
  t.match((await seen(dealer))['partners'], [{ partner: 'Лаптев', relation: 'учредитель', is_from: false }]);
  const interestId = await newDeal();
  const [a, b] = [good(await anna.post('/api/crm/individuals', { full_name: 'Лаптев Игорь Семёнович' })), good(await anna.post('/api/crm/individuals', { full_name: 'Югов Олег' }))];
  good(await anna.post('/api/crm/individual-relations', { from_individual_id: a['id'], to_individual_id: b['id'], relation: 'брат', interest_id: interestId }));
  t.match((await anna.get(`${path.interest}${interestId}/relations`)).body, { partners: [{ partner: 'Дилер-Юг' }], individuals: [{ relation: 'брат', from_individual: 'Лаптев Игорь Семёнович', to_individual: 'Югов Олег' }] });
  for (const one_ of [a, b]) t.equal(((await anna.get(`/api/crm/individuals/${one_['id']}/relations`)).body as Row)['individuals'].length, 1);
  t.same(((await anna.get(`${path.interest}${await newDeal()}/relations`)).body as Row)['individuals'], [], 'not on another deal');
  t.equal((await anna.get(`${path.partner}${interestId}/relations`)).status, 404);
});

t.test('the page of a deal: every linked document, and the plan with done and overdue', async (t) => {
  await app.moveClock('2025-04-10T07:00:00Z');
  const interestId = await newDeal();
  const orderId = await sentOrder(interestId, { product: 'BV300', quantity: '1' });
  await sentOrder(await newDeal(), { product: 'BV300', quantity: '1' });
  const documents = good(await anna.get(`${path.interest}${interestId}/documents`)) as unknown as Row[];
  t.same(documents.map((row) => row['entity']).sort(), ['core.printed_document', 'crm.commercial_offer', 'crm.customer_order', 'crm.invoice'], 'of this deal only');
  t.match(documents.find((row) => row['entity'] === 'crm.customer_order'), { id: orderId, kind: 'Заказ клиента', amount: '45600.00', href: `/api/crm/customer-orders/${orderId}`, states: [{ region: 'status', state: 'to_execute', label: 'К выполнению' }, {}, {}] });
  t.equal((await anna.get(`${path.interest}${orderId}/documents`)).status, 404);

  const mine = (await one(`select id from core_user where login = 'anna'`))['id'];
  const plan = async (): Promise<Row> => (await anna.get(`${path.interest}${interestId}/plan`)).body as Row;
  const make = async (title: string, end: string): Promise<Row> => good(await anna.post('/api/crm/work-plan-items', { interest_id: interestId, title, responsible_id: mine, planned_start: '2025-04-10', planned_end: end }));
  const [survey, visit, skipped] = [await make('Опросный лист', '2025-04-11'), await make('Выезд на объект', '2025-04-20'), await make('Лишнее', '2025-04-20')];
  t.match(await one('select t.title, t.state, t.subject_id, t.due_at from crm_work_plan_item w join core_task t on t.id = w.task_id where w.id = $1', [survey['id']]), { title: 'Опросный лист', state: 'new', subject_id: interestId }, 'somebody has it among his tasks');
  await app.moveClock('2025-04-12T07:00:00Z');
  t.match(await plan(), { totals: { all: 3, done: 0, overdue: 1 }, data: [{ title: 'Опросный лист', overdue: true }, { overdue: false }, {}] });
  const task = await one('select task_id from crm_work_plan_item where id = $1', [survey['id']]);
  good(await anna.send(`/api/core/tasks/${task['task_id']}`, 'task.done'));
  t.match((await plan())['totals'], { done: 1, overdue: 0 }, 'what is done as a task is done in the plan');
  good(await anna.patch(`/api/crm/work-plan-items/${visit['id']}`, { version: good(await anna.get(`/api/crm/work-plan-items/${visit['id']}`))['version'], state: 'done' }));
  t.equal((await one('select t.state from crm_work_plan_item w join core_task t on t.id = w.task_id where w.id = $1', [visit['id']]))['state'], 'done', 'and the other way round');
  const other = await one('select task_id from crm_work_plan_item where id = $1', [skipped['id']]);
  good(await anna.send(`/api/core/tasks/${other['task_id']}`, 'task.taken'));
  good(await anna.patch(`/api/crm/work-plan-items/${skipped['id']}`, { version: good(await anna.get(`/api/crm/work-plan-items/${skipped['id']}`))['version'], state: 'skipped' }));
  t.equal((await one('select state from core_task where id = $1', [other['task_id']]))['state'], 'cancelled', 'what is not needed is nobody’s task');
});

t.test('look-alikes are listed, going on is confirmed and kept; a blocked client orders nothing', async (t) => {
  const made = good(await anna.post(path.partner.slice(0, -1), { working_name: 'Лаптев и сыновья', phone: '8 (900) 000-10-10' }));
  const registration = { segment_id: await idOf('crm_segment', 'concrete'), partner_type_id: await idOf('crm_partner_type', 'final'), create_counterparty: false, contact: { last_name: 'Лаптев' } };
  const shown = await anna.send(path.partner + made['id'], 'client.registered', registration);
  t.same([shown.status, shown.body.code], [409, 'crm.duplicates_not_checked']);
  t.match(shown.body.params?.similar, [{ working_name: 'Лаптев', matches: ['name', 'phone'] }], 'the client with this phone is listed');
  t.equal((await anna.send(path.partner + made['id'], 'client.registered', { ...registration, segment_id: undefined, duplicates_checked: true })).body.code, 'crm.client_data_incomplete');
  good(await anna.send(path.partner + made['id'], 'client.registered', { ...registration, duplicates_checked: true }));
  const kept = await one(`select a.after, u.login from core_audit a join core_user u on u.id = a.actor_id where a.item_id = $1 and a.action = 'client.duplicates_confirmed'`, [made['id']]);
  t.match(kept, { login: 'anna', after: { similar: [{ working_name: 'Лаптев' }] } }, 'who went on, and in spite of whom');

  t.equal((await anna.send(path.partner + made['id'], 'partner.blocked', { comment: 'не платит' })).status, 403);
  const inquiry = good(await anna.post(path.inquiry.slice(0, -1), { channel: 'web_form', company_name: 'Лаптев и сыновья' }));
  good(await anna.send(path.inquiry + inquiry['id'], 'inquiry.converted', { service_type_id: service, partner_id: made['id'] }));
  const interestId = String((await one('select interest_id from crm_inquiry where id = $1', [inquiry['id']]))['interest_id']);
  good(await gromov.send(path.partner + made['id'], 'partner.blocked', { comment: 'не платит' }));
  t.equal((await anna.post(path.order.slice(0, -1), { interest_id: interestId, lines: [] })).body.code, 'crm.client_blocked');
});

t.test('what belongs to another manager’s client is not one’s own, until the client is handed over', async (t) => {
  const kirill = await app.as('kirill');
  const account = await one('select id from crm_counterparty where code = $1', ['known']);
  const counterparty = `/api/crm/counterparties/${account['id']}`;
  const contact = `/api/crm/contact-persons/${(await one(`select id from crm_contact_person where email = 'laptev@example.test'`))['id']}`;
  const version = async (url: string): Promise<number> => good(await gromov.get(url))['version'] as number;
  const patch = async (who: typeof anna, url: string, values: Row): Promise<number> => (await who.patch(url, { ...values, version: await version(url) })).status;
  t.equal(await patch(kirill, contact, { position_on_card: 'Владелец' }), 403);
  t.equal(await patch(anna, contact, { position_on_card: 'Владелец' }), 200);
  const partner = path.partner + (await idOf('crm_partner', 'known'));
  good(await gromov.patch(partner, { version: await version(partner), main_manager_id: (await one(`select id from core_user where login = 'kirill'`))['id'] }));
  t.equal(await patch(kirill, contact, { position_on_card: 'Хозяин' }), 200);
  t.equal(await patch(anna, contact, { position_on_card: 'Владелец' }), 403);
  t.match(await one('select u.login from crm_counterparty c join core_user u on u.id = c.manager_id where c.id = $1', [account['id']]), { login: 'kirill' });
  t.ok(await version(counterparty));
});
