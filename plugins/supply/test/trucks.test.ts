import t from 'tap';
import { accountant, all, app, clientOrder, confirmedFor, fill, formed, good, idOf, logistician, one, order, path, planned, refusal, second, state, stockOrder, storekeeper, supplierOrder, truck, violations } from './supply-desk.ts';
import type { Row } from './supply-desk.ts';

const DETAILS = { plate_number: 'А123ВС799', packing_cost: '350.00', freight_cost: '4200.00' };

async function patch(base: string, row: Row, values: Row): Promise<{ status: number; body: Row }> {
  const { version } = good(await logistician.get(base + row['id']));
  return logistician.call('PATCH', base + row['id'], { body: { version, ...values } }) as never;
}

async function upload(owner: string, name: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([`%PDF-1.4\n%âãÏÓ ${name}\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF`], { type: 'application/pdf' }), name);
  const response = await fetch(`${app.url}${owner}/files`, { method: 'POST', body: form, headers: { origin: app.url, ...logistician.cookies } });
  const body = (await response.json()) as Row;
  if (response.status >= 300) throw new Error(JSON.stringify(body));
  return String(body['data'][0].id);
}

/** An invoice with one position for every line of the truck. */
async function invoiceFor(row: Row, values: Row = {}): Promise<Row> {
  return good(await logistician.post(path.invoice.slice(0, -1), {
    truck_id: row['id'], invoice_number: '2025/1187', invoice_date: '2025-05-12', resa: 'fca', gross_weight: '2460.000', net_weight: '2310.000', packages_count: 5,
    lines: row['lines'].map((line: Row) => ({ truck_line_ids: [line['id']], price: '1500.00', hs_code: '8428399009' })), ...values,
  }));
}

/** A truck whose goods are on the road. */
async function dispatched(supplierOrders: readonly Row[]): Promise<Row> {
  const row = await formed(supplierOrders);
  good((await patch(path.truck, row, { ...DETAILS, carrier_id: await idOf('crm_partner', 'transevro') })) as never);
  await invoiceFor(row);
  good(await logistician.send(path.truck + row['id'], 'truck.posted'));
  good(await logistician.send(path.truck + row['id'], 'truck.dispatched'));
  return truck(String(row['id']));
}

