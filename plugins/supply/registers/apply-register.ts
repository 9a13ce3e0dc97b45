import { ProcessEngine, createRecord, fillLabel, updateRecord } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { supplyErrors } from '../errors.ts';
import type { CellChange, RegisterDiff, SheetRow } from './compare-register.ts';
import { matchRows } from './compare-register.ts';
import type { RegisterName, RegisterRow } from './sheets.ts';
import { SHEETS } from './sheets.ts';

type ApplyError = RegisterDiff['errors'][number];

function refused(change: CellChange, code: keyof typeof supplyErrors, params: Readonly<Record<string, unknown>> = {}): ApplyError {
  return { row: change.row, column: change.column, code, message: fillLabel(supplyErrors[code], params) };
}

/** Rows of the register that changes are about, each with its changed cells by key. */
function byRow(name: RegisterName, sheet: readonly SheetRow[], register: readonly RegisterRow[], diff: Pick<RegisterDiff, 'changes'>): { readonly present: RegisterRow; readonly cells: ReadonlyMap<string, CellChange> }[] {
  const keys = new Map(SHEETS[name].columns.map((column) => [column.header, column.key]));
  return matchRows(name, sheet, register).matched.flatMap(({ sheet: one, present }) => {
    const own = diff.changes.filter((change) => change.row === one.row);
    return own.length === 0 ? [] : [{ present, cells: new Map(own.map((change) => [keys.get(change.column) ?? change.column, change])) }];
  });
}

/** What of the changes cannot be done whatever happens, so that it is said before anything is written. */
export async function planErrors(uow: UnitOfWork, name: RegisterName, sheet: readonly SheetRow[], register: readonly RegisterRow[], diff: RegisterDiff): Promise<ApplyError[]> {
  const errors: ApplyError[] = [];
  const trucks = await trucksByNumber(uow, diff.changes);
  for (const { present, cells } of byRow(name, sheet, register, diff)) {
    for (const key of [SHEETS[name].key, 'order_number']) {
      const change = cells.get(key);
      if (change !== undefined && change.to === null) errors.push(refused(change, 'supply.cell_wrong', { value: '—' }));
    }
    const number = cells.get('ack_num') ?? cells.get('ack_date');
    if (number !== undefined) {
      const wanted = [cells.get('ack_num')?.to ?? (cells.has('ack_num') ? null : present.cells['ack_num']), cells.get('ack_date')?.to ?? (cells.has('ack_date') ? null : present.cells['ack_date'])];
      if (wanted.some((one) => one === null || one === undefined)) errors.push(refused(number, 'supply.acknowledgement_incomplete'));
      else if (present.state !== 'posted' && present.state !== 'confirmed') errors.push(refused(number, 'supply.order_is_kept'));
    }
    const truck = cells.get('planned_truck');
    if (truck !== undefined && truck.to !== null && !trucks.has(truck.to)) errors.push(refused(truck, 'supply.truck_unknown'));
  }
  return errors;
}

async function trucksByNumber(uow: UnitOfWork, changes: readonly CellChange[]): Promise<ReadonlyMap<string, string>> {
  const numbers = changes.map((change) => change.to).filter((value) => value !== null);
  const rows = await uow.query<{ id: string; number: string }>(`select id, number from supply_truck where number = any($1::text[]) and status in ('planning', 'formed')`, [numbers]);
  return new Map(rows.map((row) => [row.number, row.id]));
}

/**
 * Writes the changed cells: references into supplier orders, acknowledgements as events of theirs by whoever imports, the rest onto the sheet's own rows.
 * Answers how many rows were changed.
 */
export async function applyRegister(uow: UnitOfWork, name: RegisterName, sheet: readonly SheetRow[], register: readonly RegisterRow[], diff: RegisterDiff): Promise<number> {
  const trucks = await trucksByNumber(uow, diff.changes);
  const rows = byRow(name, sheet, register, diff);
  for (const { present, cells } of rows) {
    const reference = cells.get('reference');
    const number = cells.get('order_number');
    if (present.manual_id !== null) {
      await updateRecord(uow, { entity: 'supply.orders_register_row', id: present.manual_id }, { ...(reference === undefined ? {} : { reference: reference.to }), ...(number === undefined ? {} : { order_number: number.to }) });
      continue;
    }
    const id = present.supplier_order_id;
    if (id === null) continue;
    if (reference !== undefined) await updateRecord(uow, { entity: 'supply.supplier_order', id }, { reference: reference.to });
    if (cells.has('ack_num') || cells.has('ack_date')) {
      const data = { acknowledgement_number: cells.get('ack_num')?.to ?? present.cells['ack_num'], ready_date: cells.get('ack_date')?.to ?? present.cells['ack_date'] };
      await ProcessEngine.of(uow).send({ entity: 'supply.supplier_order', id }, 'supplier_order.confirmed', data);
    }
    const patch: Record<string, unknown> = {};
    for (const key of ['bill_and_content', 'client_name', 'size', 'planned_load_date']) {
      const change = cells.get(key);
      if (change !== undefined) patch[key] = change.to;
    }
    const truck = cells.get('planned_truck');
    if (truck !== undefined) patch['planned_truck_id'] = truck.to === null ? null : trucks.get(truck.to);
    if (Object.keys(patch).length > 0) await writeOwnCells(uow, id, patch);
  }
  return rows.length;
}

/** Writes cells of TRUCK that are not computed; the row is made when somebody first writes into it. */
export async function writeOwnCells(uow: UnitOfWork, supplierOrderId: string, patch: Readonly<Record<string, unknown>>): Promise<void> {
  const [row] = await uow.query<{ id: string }>(`select id from supply_truck_register_row where supplier_order_id = $1`, [supplierOrderId]);
  if (row === undefined) await createRecord(uow, 'supply.truck_register_row', { supplier_order_id: supplierOrderId, ...patch }, { asSystem: true });
  else await updateRecord(uow, { entity: 'supply.truck_register_row', id: row.id }, patch);
}
