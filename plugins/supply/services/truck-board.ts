import { add, percentRatio, sum } from '../../../core/index.ts';
import type { DecimalString, UnitOfWork } from '../../../core/index.ts';
import { shareOf } from '../save-rules/truck-card.ts';
import type { Candidate } from './candidates.ts';
import { candidatesOf } from './candidates.ts';
import type { Warning } from './load-warnings.ts';
import { loadWarnings } from './load-warnings.ts';

/** A row of a truck that is formed, with what it takes of the truck: m³, kg and metres of floor as decimal strings. */
export interface BoardLine {
  readonly truck_line_id: string;
  readonly supplier_order_line_id: string;
  readonly supplier_order_id: string;
  readonly number: string;
  readonly reference: string | null;
  readonly order_number: string | null;
  readonly client: string | null;
  readonly product: string;
  readonly quantity: DecimalString;
  readonly volume: DecimalString;
  readonly weight: DecimalString;
  readonly floor: DecimalString;
}

/** A truck that is being formed. `plan`: its planned orders while it is in planning, `waiting` those of them that are not acknowledged yet; `lines`: its goods once it is formed. */
export interface BoardTruck {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly status: 'planning' | 'formed';
  readonly factory: string | null;
  readonly loading_date: string | null;
  readonly plate_number: string | null;
  readonly capacity: DecimalString;
  readonly max_weight_kg: DecimalString;
  readonly floor_metres: DecimalString;
  readonly volume: DecimalString;
  readonly weight: DecimalString;
  readonly floor: DecimalString;
  readonly fill_pct: DecimalString;
  readonly weight_pct: DecimalString;
  readonly floor_pct: DecimalString;
  readonly plan: readonly Candidate[];
  readonly waiting: readonly { readonly id: string; readonly number: string; readonly reference: string | null }[];
  readonly lines: readonly BoardLine[];
  readonly warnings: readonly Warning[];
}

type TruckRow = Pick<BoardTruck, 'id' | 'version' | 'number' | 'status' | 'factory' | 'loading_date' | 'plate_number' | 'capacity' | 'max_weight_kg' | 'floor_metres'>;
type LoadedRow = Omit<BoardLine, 'volume' | 'weight' | 'floor'> & { readonly truck_id: string; readonly whole: DecimalString; readonly load_volume: DecimalString | null; readonly gross_weight_kg: DecimalString | null; readonly floor_metres: DecimalString | null };
type PlannedRow = BoardTruck['waiting'][number] & { readonly truck_id: string };

const MOST = 50;

async function loadedLines(uow: UnitOfWork, truckIds: readonly string[]): Promise<(BoardLine & { readonly truck_id: string })[]> {
  const rows = await uow.query<LoadedRow>(
    `select n.truck_id, n.id as truck_line_id, n.supplier_order_line_id, s.id as supplier_order_id, s.number, s.reference, c.number as order_number, p.working_name as client, x.working_name as product,
       n.quantity, l.quantity as whole, l.load_volume, l.gross_weight_kg, l.floor_metres
     from supply_truck_line n join supply_supplier_order_line l on l.id = n.supplier_order_line_id join supply_supplier_order s on s.id = l.supplier_order_id join crm_product x on x.id = n.product_id
     left join crm_customer_order c on c.id = s.customer_order_id left join crm_partner p on p.id = c.partner_id
     where n.truck_id = any($1::uuid[]) order by n.truck_id, n.line_no, n.id`,
    [truckIds],
  );
  return rows.map(({ whole, load_volume: volume, gross_weight_kg: weight, floor_metres: floor, ...row }) => ({ ...row, volume: shareOf(volume, row.quantity, whole), weight: shareOf(weight, row.quantity, whole), floor: shareOf(floor, row.quantity, whole) }));
}

/** Trucks in planning and formed ones, the earliest to be loaded first, with how full they are and what is wrong with that. */
export async function truckBoard(uow: UnitOfWork): Promise<BoardTruck[]> {
  const trucks = await uow.query<TruckRow>(
    `select id, version, number, status, factory, loading_date, plate_number, capacity, max_weight_kg, floor_metres from supply_truck
     where status in ('planning', 'formed') and not deletion_mark order by loading_date nulls last, number limit ${MOST}`,
    [],
  );
  const planned = await uow.query<PlannedRow>(
    `select r.planned_truck_id as truck_id, o.id, o.number, o.reference from supply_truck_register_row r join supply_supplier_order o on o.id = r.supplier_order_id
     where r.planned_truck_id = any($1::uuid[]) and o.state in ('posted', 'confirmed', 'ready') order by o.reference, o.id`,
    [trucks.filter((truck) => truck.status === 'planning').map((truck) => truck.id)],
  );
  const candidates = planned.length === 0 ? [] : await candidatesOf(uow, { ids: planned.map((one) => one.id) });
  const lines = await loadedLines(uow, trucks.filter((truck) => truck.status === 'formed').map((truck) => truck.id));
  return trucks.map((truck) => {
    const plan = candidates.filter((one) => one.planned_truck_id === truck.id);
    const own = lines.filter((one) => one.truck_id === truck.id).map(({ truck_id: _truck, ...line }) => line);
    const total = (size: 'volume' | 'weight' | 'floor'): DecimalString => add('0.000', sum([...plan, ...own].map((one) => one[size])));
    const [volume, weight, floor] = [total('volume'), total('weight'), total('floor')];
    const percent = (part: DecimalString, of: DecimalString): DecimalString => percentRatio(part, of) ?? '0.00';
    const fill = percent(volume, truck.capacity);
    return {
      ...truck, volume, weight, floor, fill_pct: fill, weight_pct: percent(weight, truck.max_weight_kg), floor_pct: percent(floor, truck.floor_metres), plan, lines: own,
      waiting: planned.filter((one) => one.truck_id === truck.id && !plan.some((known) => known.id === one.id)).map(({ truck_id: _truck, ...one }) => one),
      warnings: loadWarnings({ ...truck, fill_pct: fill, load_weight_kg: weight, load_floor: floor }, uow.company.regulation.parameters),
    };
  });
}
