import t from 'tap';
import { all, app, buyer, clientOrder, confirmedFor, draftFor, fill, good, idOf, logistician, manager, one, order, path, planned, refusal, second, state, stockOrder, storekeeper, supplierOrder, violations } from './supply-desk.ts';
import type { Row } from './supply-desk.ts';

t.test('an order whose paid share does not fit the schedule is absent from the list, with the reason', async (t) => {
  const paid = await clientOrder([['SCREW', '3'], ['MOUNT', '1'], ['VALVE', '2']]);
  const short = await clientOrder([['SCREW', '1']], { paid: 0.3 });
  const list = good(await logistician.get('/api/supply/orders-to-place'));
  t.match(list['data'].find((row: Row) => row['id'] === paid['id'])?.lines.map((line: Row) => [line['product'], line['action'], line['free_stock']]), [['Винтовой конвейер ШК-273', 'supply_separately', '0.000'], ['Монтаж', 'not_required', '0.000'], ['Клапан КП-273', 'reserve', '5.000']]);
  t.notOk(list['data'].some((row: Row) => row['id'] === short['id']));
  t.match(list['blocked'].find((row: Row) => row['id'] === short['id']), { code: 'advance_not_paid', reason: /36000.* 60000/ });
  t.same(refusal(await fill(short, 'supply_separately')), { status: 409, codes: ['core.guard_refused', 'advance_not_paid'] });
  await app.write(async (uow) => uow.query(`update crm_customer_order_line set supply_action = 'supply_separately' where order_id = $1`, [short['id']]));
  t.match(refusal(await logistician.post(`${path.supplier}from-lines`, { supplier_id: await idOf('crm_partner', 'ferro'), line_ids: [short['lines'][0].id] })), { status: 409, codes: ['supply.not_to_place', 'advance_not_paid'] });
  t.equal((await fill(paid, 'reserve', manager)).status, 403, 'filling is the logistician’s');
});