t.test('TR-01, TR-02: candidates by ready date and factory, a proposal near 100 %, the plan on the sheet and with the supplier', async (t) => {
  const big = await stockOrder('SCREW', '12');
  const middle = await stockOrder('SCREW', '8');
  const small = await stockOrder('FRAME', '2');
  const late = await stockOrder('FRAME', '35', false);
  const candidates = good(await logistician.get('/api/supply/truck-candidates?factory=Rovigo&from=2025-05-01&to=2025-05-01'));
  t.match(candidates['groups'], [{ ready_date: '2025-05-01', factory: 'Rovigo', supplier_order_ids: [big['id'], middle['id'], small['id']] }]);
  t.notOk(candidates['data'].some((row: Row) => row['id'] === late['id']), 'not acknowledged yet');
  t.equal((await storekeeper.get('/api/supply/truck-candidates')).status, 403);
  const proposal = good(await logistician.post('/api/supply/truck-proposals', { factory: 'Rovigo', floor_metres: '20' }));
  t.match(proposal['data'], [{ method: 'exact', trucks: [{ supplier_order_ids: [big['id'], middle['id'], small['id']], volume: '90.000', fill_pct: '100.00', weight: '15280.000', floor: '18.333' }], left: [], oversized: [] }]);
  const narrow = good(await logistician.post('/api/supply/truck-proposals', { supplier_order_ids: [big['id'], middle['id'], small['id']], capacity: '40', trucks: 2 }));
  t.match(narrow['data'], [{ trucks: [{ supplier_order_ids: [middle['id'], small['id']] }], oversized: [big['id']] }], 'what fits no truck is left to people');
  t.equal((await logistician.post('/api/supply/truck-proposals', { trucks: 0 })).status, 422);

  t.match(refusal(await logistician.post(`${path.truck}plan`, { supplier_order_ids: ['11111111-1111-4111-8111-111111111111'] })), { status: 422, codes: ['supply.supplier_order_unknown'] });
  t.match(refusal(await logistician.post(`${path.truck}plan`, { supplier_order_ids: [big['id'], big['id']] })), { status: 422, codes: ['supply.line_twice'] });
  t.equal((await storekeeper.post(`${path.truck}plan`, { supplier_order_ids: [big['id']] })).status, 403);
  const row = await planned([big, late]);
  t.match(row, { status: 'planning', capacity: '90.000', max_weight_kg: '22000.000', loading_date: '2025-05-12', fill_pct: '0.00' });
  t.equal((await one(`select planned_truck_id from supply_truck_register_row where supplier_order_id = $1`, [late['id']]))['planned_truck_id'], row['id']);
  t.match(refusal(await logistician.send(path.truck + row['id'], 'truck.filled')), { status: 409, codes: ['supply.order_not_loadable'] }, 'an order without an acknowledgement is not loaded');
  good(await logistician.send(path.truck + row['id'], 'truck.replanned', { supplier_order_ids: [big['id'], middle['id']] }));
  t.match(await one(`select planned_truck_id, planned_load_date from supply_truck_register_row where supplier_order_id = $1`, [late['id']]), { planned_truck_id: null, planned_load_date: null });
  good(await logistician.send(path.truck + row['id'], 'truck.plan_sent'));
  t.ok((await truck(row['id']))['plan_sent_at']);
  t.match((await one(`select data_snapshot as data from core_printed_document where form_code = 'D-18' and subject_id = $1`, [row['id']]))['data'], { capacity: '90.000', size_total: '88.000', fill_pct: '97.78', orders: [{ our_ref: big['reference'], size: '52.800' }, { our_ref: middle['reference'] }] });
  const empty = good(await logistician.post(path.truck.slice(0, -1), {}));
  t.match(refusal(await logistician.send(path.truck + empty['id'], 'truck.plan_sent')), { status: 409, codes: ['core.guard_refused', 'supply.plan_empty'] });
  t.match(refusal(await logistician.send(path.truck + empty['id'], 'truck.filled')), { status: 409, codes: ['supply.truck_empty'] });

  // TR-03: a part of the plan; SO-06 when everything of an order is loaded.
  good(await logistician.send(path.truck + row['id'], 'truck.filled', { lines: [{ supplier_order_line_id: big['lines'][0].id }, { supplier_order_line_id: middle['lines'][0].id, quantity: '3' }] }));
  t.match(await truck(row['id']), { status: 'formed', load_total: '66.000', fill_pct: '73.33', load_weight_kg: '11100.000', lines: [{ quantity: '12.000' }, { quantity: '3.000' }] });
  t.same([await state('supply_supplier_order', big['id']), await state('supply_supplier_order', middle['id'])], ['in_truck', 'confirmed']);
  t.match(await supplierOrder(middle['id']), { lines: [{ loaded_qty: '3.000' }] });
  t.match((await all(`select text from core_notification where subject_id = $1`, [row['id']])).map((one) => one['text']), [/заполнена на 73\.33/]);
  t.match(good(await logistician.get(`${path.truck}${row['id']}/report`))['warnings'], [{ code: 'supply.underfilled' }]);
  t.match(refusal(await logistician.send(path.supplier + middle['id'], 'supplier_order.cancelled', { comment: 'нет' })), { status: 409, codes: ['core.guard_refused', 'supply.order_is_loaded'] });
  // TR-09, SO-09: cancelling frees everything.
  t.equal((await logistician.send(path.truck + row['id'], 'truck.cancelled', {})).status, 422);
  good(await logistician.send(path.truck + row['id'], 'truck.cancelled', { comment: 'перенос' }));
  t.same([await state('supply_supplier_order', big['id']), (await supplierOrder(big['id']))['lines'][0].loaded_qty], ['confirmed', '0.000']);
  t.same(await all(`select 1 from supply_truck_register_row where planned_truck_id = $1`, [row['id']]), []);
});

