import { NotFoundError, createRecord, defineRoute, label, readRecord } from '../../../core/index.ts';
import type { RouteRequest, UnitOfWork } from '../../../core/index.ts';
import type { CandidateFilter, Capacity } from '../services/candidates.ts';
import { candidatesOf, proposeTrucks } from '../services/candidates.ts';
import { customsGapsOf } from '../services/customs-gaps.ts';
import type { InvoiceSums } from '../services/load-warnings.ts';
import { loadWarnings, packingWarnings } from '../services/load-warnings.ts';

const DATE = { type: 'string', format: 'date' } as const;
const UUID = { type: 'string', format: 'uuid' } as const;
const text = (maxLength: number): Record<string, unknown> => ({ type: 'string', maxLength });
const SIZE = { type: 'string', format: 'decimal', scale: 3, maxLength: 13, decimalMinimum: '0.001' } as const;

const FILTERS = { from: DATE, to: DATE, factory: text(100), reference: text(50), order_number: text(20), client: text(200), unplanned: { type: 'string', enum: ['true', 'false'] } } as const;

function filterOf(query: Readonly<Record<string, string>>): CandidateFilter {
  const { unplanned, ...rest } = query;
  return { ...rest, unplanned: unplanned === 'true' };
}

/** «Формирование машин», left table: supplier orders with goods in no truck yet, in groups by ready date and factory. */
export const truckCandidates = defineRoute({
  method: 'GET',
  path: '/api/supply/truck-candidates',
  permission: 'truck.plan',
  summary: label('Что можно погрузить', 'What may be loaded'),
  query: FILTERS,
  async handle(request) {
    const rows = await request.read((uow) => candidatesOf(uow, filterOf(request.query)));
    const groups = new Map<string, typeof rows>();
    for (const row of rows) groups.set(`${row.ready_date ?? ''}|${row.factory ?? ''}`, [...(groups.get(`${row.ready_date ?? ''}|${row.factory ?? ''}`) ?? []), row]);
    return { body: { data: rows, groups: [...groups.values()].map((own) => ({ ready_date: own[0]?.ready_date ?? null, factory: own[0]?.factory ?? null, supplier_order_ids: own.map((one) => one.id) })) } };
  },
});

interface ProposalBody extends Partial<Capacity> {
  readonly from?: string;
  readonly to?: string;
  readonly factory?: string;
  readonly supplier_order_ids?: readonly string[];
  readonly trucks?: number;
}

function capacityOf(uow: UnitOfWork, body: Partial<Capacity>): Capacity {
  const { parameters } = uow.company.regulation;
  return {
    capacity: body.capacity ?? String(parameters['truck_capacity_m3'] ?? '90'),
    max_weight_kg: body.max_weight_kg ?? String(parameters['truck_max_weight_kg'] ?? '22000'),
    floor_metres: body.floor_metres ?? String(parameters['truck_floor_metres'] ?? '13.6'),
  };
}

/** A proposal of trucks for one factory (or all): as close to 100 % as it goes; nothing is written. */
export const truckProposal = defineRoute<ProposalBody>({
  method: 'POST',
  path: '/api/supply/truck-proposals',
  permission: 'truck.plan',
  summary: label('Предложить загрузку машин', 'Propose truck loads'),
  changes: false,
  body: {
    type: 'object', additionalProperties: false,
    properties: { from: DATE, to: DATE, factory: text(100), supplier_order_ids: { type: 'array', maxItems: 300, items: UUID }, trucks: { type: 'integer', minimum: 1, maximum: 10 }, capacity: SIZE, max_weight_kg: SIZE, floor_metres: SIZE },
  },
  async handle(request) {
    const { body } = request;
    const { candidates, capacity, seconds } = await request.read(async (uow) => ({
      candidates: await candidatesOf(uow, {
        ...(body.from === undefined ? {} : { from: body.from }), ...(body.to === undefined ? {} : { to: body.to }), ...(body.factory === undefined ? {} : { factory: body.factory }),
        ...(body.supplier_order_ids === undefined ? { unplanned: true } : { ids: body.supplier_order_ids }),
      }),
      capacity: capacityOf(uow, body),
      seconds: Number(uow.company.regulation.parameters['truck_planner_seconds'] ?? 1),
    }));
    // Goods of different factories do not meet in one truck.
    const factories = [...new Set(candidates.map((one) => one.factory))];
    const proposals = [];
    for (const factory of factories) proposals.push({ factory, ...(await proposeTrucks(candidates.filter((one) => one.factory === factory), capacity, body.trucks ?? 1, seconds)) });
    return { body: { capacity, data: proposals } };
  },
});