t.test('SO-01, SO-02: one call makes the order from the lines, posting it places the client’s order (O-15)', async (t) => {
  const client = await clientOrder([['SCREW', '3'], ['FRAME', '1']], { macbuild: '048213077' });
  const refused = async (values: Row): Promise<{ status: number; codes: string[] }> => refusal(await logistician.post(`${path.supplier}from-lines`, { supplier_id: await idOf('crm_partner', 'ferro'), line_ids: client['lines'].map((line: Row) => line['id']), ...values }));
  t.same(await refused({}), { status: 422, codes: ['supply.not_separately'] }, 'the supply was not chosen');
  good(await fill(client, 'supply_separately'));
  t.same(await refused({ supplier_id: await idOf('crm_partner', 'transevro') }), { status: 422, codes: ['supply.not_a_supplier'] });
  t.same(await refused({ line_ids: ['11111111-1111-4111-8111-111111111111'] }), { status: 422, codes: ['supply.nothing_to_order'] });
  t.match(await refused({ line_ids: [client['lines'][0].id, client['lines'][0].id] }), { status: 422, codes: ['supply.line_twice'] });
  t.equal((await manager.post(`${path.supplier}from-lines`, { supplier_id: await idOf('crm_partner', 'ferro'), line_ids: [client['lines'][0].id] })).status, 403);

  const draft = await draftFor(client, { reference: 'ПТ-25-017', prices: { [client['lines'][0].id]: '7350.00' } });
  t.match(draft, { state: 'draft', macbuild_number: '048213077', customer_order_id: client['id'], total: '22050.00', reference: 'ПТ-25-017' });
  t.match(draft['lines'].map((line: Row) => [line['quantity'], line['load_volume'], line['gross_weight_kg'], line['floor_metres']]), [['3.000', '13.200', '2220.000', '2.750'], ['1.000', '1.000', '240.000', null]]);
  t.match(await refused({ line_ids: [client['lines'][1].id] }), { status: 422, codes: ['supply.more_than_needed'] }, 'a draft holds its lines');
  t.same(refusal(await logistician.call('PATCH', path.supplier + draft['id'], { body: { version: draft['version'], lines: [{ id: draft['lines'][0].id, customer_order_line_id: client['lines'][0].id, quantity: '4' }] } })), { status: 422, codes: ['supply.more_than_needed'] });
  t.same(refusal(await logistician.call('PATCH', path.supplier + draft['id'], { body: { version: draft['version'], lines: [{ product_id: await idOf('crm_product', 'MOUNT'), quantity: '1' }] } })), { status: 422, codes: ['supply.not_goods'] });
  t.equal(await state('crm_customer_order', client['id'], 'execution_stage'), 'to_place');
  good(await buyer.send(path.supplier + draft['id'], 'supplier_order.posted'));
  const now = await order(client['id']);
  t.match(now, { execution_stage: 'placed', lines: [{ supply_state: 'ordered', supplier_order_line_id: draft['lines'][0].id }, { supply_state: 'ordered' }] });
  t.match(await one(`select posting_state from supply_supplier_order where id = $1`, [draft['id']]), { posting_state: 'posted' });
  t.same((await one(`select transition_code from core_history where item_id = $1 and region = 'execution_stage' order by version desc limit 1`, [client['id']]))['transition_code'], 'O-15');

  const other = await draftFor(await clientOrder([['SCREW', '1']]), { reference: null as never, }).catch((error: Error) => error.message);
  t.match(other, /reference/, 'a null is no reference: leave it out');
  const nameless = good(await logistician.post(path.supplier.slice(0, -1), { supplier_id: await idOf('crm_partner', 'ferro') }));
  t.same(refusal(await logistician.send(path.supplier + nameless['id'], 'supplier_order.posted')), { status: 409, codes: ['core.guard_refused', 'supply.order_without_lines', 'supply.reference_required'] }, 'every reason at once');
  t.match(refusal(await logistician.call('PATCH', path.supplier + nameless['id'], { body: { version: nameless['version'], reference: 'ПТ-25-017' } })), { status: 422, codes: ['supply.reference_taken'] });
  t.match(refusal(await logistician.call('PATCH', path.supplier + draft['id'], { body: { version: (await supplierOrder(draft['id']))['version'], lines: [] } })), { status: 409, codes: ['supply.order_is_kept'] });
});

t.test('several suppliers for one order: the stage changes when every line is covered', async (t) => {
  const client = await clientOrder([['SCREW', '2'], ['FRAME', '2']]);
  good(await fill(client, 'supply_separately'));
  const make = async (index: number, reference: string): Promise<Row> => good(await logistician.post(`${path.supplier}from-lines`, { supplier_id: await idOf('crm_partner', 'ferro'), line_ids: [client['lines'][index].id], reference }));
  const first = await make(0, 'S-1');
  const later = await make(1, 'S-2');
  good(await logistician.send(path.supplier + first['id'], 'supplier_order.posted'));
  t.match(await order(client['id']), { execution_stage: 'to_place', lines: [{ supply_state: 'ordered' }, { supply_state: 'none' }] });
  good(await logistician.send(path.supplier + later['id'], 'supplier_order.posted'));
  t.match(await order(client['id']), { execution_stage: 'placed' });
});