t.test('never more than ordered, by hand and at once', async (t) => {
  const goods = await stockOrder('SCREW', '10');
  const line = goods['lines'][0].id;
  const rows = [await planned([goods]), await planned([goods])];
  const wrong = async (data: Row, row = rows[0]): Promise<{ status: number; codes: string[] }> => refusal(await logistician.send(path.truck + row?.['id'], 'truck.filled', data));
  t.match(await wrong({ lines: [{ supplier_order_line_id: line, quantity: '10.001' }] }), { status: 422, codes: ['supply.more_than_ordered'] });
  t.match(await wrong({ lines: [{ supplier_order_line_id: line, quantity: '1' }, { supplier_order_line_id: line, quantity: '1' }] }), { status: 422, codes: ['supply.line_twice'] });
  t.match(await wrong({ lines: [{ supplier_order_line_id: rows[0]?.['id'] }] }), { status: 422, codes: ['supply.line_unknown'] });
  t.match(refusal((await patch(path.truck, rows[0] as Row, { lines: [{ supplier_order_line_id: line, quantity: '1' }] })) as never), { status: 409, codes: ['supply.truck_lines_need_forming'] });
  const fillOf = (client: typeof logistician, row: Row | undefined) => client.send(path.truck + row?.['id'], 'truck.filled', { lines: [{ supplier_order_line_id: line, quantity: '7' }] });
  const answers = await Promise.all([fillOf(logistician, rows[0]), fillOf(second, rows[1])]);
  t.same(answers.map((one) => one.status).sort(), [200, 422], 'two people load seven of the same ten: one is told what is left');
  const loser = answers.find((one) => one.status === 422)?.body as Row;
  t.match(loser['errors'], [{ pointer: '/lines/0/quantity', message: /7 .*3\.000|3\.000/ }]);
  t.equal((await supplierOrder(goods['id']))['lines'][0].loaded_qty, '7.000');
  const [winner, other] = answers[0]?.status === 200 ? rows : [...rows].reverse();
  good(await logistician.send(path.truck + other?.['id'], 'truck.filled', { lines: [{ supplier_order_line_id: line }] }));
  t.match(await truck(other?.['id']), { lines: [{ quantity: '3.000' }] }, 'without a quantity what is left');
  t.equal(await state('supply_supplier_order', goods['id']), 'in_truck');

  const move = (data: Row) => logistician.send(path.truck + winner?.['id'], 'truck.line_moved', data);
  const own = (await truck(winner?.['id']))['lines'][0];
  t.match(refusal(await move({ truck_line_id: own.id, to_truck_id: winner?.['id'] })), { status: 422, codes: ['supply.truck_unknown'] });
  t.match(refusal(await move({ truck_line_id: (await truck(other?.['id']))['lines'][0].id, to_truck_id: other?.['id'] })), { status: 422, codes: ['supply.line_unknown'] });
  t.match(refusal(await move({ truck_line_id: own.id, to_truck_id: other?.['id'], quantity: '8' })), { status: 422, codes: ['supply.more_than_in_line'] });
  t.match(refusal(await move({ truck_line_id: own.id, to_truck_id: (await planned([await stockOrder('FRAME', '1')]))['id'] })), { status: 409, codes: ['supply.truck_not_forming'] });
  good(await move({ truck_line_id: own.id, to_truck_id: other?.['id'], quantity: '2' }));
  t.same([(await truck(winner?.['id']))['lines'][0].quantity, (await truck(other?.['id']))['lines'][0].quantity, (await supplierOrder(goods['id']))['lines'][0].loaded_qty], ['5.000', '5.000', '10.000']);
  good(await move({ truck_line_id: own.id, to_truck_id: other?.['id'] }));
  t.same([(await truck(winner?.['id']))['lines'], (await truck(other?.['id']))['load_total']], [[], '44.000']);
  t.equal(await state('supply_supplier_order', goods['id']), 'in_truck', 'moving changes nothing for the supplier order');
});

