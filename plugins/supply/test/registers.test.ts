import ExcelJS from 'exceljs';
import t from 'tap';
import { compareRegister, matchRows } from '../registers/compare-register.ts';
import type { SheetRow } from '../registers/compare-register.ts';
import { readSheet } from '../registers/read-sheet.ts';
import type { RegisterName, RegisterRow } from '../registers/sheets.ts';
import { customsGaps } from '../services/customs-gaps.ts';
import { shareCost, slicesOf } from '../services/announce-delivery.ts';
import { shareWhole } from '../services/propose-breakdown.ts';
import { loadOf, shareOf } from '../save-rules/truck-card.ts';
import { floorOf } from '../save-rules/supplier-order-card.ts';
import { all, app, clientOrder, confirmedFor, draftFor, good, logistician, planned, stockOrder, storekeeper, supplierOrder } from './supply-desk.ts';
import type { Row } from './supply-desk.ts';

const URL = '/api/supply/registers/';

async function exported(name: RegisterName): Promise<ExcelJS.Workbook> {
  const response = await fetch(`${app.url}${URL}${name}/export`, { headers: { ...logistician.cookies } });
  t.equal(response.status, 200);
  t.match(response.headers.get('content-disposition'), /2025\.xlsx|2025.*xlsx/);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await response.arrayBuffer()) as never);
  return workbook;
}

async function sent(name: RegisterName, content: Buffer | ArrayBuffer | string, query = '', client = logistician): Promise<{ status: number; body: Row }> {
  const form = new FormData();
  form.append('file', new Blob([content as never]), typeof content === 'string' ? 'sheet.csv' : 'sheet.xlsx');
  const response = await fetch(`${app.url}${URL}${name}/import${query}`, { method: 'POST', body: form, headers: { origin: app.url, ...client.cookies } });
  return { status: response.status, body: (await response.json()) as Row };
}

const bytes = async (workbook: ExcelJS.Workbook): Promise<Buffer> => Buffer.from(await workbook.xlsx.writeBuffer());
const sheetOf = (workbook: ExcelJS.Workbook): ExcelJS.Worksheet => workbook.worksheets[0] as ExcelJS.Worksheet;
const cells = (sheet: ExcelJS.Worksheet): unknown[][] => {
  const rows: unknown[][] = [];
  sheet.eachRow((row) => rows.push(row.values instanceof Array ? row.values.slice(1) : []));
  return rows;
};

t.test('ORDERS: exactly its columns, a live view, and back with the difference first', async (t) => {
  const client = await clientOrder([['SCREW', '1']]);
  const made = await draftFor(client, { reference: 'ПТ-25-017' });
  const list = async (): Promise<Row[]> => good(await logistician.get(`${URL}orders?year=2025`))['data'];
  t.same((await list()).filter((row) => row['reference'] === 'ПТ-25-017'), [], 'a draft is in no register');
  good(await logistician.send(`/api/supply/supplier-orders/${made['id']}`, 'supplier_order.posted'));
  const other = await confirmedFor(await clientOrder([['FRAME', '1']]));
  t.match((await list()).find((row) => row['reference'] === 'ПТ-25-017'), { order_number: client['number'], supplier_order_id: made['id'], customer_order_id: client['id'] });
  const byHand = good(await logistician.post('/api/supply/orders-register-rows', { year: 2025, reference: 'ПТ-25-099', order_number: client['number'] }));
  t.match(byHand, { customer_order_id: client['id'] });

  const workbook = await exported('orders');
  t.equal(sheetOf(workbook).name, 'ORDERS 2025');
  t.same(cells(sheetOf(workbook))[0], ['Референс', 'Номер заказа']);
  const same = await sent('orders', await bytes(workbook));
  t.match(same, { status: 200, body: { changes: [], unknown: [], conflicts: [], errors: [], unchanged: (await list()).length, applied: null } }, 'the round trip changes nothing');

  sheetOf(workbook).eachRow((row) => {
    if (row.getCell(1).value === 'ПТ-25-017') row.getCell(1).value = 'ПТ-25-018';
  });
  sheetOf(workbook).addRow(['ПТ-25-777', 'ЗК-999999']);
  const content = await bytes(workbook);
  const diff = await sent('orders', content);
  t.match(diff.body, { changes: [{ reference: 'ПТ-25-017', column: 'Референс', from: 'ПТ-25-017', to: 'ПТ-25-018' }], unknown: [{ reference: 'ПТ-25-777' }], applied: null });
  t.equal(diff.body['changes'].length, 1, 'only that row');
  t.equal((await supplierOrder(made['id']))['reference'], 'ПТ-25-017', 'the difference is only shown');
  t.match(await sent('orders', content, '?apply=true'), { status: 409, body: { code: 'supply.register_changed' } }, 'nobody applies what he has not seen');
  t.match(await sent('orders', content, '?apply=true', storekeeper), { status: 403 });
  t.match(await sent('orders', content, `?apply=true&digest=${diff.body['digest']}`), { status: 200, body: { applied: 1 } });
  t.equal((await supplierOrder(made['id']))['reference'], 'ПТ-25-018');
  t.equal((await list()).find((row) => row['supplier_order_id'] === made['id'])?.['reference'], 'ПТ-25-018', 'the register is what the documents say');

  // Both sides have changed the same cell since the export.
  const stale = await exported('orders');
  const document = good(await logistician.get(`/api/supply/supplier-orders/${made['id']}`));
  good(await logistician.call('PATCH', `/api/supply/supplier-orders/${made['id']}`, { body: { version: document['version'], reference: 'ПТ-25-019' } }));
  sheetOf(stale).eachRow((row) => {
    if (row.getCell(1).value === 'ПТ-25-018') row.getCell(1).value = 'ПТ-25-020';
  });
  const both = await sent('orders', await bytes(stale));
  t.same([both.body['changes'].length, both.body['conflicts'].length + both.body['unknown'].length], [0, 1], 'nothing is overwritten');

  // A reference that another order has.
  const taken = await exported('orders');
  sheetOf(taken).eachRow((row) => {
    if (row.getCell(1).value === 'ПТ-25-019') row.getCell(1).value = other['reference'];
  });
  const clash = await sent('orders', await bytes(taken));
  t.same(clash.body['changes'], [], 'a known reference with another order is not guessed to be a new name');
  t.match(await sent('orders', 'Референс;Заказ\nX;Y\n'), { status: 422, body: { code: 'supply.sheet_columns' } });
  t.match(await sent('orders', Buffer.from('PK\u0003\u0004broken')), { status: 422 });
  t.match((await logistician.call('POST', `${URL}orders/import`, {})).status, 415, 'a file is needed');
});