t.test('SO-03, SO-04: the acknowledgement fills the order, the client’s date is proposed anew and the manager told', async (t) => {
  const client = await clientOrder([['SCREW', '1']]);
  const draft = await draftFor(client);
  t.match(refusal(await logistician.send(path.supplier + draft['id'], 'supplier_order.confirmed', { acknowledgement_number: 'X' })), { status: 409, codes: ['core.event_not_available'] }, 'not before posting');
  good(await logistician.send(path.supplier + draft['id'], 'supplier_order.posted'));
  t.equal((await logistician.send(path.supplier + draft['id'], 'supplier_order.confirmed', {})).status, 422, 'the number is needed');
  t.equal((await storekeeper.send(path.supplier + draft['id'], 'supplier_order.confirmed', { acknowledgement_number: 'X' })).status, 403);
  good(await logistician.send(path.supplier + draft['id'], 'supplier_order.confirmed', { acknowledgement_number: 'OC-25-4471', ready_date: '2025-05-05' }));
  t.match(await supplierOrder(draft['id']), { state: 'confirmed', acknowledgement_number: 'OC-25-4471', ready_date: '2025-05-05', acknowledgement_date: '2025-03-24', proposed_promise: '2025-05-19' });
  const news = async (): Promise<Row[]> => all(`select text from core_notification where subject_id = $1 order by created_at, text`, [client['id']]);
  t.same(await news(), [], 'earlier than promised: nobody is disturbed');
  good(await logistician.send(path.supplier + draft['id'], 'supplier_order.confirmed', { acknowledgement_number: 'OC-25-4471', ready_date: '2025-06-02' }));
  t.match((await news())[0]?.['text'], /16\.06\.2025.*позже обещанного \(10\.06\.2025\)/);
  t.match(await order(client['id']), { promised_date: '2025-06-10' }, 'proposed, not written');
  t.same((await all(`select data->>'ready_date' as ready_date from core_history where item_id = $1 and event = 'supplier_order.confirmed' order by version`, [draft['id']])).map((row) => row['ready_date']), ['2025-05-05', '2025-06-02'], 'every ready date stays in the history');
  t.equal((await logistician.send(path.supplier + draft['id'], 'supplier_order.promise_accepted')).status, 403, 'the promise is the manager’s');
  good(await manager.send(path.supplier + draft['id'], 'supplier_order.promise_accepted'));
  t.match(await order(client['id']), { promised_date: '2025-06-16', event_date: '2025-06-16' });
  t.match(refusal(await manager.send(path.supplier + draft['id'], 'supplier_order.promise_accepted')), { status: 409, codes: ['core.guard_refused', 'supply.no_promise'] });
  const undated = await draftFor(await clientOrder([['FRAME', '1']]));
  good(await logistician.send(path.supplier + undated['id'], 'supplier_order.posted'));
  good(await logistician.send(path.supplier + undated['id'], 'supplier_order.confirmed', { acknowledgement_number: 'OC-2' }));
  t.match(await supplierOrder(undated['id']), { ready_date: '2025-05-05' }, 'the usual term: 42 days');
});

t.test('SO-08: a cancelled supplier order uncovers the lines (O-22) and asks the logistician', async (t) => {
  const client = await clientOrder([['SCREW', '2']]);
  const made = await confirmedFor(client);
  t.equal((await logistician.send(path.supplier + made['id'], 'supplier_order.cancelled', {})).status, 422, 'a reason is needed');
  t.equal((await buyer.send(path.supplier + made['id'], 'supplier_order.cancelled', { comment: 'нет' })).status, 403);
  good(await logistician.send(path.supplier + made['id'], 'supplier_order.cancelled', { comment: 'завод отказал' }));
  t.match(await order(client['id']), { execution_stage: 'to_place', lines: [{ supply_state: 'none', supplier_order_line_id: null }] });
  t.match(await all(`select title from core_task where subject_id = $1 and state = 'new'`, [client['id']]), [{ title: /снова не обеспечена/ }]);
  const again = await draftFor(await order(client['id']), { reference: made['reference'] });
  good(await logistician.send(path.supplier + again['id'], 'supplier_order.posted'));
  t.equal(await state('crm_customer_order', client['id'], 'execution_stage'), 'placed', 'the reference is free again');
  const draft = await draftFor(await clientOrder([['SCREW', '1']]));
  good(await logistician.send(path.supplier + draft['id'], 'supplier_order.cancelled', { comment: 'ошибка' }));
});