t.test('TR-04: a truck is posted with all its papers, and recalled until they are sent (TR-10)', async (t) => {
  const client = await clientOrder([['SCREW', '3'], ['FRAME', '1']]);
  const row = await formed([await confirmedFor(client)]);
  t.same(refusal(await logistician.send(path.truck + row['id'], 'truck.posted')), {
    status: 409, codes: ['core.guard_refused', 'supply.plate_required', 'supply.costs_required', 'supply.invoice_required', 'supply.lines_without_invoice'],
  }, 'every reason at once');
  good((await patch(path.truck, row, DETAILS)) as never);
  // The order of the rows is that of the producer's invoice.
  good((await patch(path.truck, row, { lines: [...row['lines']].reverse().map((line: Row) => ({ id: line['id'], quantity: line['quantity'] })) })) as never);
  t.match(await truck(row['id']), { lines: [{ id: row['lines'][1].id, line_no: 1 }, { id: row['lines'][0].id, line_no: 2 }] });

  const invoice = { truck_id: row['id'], invoice_number: '2025/1187', invoice_date: '2025-05-12', resa: 'fca', gross_weight: '2460.000', net_weight: '2310.000', packages_count: 5 };
  const [screw, frame] = row['lines'];
  const wrong = async (values: Row): Promise<{ status: number; codes: string[] }> => refusal(await logistician.post(path.invoice.slice(0, -1), { ...invoice, ...values }));
  t.match(await wrong({ net_weight: '2460.001' }), { status: 422, codes: ['supply.net_over_gross'] });
  t.match(await wrong({ resa: 'xyz' }), { status: 422 });
  t.match(await wrong({ lines: [{ truck_line_ids: [row['id']], price: '1.00', full_name: 'x', quantity: '1' }] }), { status: 422, codes: ['supply.line_of_another_truck'] });
  t.match(await wrong({ lines: [{ truck_line_ids: [screw.id], price: '1.00' }, { truck_line_ids: [screw.id], price: '1.00' }] }), { status: 422, codes: ['supply.line_in_two_positions'] });
  t.match(await wrong({ lines: [{ truck_line_ids: [screw.id], price: '10.00', price_parts: [{ position: '1', amount: '4.00' }, { position: '2', amount: '5.00' }] }] }), { status: 422, codes: ['supply.price_parts_differ'] });
  t.match(await wrong({ truck_id: '11111111-1111-4111-8111-111111111111' }), { status: 422, codes: ['supply.truck_unknown'] });
  const made = good(await logistician.post(path.invoice.slice(0, -1), { ...invoice, lines: [{ truck_line_ids: [screw.id], price_parts: [{ position: '1', amount: '7000.50' }, { position: '2', amount: '349.50' }], serial_number: 'SN-1' }] }));
  t.match(made, { total: '22050.00', lines: [{ article: 'SC273-4', hs_code: '8428399009', full_name: 'Конвейер винтовой ШК-273/4000', quantity: '3.000', price: '7350.00', total: '22050.00' }] }, 'completed from the product; the price is the sum of the parts');
  t.same(refusal(await logistician.send(path.truck + row['id'], 'truck.posted')).codes, ['core.guard_refused', 'supply.lines_without_invoice']);
  t.match(refusal((await patch(path.invoice, made, { lines: [{ id: made['lines'][0].id }, { truck_line_ids: [frame.id], price: '160.00', full_name: 'Рама опорная' }, { truck_line_ids: [frame.id], price: '160.00' }] })) as never), { status: 422, codes: ['supply.line_in_two_positions'] });
  good((await patch(path.invoice, made, { lines: [{ id: made['lines'][0].id }, { truck_line_ids: [frame.id], price: '160.00', full_name: 'Рама опорная' }] })) as never);
  t.same(refusal(await logistician.send(path.truck + row['id'], 'truck.posted')).codes, ['core.guard_refused', 'supply.invoice_incomplete'], 'no HS code');
  const now = good(await logistician.get(path.invoice + made['id']));
  good((await patch(path.invoice, made, { lines: now['lines'].map((line: Row) => ({ id: line['id'], hs_code: line['hs_code'] ?? '8431390009' })) })) as never);
  t.equal((await storekeeper.send(path.truck + row['id'], 'truck.posted')).status, 403);
  good(await logistician.send(path.truck + row['id'], 'truck.posted'));
  t.match(refusal((await patch(path.truck, row, { plate_number: 'Х000ХХ00' })) as never), { status: 409, codes: ['supply.truck_is_kept'] });
  t.match(refusal((await patch(path.invoice, made, { gross_weight: '1' })) as never), { status: 409, codes: ['supply.truck_is_kept'] });
  good(await logistician.send(path.truck + row['id'], 'truck.recalled'));
  t.equal(await state('supply_truck', row['id'], 'status'), 'formed');
  good(await logistician.send(path.truck + row['id'], 'truck.posted'));
  good(await logistician.send(path.truck + row['id'], 'truck.invoices_printed'));
  t.match(await all(`select data_snapshot as data from core_printed_document where form_code = 'D-09' and subject_id = $1`, [made['id']]), [{ data: { number: '2025/1187', resa: 'FCA', total: '22210.00', gross_weight: '2460.000', plate_number: 'А123ВС799', lines: [{ hs_code: '8428399009', serial_number: 'SN-1' }, { hs_code: '8431390009', article: 'OR4' }] } }]);
  // The packing list says something else than the invoices: a note, no refusal.
  good((await patch(path.truck, row, { packing_gross_weight: '2461.000', packing_packages: 5 })) as never);
  t.match(good(await logistician.get(`${path.truck}${row['id']}/report`))['warnings'].map((warning: Row) => warning['message']).filter((text: string) => text.includes('паккинг')), ['Брутто: по паккинг-листу 2461.000, по инвойсам 2460.000.']);

  // TR-05, O-17.
  t.match(refusal(await logistician.send(path.truck + row['id'], 'truck.dispatched')), { status: 409, codes: ['core.guard_refused', 'supply.carrier_required'] });
  t.match(refusal((await patch(path.truck, row, { carrier_id: await idOf('crm_partner', 'ferro') })) as never), { status: 422, codes: ['supply.not_a_carrier'] });
  good((await patch(path.truck, row, { carrier_id: await idOf('crm_partner', 'transevro') })) as never);
  good(await logistician.send(path.truck + row['id'], 'truck.dispatched'));
  t.match(await order(client['id']), { execution_stage: 'in_transit' }, 'switched on in this company');
  t.match(refusal(await logistician.send(path.truck + row['id'], 'truck.recalled')), { status: 409, codes: ['core.event_not_available'] });

  // TR-06: the breakdowns of both customs, missing fields first, sums exact.
  const report = async (): Promise<string[]> => good(await logistician.get(`${path.truck}${row['id']}/report`))['missing'].map((gap: Row) => `${gap['zone']} ${gap['code']}`);
  t.same(await report(), ['by supply.breakdown_missing', 'ru supply.breakdown_missing']);
  t.match(refusal(await logistician.send(path.truck + row['id'], 'truck.customs_docs_sent')), { status: 409, codes: ['core.guard_refused', 'supply.breakdown_incomplete'] });
  const by = good(await logistician.post(path.breakdown.slice(0, -1), { truck_id: row['id'], zone: 'by' }));
  t.match(by['lines'].map((line: Row) => [line['gross_weight'], line['net_weight'], line['packages_count']]), [['2220.000', '2100.000', 5], ['240.000', '210.000', 0]], 'shared by the weights of the products, the sums tie');
  t.match(refusal(await logistician.post(path.breakdown.slice(0, -1), { truck_id: row['id'], zone: 'by' })), { status: 409, codes: ['supply.breakdown_exists'] });
  const lines = (packages: readonly number[], values: readonly Row[] = [{}, {}]): Row[] => by['lines'].map((line: Row, at: number) => ({ id: line['id'], packages_count: packages[at], ...values[at] }));
  good((await patch(path.breakdown, by, { lines: lines([3, 1]) })) as never);
  t.same(await report(), ['ru supply.breakdown_missing', 'by supply.packages_differ'], 'fields first, then sums');
  t.match(refusal((await patch(path.breakdown, by, { lines: lines([3, 2], [{ net_weight: '2220.001' }, {}]) })) as never), { status: 422, codes: ['supply.net_over_gross'] });
  good((await patch(path.breakdown, by, { lines: lines([3, 2]) })) as never);
  const ru = good(await logistician.post(path.breakdown.slice(0, -1), { truck_id: row['id'], zone: 'ru' }));
  t.same([...new Set(await report())], ['ru supply.agreement_required', 'ru supply.technical_description_required', 'ru supply.equipment_sheet_required']);
  const owner = `/api/supply/customs-breakdowns/${ru['id']}`;
  const [agreement, sheet] = [await upload(owner, 'agreement.pdf'), await upload(owner, 'conveyor.pdf')];
  const conformity = good(await logistician.post('/api/supply/conformity-documents', { kind: 'declaration', number: 'RU Д-IT.1', valid_to: '2025-03-01' }));
  good((await patch(path.breakdown, ru, {
    supplementary_agreement_id: agreement, lines: ru['lines'].map((line: Row) => ({ id: line['id'], technical_description: 'Винтовой конвейер для цемента', equipment_sheet_id: sheet, conformity_required: true })),
  })) as never);
  t.same([...new Set(await report())], ['ru supply.conformity_required']);
  good((await patch(path.breakdown, ru, { lines: ru['lines'].map((line: Row) => ({ id: line['id'], technical_description: 'Винтовой конвейер для цемента', equipment_sheet_id: sheet, conformity_required: true, conformity_document_id: conformity['id'] })) })) as never);
  t.same(await report(), []);
  t.ok(good(await logistician.get(`${path.truck}${row['id']}/report`))['warnings'].some((warning: Row) => warning['code'] === 'supply.conformity_expired'), 'an expired declaration is a warning');
  t.equal((await storekeeper.send(path.truck + row['id'], 'truck.customs_docs_sent')).status, 403);
  good(await logistician.send(path.truck + row['id'], 'truck.customs_docs_sent'));
  t.match(await truck(row['id']), { status: 'at_customs', customs_docs_sent_at: Date });
  t.match(refusal((await patch(path.breakdown, by, { lines: lines([5, 0]) })) as never), { status: 409, codes: ['supply.breakdown_is_sent'] });
  t.same((await all(`select form_code from core_printed_document where subject_id = any($1::uuid[]) order by 1`, [[by['id'], ru['id']]])).map((one) => one['form_code']), ['D-10', 'D-11', 'D-12a']);
});