t.test('TRUCK: filled from the acknowledgement; cells come back as acknowledgements, plans and own texts', async (t) => {
  const client = await clientOrder([['SCREW', '3'], ['FRAME', '1']]);
  const made = await confirmedFor(client, '2025-05-05', { reference: 'ПТ-25-030' });
  const fresh = await stockOrder('FRAME', '2', false);
  const rowOf = async (reference: string): Promise<Row | undefined> => good(await logistician.get(`${URL}truck`))['data'].find((row: Row) => row['our_ref'] === reference);
  t.match(await rowOf('ПТ-25-030'), {
    ack_num: 'OC-ПТ-25-030', ack_date: '2025-05-05', bill_and_content: `3 × Винтовой конвейер ШК-273, 1 × Опорная рама ОР-4; ${client['number']}`, client_name: 'Уралцемпроект', size: '14.2', planned_truck: null,
  });
  const truck = await planned([made]);
  t.match(await rowOf('ПТ-25-030'), { planned_truck: truck['number'], planned_load_date: '2025-05-12' });
  const workbook = await exported('truck');
  t.same(cells(sheetOf(workbook))[0], ['OUR REF.', 'ACK.NUM.', 'DATE of ACK.', 'BILL & CONTENT', 'THE NAME OFF CLIENT', '2', 'TRUCK', 'LOADING DATE']);
  t.match((await sent('truck', await bytes(workbook))).body, { changes: [], unknown: [], conflicts: [], errors: [] }, 'the round trip changes nothing');
  sheetOf(workbook).eachRow((row) => {
    const reference = row.getCell(1).value;
    if (reference === 'ПТ-25-030') {
      row.getCell(3).value = new Date('2025-05-26T00:00:00Z');
      row.getCell(6).value = 15.5;
      row.getCell(8).value = '30.05.2025';
    }
    if (reference === fresh['reference']) {
      row.getCell(2).value = 'OC-9';
      row.getCell(3).value = new Date('2025-06-01T00:00:00Z');
      row.getCell(7).value = truck['number'];
    }
  });
  sheetOf(workbook).addRow(['НЕТ-ТАКОГО', 'OC-1']);
  const content = await bytes(workbook);
  const diff = await sent('truck', content);
  t.match(diff.body, { errors: [], conflicts: [], unknown: [{ reference: 'НЕТ-ТАКОГО' }] });
  t.same(diff.body['changes'].map((one: Row) => [one['reference'], one['column'], one['to']]).sort(), [
    ['ПТ-25-030', '2', '15.5'], ['ПТ-25-030', 'DATE of ACK.', '2025-05-26'], ['ПТ-25-030', 'LOADING DATE', '2025-05-30'],
    [fresh['reference'], 'ACK.NUM.', 'OC-9'], [fresh['reference'], 'DATE of ACK.', '2025-06-01'], [fresh['reference'], 'TRUCK', truck['number']],
  ].sort());
  t.match(await sent('truck', content, `?apply=true&digest=${diff.body['digest']}`), { status: 200, body: { applied: 2 } });
  t.match(await rowOf('ПТ-25-030'), { ack_date: '2025-05-26', size: '15.5', planned_load_date: '2025-05-30', bill_and_content: /Винтовой/ });
  t.match(await supplierOrder(fresh['id']), { state: 'confirmed', acknowledgement_number: 'OC-9', ready_date: '2025-06-01' }, 'typed into the sheet, entered as an acknowledgement');
  t.match(await all(`select actor_id from core_history where item_id = $1 and event = 'supplier_order.confirmed'`, [fresh['id']]), [{ actor_id: (await all(`select id from core_user where login = 'ilyin'`))[0]?.['id'] }], 'by whoever imported it');

  // What cannot be is said, and nothing is written.
  const bad = await exported('truck');
  sheetOf(bad).eachRow((row) => {
    if (row.getCell(1).value !== 'ПТ-25-030') return;
    row.getCell(2).value = null;
    row.getCell(3).value = '31 мая';
    row.getCell(7).value = 'ТМ-404';
  });
  const wrong = await sent('truck', await bytes(bad));
  t.same([...new Set(wrong.body['errors'].map((one: Row) => one['code']))], ['supply.cell_wrong']);
  t.match(await sent('truck', await bytes(bad), `?apply=true&digest=${wrong.body['digest']}`), { status: 422, body: { code: 'supply.cell_wrong' } });
  const half = await exported('truck');
  sheetOf(half).eachRow((row) => {
    if (row.getCell(1).value !== 'ПТ-25-030') return;
    row.getCell(2).value = null;
    row.getCell(7).value = 'ТМ-404';
  });
  t.same((await sent('truck', await bytes(half))).body['errors'].map((one: Row) => one['code']).sort(), ['supply.acknowledgement_incomplete', 'supply.truck_unknown']);
});