t.test('goods on the way are promised from supplier orders, never more than is free', async (t) => {
  const stock = await stockOrder('VALVE', '10');
  const [first, later] = [await clientOrder([['VALVE', '7']]), await clientOrder([['VALVE', '7']])];
  t.match(good(await logistician.get(`/api/supply/customer-orders/${first['id']}/proposal`))['data'], [{ needed: '7.000', free_stock: '5.000', free_incoming: '10.000', action: 'from_supplier_orders' }]);
  good(await fill(first, 'from_supplier_orders'));
  t.match(await order(first['id']), { execution_stage: 'placed', lines: [{ supply_state: 'ordered', supply_action: 'from_supplier_orders', supplier_order_line_id: stock['lines'][0].id }] });
  const refused = await fill(later, 'from_supplier_orders');
  t.match(refused.body, { code: 'supply.incoming_refused', reasons: [{ code: 'supply.not_enough_incoming', facts: { wanted: '7.000', free: '3.000' } }] });
  t.match(await order(later['id']), { execution_stage: 'to_place', lines: [{ supply_action: null }] }, 'nothing half done');
  good(await fill(await order(first['id']), 'supply_separately'));
  t.match(await order(first['id']), { execution_stage: 'to_place', lines: [{ supply_state: 'none' }] }, 'another choice lets go of the promise');
  good(await fill(later, 'from_supplier_orders'));
  good(await logistician.send(path.supplier + stock['id'], 'supplier_order.cancelled', { comment: 'завод отказал' }));
  t.match(await order(later['id']), { execution_stage: 'to_place', lines: [{ supply_state: 'none' }] }, 'a promise ends with its order');

  const wanted = await clientOrder([['VALVE', '1']]);
  const bound = await draftFor(wanted);
  t.match(refusal(await fill(await order(wanted['id']), 'reserve')), { status: 409, codes: ['supply.line_is_ordered'] }, 'what is on an order of its own stays there');
  good(await logistician.send(path.supplier + bound['id'], 'supplier_order.cancelled', { comment: 'иначе' }));

  // Two logisticians promise the same ten goods at once.
  const again = await stockOrder('FRAME', '10');
  const rivals = [await clientOrder([['FRAME', '6']]), await clientOrder([['FRAME', '6']])];
  const answers = await Promise.all(rivals.map((one, at) => fill(one, 'from_supplier_orders', at === 0 ? logistician : second)));
  t.same(answers.map((one) => one.status).sort(), [200, 409]);
  t.equal((await one(`select sum(quantity) as promised from supply_incoming_allocation where supplier_order_line_id = $1 and released_at is null`, [again['lines'][0].id]))['promised'], '6.000');
});

t.test('SO-05: ready by hand or by the clock; the register row carries the plan', async (t) => {
  const byHand = await confirmedFor(await clientOrder([['SCREW', '1']]), '2025-04-01');
  const byClock = await confirmedFor(await clientOrder([['SCREW', '1']]), '2025-03-25');
  good(await logistician.send(path.supplier + byHand['id'], 'supplier_order.ready'));
  t.equal(await state('supply_supplier_order', byHand['id']), 'ready');
  await app.moveClock('2025-03-25T08:00:00Z');
  t.equal(await state('supply_supplier_order', byClock['id']), 'ready');
  t.match(await all(`select event, actor_id is not null as by from core_history where item_id = $1 order by version desc limit 1`, [byClock['id']]), [{ event: 'supplier_order.ready' }]);
  const row = await planned([byHand, byClock]);
  t.match(await all(`select planned_truck_id, planned_load_date from supply_truck_register_row where supplier_order_id = any($1::uuid[])`, [[byHand['id'], byClock['id']]]), [{ planned_truck_id: row['id'], planned_load_date: '2025-05-12' }, { planned_truck_id: row['id'] }]);
});

t.test('everything adds up', async (t) => {
  t.same(await violations(), []);
});