t.test('TR-07, TR-08: the warehouse takes the goods over; a short delivery stays open and is loaded again', async (t) => {
  const client = await clientOrder([['SCREW', '3']]);
  const own = await confirmedFor(client);
  const stock = await stockOrder('VALVE', '10');
  const promised = await clientOrder([['VALVE', '6']]);
  good(await fill(promised, 'from_supplier_orders'));
  const row = await dispatched([own, stock]);
  const delivery = await one(`select * from warehouse_expected_delivery where source_id = $1`, [row['id']]);
  t.match(delivery, { source_entity: 'supply.truck', source_number: row['number'], arrived_at: null, customs_required: false });
  t.match(await all(`select l.quantity, l.order_line_id from warehouse_expected_line l join warehouse_expected_invoice i on i.id = l.invoice_id where i.delivery_id = $1 order by l.line_no`, [delivery['id']]), [
    { quantity: '3.000', order_line_id: client['lines'][0].id }, { quantity: '6.000', order_line_id: promised['lines'][0].id }, { quantity: '4.000', order_line_id: null },
  ], 'cut by the clients they are for');
  t.equal((await one(`select extra_cost from warehouse_expected_invoice where delivery_id = $1`, [delivery['id']]))['extra_cost'], '4550.00', 'packing and freight');
  t.equal((await logistician.send(path.truck + row['id'], 'truck.arrived')).status, 403);
  good(await storekeeper.send(path.truck + row['id'], 'truck.arrived'));
  t.match(await all(`select title, assignee_role from core_task where subject_id = $1 and state = 'new'`, [row['id']]), [{ assignee_role: 'warehouse_head', title: /паккинг-листом/ }]);

  // Two of the three screws have come.
  const form = new FormData();
  form.append('file', new Blob(['Наименование;Артикул;Количество\nВинтовой конвейер ШК-273;SC273-4;3\nКлапан КП-273;KP273;10\n'], { type: 'text/csv' }), 'list.csv');
  const response = await fetch(`${app.url}/api/warehouse/expected-deliveries/${delivery['id']}/packing-list`, { method: 'POST', body: form, headers: { origin: app.url, ...storekeeper.cookies } });
  const list = (await response.json()) as Row;
  t.equal(response.status, 201, JSON.stringify(list));
  good(await storekeeper.call('PATCH', path.list + list['id'], { body: { version: list['version'], lines: list['lines'].map((line: Row) => ({ id: line['id'], product_id: line['product_id'], expected_line_id: line['expected_line_id'], product_text: line['product_text'], listed_qty: line['listed_qty'], actual_qty: line['product_text'].includes('конвейер') ? '2' : line['listed_qty'] })) } }));
  good(await storekeeper.send(path.list + list['id'], 'packing_list.checked'));
  const counted = good(await storekeeper.get(path.list + list['id']));
  t.equal(counted['state'], 'discrepancy');
  good(await storekeeper.send(path.list + list['id'], 'packing_list.resolved', { resolution: 'Один конвейер не приехал', accepted: counted['lines'].map((line: Row) => ({ line_id: line['id'], quantity: line['actual_qty'] })) }));
  const receipts = good(await accountant.post(`/api/warehouse/expected-deliveries/${delivery['id']}/receipts`, {}));
  t.equal(await state('supply_truck', row['id'], 'status'), 'arrived', 'a draft is not a receipt');
  const [receipt] = receipts['data'];
  good(await accountant.send(path.receipt + receipt.id, 'goods_receipt.posted'));
  t.equal(await state('supply_truck', row['id'], 'status'), 'received');
  t.match(await supplierOrder(stock['id']), { state: 'received', lines: [{ received_qty: '10.000' }] });
  t.match(await supplierOrder(own['id']), { state: 'confirmed', lines: [{ received_qty: '2.000', loaded_qty: '2.000' }] }, 'the missing one may be loaded again');
  t.match(await order(promised['id']), { execution_stage: 'in_stock', lines: [{ supply_state: 'in_stock', reserved_qty: '6.000' }] });
  t.equal((await order(client['id']))['execution_stage'], 'in_transit', 'one is still missing');
  t.same(await all(`select 1 from core_task where subject_id = $1 and state = 'new'`, [row['id']]), []);
  t.same(await violations(), []);

  const next = await formed([own]);
  t.match(next['lines'], [{ quantity: '1.000' }]);
  t.equal(await state('supply_supplier_order', own['id']), 'in_truck');
  good(await logistician.send(path.truck + next['id'], 'truck.cancelled', { comment: 'не поедет' }));

  // A receipt that is taken back leads everything back.
  good(await accountant.send(path.receipt + receipt.id, 'goods_receipt.cancelled', { comment: 'ошибка' }));
  t.equal(await state('supply_truck', row['id'], 'status'), 'arrived');
  t.match(await supplierOrder(own['id']), { state: 'in_truck', lines: [{ received_qty: '0.000', loaded_qty: '3.000' }] });
  t.equal(await state('supply_supplier_order', stock['id']), 'in_truck');
  t.same(await violations(), []);
});