interface PlanBody extends Partial<Capacity> {
  readonly supplier_order_ids: readonly string[];
  readonly loading_date?: string;
  readonly factory?: string;
  readonly warehouse_id?: string;
  readonly comment?: string;
}

/** TR-01: makes a truck in planning for the chosen supplier orders; their rows of TRUCK get it and its date. */
export const planTruck = defineRoute<PlanBody>({
  method: 'POST',
  path: '/api/supply/trucks/plan',
  permission: 'truck.plan',
  summary: label('Спланировать машину', 'Plan a truck'),
  body: {
    type: 'object', additionalProperties: false, required: ['supplier_order_ids'],
    properties: { supplier_order_ids: { type: 'array', minItems: 1, maxItems: 300, items: UUID }, loading_date: DATE, factory: text(100), warehouse_id: UUID, capacity: SIZE, max_weight_kg: SIZE, floor_metres: SIZE, comment: text(1000) },
  },
  async handle(request) {
    const { supplier_order_ids: ids, ...values } = request.body;
    return request.write(async (uow) => {
      const [first] = await uow.query<{ warehouse_id: string; factory: string | null }>(`select warehouse_id, factory from supply_supplier_order where id = $1`, [ids[0]]);
      const row = await createRecord(uow, 'supply.truck', { ...(first === undefined ? {} : { warehouse_id: first.warehouse_id, factory: first.factory }), ...values }, { event: 'truck.planned', data: { supplier_order_ids: ids } });
      return { status: 201, body: await readRecord(uow, 'supply.truck', row.id), headers: { location: `/api/supply/trucks/${row.id}` } };
    });
  },
});

/** What people should look at before the next step: fill and limits, the packing list against the invoices, what the customs papers lack. */
export const truckReport = defineRoute({
  method: 'GET',
  path: '/api/supply/trucks/:id/report',
  permission: 'signed_in',
  summary: label('Проверить машину и её документы', 'Check a truck and its papers'),
  async handle(request: RouteRequest) {
    const id = request.params['id'] ?? '';
    return request.read(async (uow) => {
      const truck = await readRecord(uow, 'supply.truck', id);
      if (truck['id'] === undefined) throw new NotFoundError();
      const [sums] = await uow.query<InvoiceSums & { readonly count: number }>(
        `select coalesce(sum(gross_weight), 0)::numeric(14,3) as gross, coalesce(sum(net_weight), 0)::numeric(14,3) as net, coalesce(sum(packages_count), 0)::int as packages, count(*)::int as count from supply_truck_invoice where truck_id = $1 and not deletion_mark`,
        [id],
      );
      const gaps = await customsGapsOf(uow, id);
      const said = <One extends { readonly message: Readonly<Record<'ru' | 'en', string>> }>(one: One): Omit<One, 'message'> & { message: string } => ({ ...one, message: one.message[request.locale] });
      return {
        body: {
          missing: gaps.filter((one) => one.blocks).map(said),
          warnings: [...loadWarnings(truck, uow.company.regulation.parameters), ...(sums === undefined || sums.count === 0 ? [] : packingWarnings(truck, sums)), ...gaps.filter((one) => !one.blocks)].map(said),
          invoices: sums,
          load: Object.fromEntries(['capacity', 'load_total', 'fill_pct', 'max_weight_kg', 'load_weight_kg', 'floor_metres', 'load_floor'].map((name) => [name, truck[name]])),
        },
      };
    });
  },
});