const present = (cellsOf: Row): RegisterRow => ({ cells: cellsOf as RegisterRow['cells'], supplier_order_id: 'x', customer_order_id: null, manual_id: null, state: 'posted' });
const row = (number: number, cellsOf: Row): SheetRow => ({ row: number, cells: cellsOf as SheetRow['cells'] });

t.test('rows are known by their reference; a renamed one only when nothing else can be meant', async (t) => {
  const register = [present({ reference: 'A', order_number: '1' }), present({ reference: 'B', order_number: '1' }), present({ reference: 'C', order_number: '2' })];
  const match = (...rows: SheetRow[]): [number, string | null | undefined][] => matchRows('orders', rows, register).matched.map(({ sheet, present: one }) => [sheet.row, one.cells['reference']]);
  t.same(match(row(2, { reference: 'A', order_number: '1' }), row(3, { reference: 'B', order_number: '1' }), row(4, { reference: 'D', order_number: '2' })), [[2, 'A'], [3, 'B'], [4, 'C']]);
  t.same(match(row(2, { reference: 'A', order_number: '1' }), row(3, { reference: 'X', order_number: '1' })), [[2, 'A'], [3, 'B']]);
  t.same(match(row(2, { reference: 'X', order_number: '1' }), row(3, { reference: 'Y', order_number: '1' })), [], 'two newcomers, two missing');
  t.same(match(row(2, { reference: 'X', order_number: '1' })), [], 'one newcomer, two missing');
  t.same(match(row(2, { reference: 'C', order_number: '1' })), [], 'a known reference is no new name');
  t.same(match(row(2, { reference: null, order_number: '2' })), []);
  const truck = [present({ our_ref: 'A', ack_num: 'N2' })];
  const diff = compareRegister('truck', [row(2, { our_ref: 'A', ack_num: 'N1' }), row(3, { our_ref: 'Z' })], truck, [row(2, { our_ref: 'A', ack_num: 'N1' })], []);
  t.match(diff, { changes: [], conflicts: [], unknown: [{ reference: 'Z' }], unchanged: 1 }, 'what the file has not touched is not set back');
  t.match(compareRegister('truck', [row(2, { our_ref: 'A', ack_num: 'N3' })], truck, [row(2, { our_ref: 'A', ack_num: 'N1' })], []).conflicts, [{ from: 'N2', to: 'N3', exported: 'N1' }]);
  const nameless = [{ ...truck[0], cells: { our_ref: 'A', client_name: '' } }] as unknown as typeof truck;
  t.match(compareRegister('truck', [row(2, { our_ref: 'A', client_name: 'Клиент' })], nameless, [row(2, { our_ref: 'A' })], []), { changes: [{ from: null, to: 'Клиент' }], conflicts: [] }, 'an empty text is an empty cell');
  t.match(compareRegister('truck', [row(2, { our_ref: 'A', ack_num: 'N3' }), row(5, { our_ref: 'A', ack_num: 'N4' })], truck, undefined, []).errors, [{ row: 5, code: 'supply.line_twice' }]);
  const csv = await readSheet('orders', Buffer.from('Референс;Номер заказа\nПТ-1;ЗК-000102\n;\n'));
  t.match(csv, { rows: [{ cells: { reference: 'ПТ-1', order_number: 'ЗК-000102' } }], base: undefined, errors: [] });
});