t.test('what was ordered for a cancelled order comes for stock', async (t) => {
  const client = await clientOrder([['FRAME', '2']]);
  const own = await confirmedFor(client, '2025-04-20');
  const reason = await one(`select id from crm_refusal_reason where code = 'project_cancelled'`);
  await app.write(async (uow) => uow.query(`update crm_customer_order set paid_total = 0 where id = $1`, [client['id']]));
  const anna = await app.as('anna');
  good(await anna.send(path.order + client['id'], 'order.cancelled', { cancel_reason_id: reason['id'] }));
  t.match(await all(`select title from core_task where subject_id = $1 and state = 'new'`, [client['id']]), [{ title: /отменён/ }]);
  const other = await clientOrder([['FRAME', '1']]);
  good(await fill(other, 'from_supplier_orders'));
  t.match(await order(other['id']), { execution_stage: 'placed', lines: [{ supplier_order_line_id: own['lines'][0].id }] }, 'the free goods are promised to another');
  const row = await dispatched([own]);
  t.match(await all(`select l.quantity, l.order_line_id from warehouse_expected_line l join warehouse_expected_invoice i on i.id = l.invoice_id join warehouse_expected_delivery d on d.id = i.delivery_id where d.source_id = $1 order by l.line_no`, [row['id']]), [
    { quantity: '1.000', order_line_id: other['lines'][0].id }, { quantity: '1.000', order_line_id: null },
  ]);
  t.same(await violations(), []);
});