t.test('customs papers: fields first, sums exact to a gram', async (t) => {
  const invoice = { id: 'i', number: '7', gross_weight: '2460.000', net_weight: '2310.000', packages_count: 5, lines: [{ id: 'a', name: 'Конвейер' }, { id: 'b', name: 'Рама' }] };
  const position = (id: string, gross: string, net: string, packages: number, more: Row = {}): Row => ({
    truck_invoice_line_id: id, name: id, gross_weight: gross, net_weight: net, packages_count: packages, conformity_required: false, conformity_number: null, conformity_until: null, technical_description: 'x', equipment_sheet_id: 'f', ...more,
  });
  const codes = (zone: string, positions: Row[], agreement: string | null = 'f', zones = [zone]): string[] => customsGaps(zones, [invoice], [{ zone, supplementary_agreement_id: agreement, positions: positions as never }], '2025-05-12').map((gap) => gap.code);
  t.same(codes('by', [position('a', '2220.000', '2100.000', 3), position('b', '240.000', '210.000', 2)]), []);
  t.same(codes('by', [position('a', '2220.001', '2099.999', 3), position('b', '240.000', '210.000', 3)]), ['supply.gross_differs', 'supply.net_differs', 'supply.packages_differ']);
  t.same(codes('by', [position('a', '2460.000', '2310.000', 5)]), ['supply.position_missing']);
  t.same(codes('by', [position('a', '1230', '1155', 3), position('a', '1230', '1155', 2), position('b', '0', '0', 0)]), ['supply.position_twice']);
  t.same(codes('ru', [position('a', '2220.000', '2100.000', 3, { technical_description: ' ' }), position('b', '240.000', '210.000', 1, { equipment_sheet_id: null, conformity_required: true })], null), [
    'supply.agreement_required', 'supply.technical_description_required', 'supply.equipment_sheet_required', 'supply.conformity_required', 'supply.packages_differ',
  ]);
  t.same(codes('ru', [], 'f', ['by', 'ru'])[0], 'supply.breakdown_missing');
  t.same(shareWhole(5, [2220, 240]), [5, 0]);
  t.same(shareWhole(2460000, [1, 1, 1]), [820000, 820000, 820000]);
  t.same(shareWhole(10, [1, 1, 1]), [4, 3, 3]);
  t.same(shareWhole(3, [0, 0]), [2, 1], 'no weights known: evenly');
  t.same(shareWhole(3, []), []);
});

t.test('shares of loads, costs and promises', async (t) => {
  t.same([shareOf('13.200', '1', '3'), shareOf(null, '1', '3'), shareOf('10.000', '3', '3')], ['4.400', '0.000', '10.000']);
  t.same(loadOf([{ quantity: '3', of: { quantity: '3', load_volume: '81.000', gross_weight_kg: '2460.000', floor_metres: null } }], '90.000'), { load_total: '81.000', load_weight_kg: '2460.000', load_floor: '0.000', fill_pct: '90.00' });
  t.same([floorOf({ length_mm: 4400, width_mm: 500 }, '3'), floorOf({ length_mm: null, width_mm: 500 }, '3')], ['2.750', null]);
  t.same(shareCost('4550.00', ['22050.00', '160.00']), ['4517.22', '32.78']);
  t.same(shareCost('0.01', ['1.00', '1.00', '1.00']), ['0.00', '0.00', '0.01']);
  const line = { truck_line_id: 't', product_id: 'p', quantity: '10.000', price: '1.00', hs_code: null, order_line_id: null, supplier_order_line_id: 's' };
  const promises = [{ supplier_order_line_id: 's', customer_order_line_id: 'a', open: '6.000' }, { supplier_order_line_id: 'x', customer_order_line_id: 'b', open: '1.000' }];
  t.same(slicesOf(line, promises).map((one) => [one.quantity, one.customer_order_line_id]), [['6.000', 'a'], ['4.000', null]]);
  t.same(slicesOf(line, promises).map((one) => one.quantity), ['10.000'], 'a promise is used up');
  t.same(slicesOf({ ...line, order_line_id: 'own' }, promises).map((one) => one.customer_order_line_id), ['own']);
});
