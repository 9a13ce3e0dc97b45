import type { UnitOfWork } from '../../../core/index.ts';
import { planExactly } from '../planning/exact.ts';
import { planByHeuristic } from '../planning/heuristic.ts';
import type { LoadGroup, LoadProblem } from '../planning/load-problem.ts';

/** What may be loaded of one supplier order, with its sizes: m³, kg and metres of floor as decimal strings. */
export interface Candidate {
  readonly id: string;
  readonly number: string;
  readonly reference: string | null;
  readonly acknowledgement_number: string | null;
  readonly ready_date: string | null;
  readonly factory: string | null;
  readonly state: string;
  readonly customer_order_id: string | null;
  readonly order_number: string | null;
  readonly client: string | null;
  readonly priority: string | null;
  readonly content: string;
  readonly volume: string;
  readonly weight: string;
  readonly floor: string;
  readonly planned_truck_id: string | null;
  readonly lines: readonly { readonly supplier_order_line_id: string; readonly product: string; readonly open: string }[];
}

/** «По чему ищем» and «Что ищем»; dates 'YYYY-MM-DD' of the ready date. */
export interface CandidateFilter {
  readonly from?: string;
  readonly to?: string;
  readonly factory?: string;
  readonly reference?: string;
  readonly order_number?: string;
  readonly client?: string;
  /** Only orders that no truck is planned for. */
  readonly unplanned?: boolean;
  readonly ids?: readonly string[];
}

const MOST = 500;

/** Supplier orders with goods that are in no truck yet, the earliest ready first. `size` written on the sheet TRUCK goes before the sum of the lines. */
export async function candidatesOf(uow: UnitOfWork, filter: CandidateFilter): Promise<Candidate[]> {
  const like = (value: string | undefined): string | null => (value === undefined ? null : `%${value.replace(/[\\%_]/g, '\\$&')}%`);
  return uow.query<Candidate>(
    `select o.id, o.number, o.reference, o.acknowledgement_number, o.ready_date, o.factory, o.state, o.customer_order_id, c.number as order_number, p.working_name as client, c.priority,
       l.content, coalesce(r.size * l.open_share, l.volume, 0)::numeric(12,3) as volume, coalesce(l.weight, 0)::numeric(12,3) as weight, coalesce(l.floor, 0)::numeric(12,3) as floor, r.planned_truck_id, l.lines
     from supply_supplier_order o
     join lateral (
       select string_agg(x.working_name || ' × ' || trim_scale(n.quantity - n.loaded_qty), ', ' order by n.line_no) as content,
         sum(n.load_volume * (n.quantity - n.loaded_qty) / n.quantity) as volume, sum(n.gross_weight_kg * (n.quantity - n.loaded_qty) / n.quantity) as weight,
         sum(n.floor_metres * (n.quantity - n.loaded_qty) / n.quantity) as floor, sum(n.quantity - n.loaded_qty) / sum(n.quantity) as open_share,
         jsonb_agg(jsonb_build_object('supplier_order_line_id', n.id, 'product', x.working_name, 'open', (n.quantity - n.loaded_qty)::text) order by n.line_no) as lines
       from supply_supplier_order_line n join crm_product x on x.id = n.product_id where n.supplier_order_id = o.id and n.quantity > n.loaded_qty
       having count(*) > 0
     ) l on true
     left join supply_truck_register_row r on r.supplier_order_id = o.id
     left join crm_customer_order c on c.id = o.customer_order_id left join crm_partner p on p.id = c.partner_id
     where o.state in ('confirmed', 'ready') and ($1::date is null or o.ready_date >= $1::date) and ($2::date is null or o.ready_date <= $2::date) and ($3::text is null or o.factory = $3)
       and ($4::text is null or o.reference ilike $4) and ($5::text is null or c.number ilike $5) and ($6::text is null or p.working_name ilike $6)
       and (not $7 or r.planned_truck_id is null) and ($8::uuid[] is null or o.id = any($8::uuid[]))
     order by o.ready_date nulls last, o.factory nulls last, o.reference, o.id limit ${MOST}`,
    [filter.from ?? null, filter.to ?? null, filter.factory ?? null, like(filter.reference), like(filter.order_number), like(filter.client), filter.unplanned === true, filter.ids ?? null],
  );
}

/** Supplier orders that travel together: those of one factory for one order of a client; an order for stock travels alone. */
export interface TravelGroup {
  readonly key: string;
  readonly candidates: readonly Candidate[];
}

export function groupsOf(candidates: readonly Candidate[]): TravelGroup[] {
  const groups = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const key = one.customer_order_id === null ? one.id : `${one.customer_order_id}:${one.factory ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, own]) => ({ key, candidates: own }));
}

/** What a truck carries at most: m³, kg, metres of floor. */
export interface Capacity {
  readonly capacity: string;
  readonly max_weight_kg: string;
  readonly floor_metres: string;
}

export interface ProposedTruck {
  readonly supplier_order_ids: readonly string[];
  readonly factory: string | null;
  readonly volume: string;
  readonly weight: string;
  readonly floor: string;
  readonly fill_pct: string;
  readonly weight_pct: string;
  readonly floor_pct: string;
  readonly latest_ready_date: string | null;
}

/** A proposal: trucks, what stays behind, and what is too large for any truck and has to be split by hand. */
export interface Proposal {
  readonly method: 'exact' | 'heuristic';
  readonly trucks: readonly ProposedTruck[];
  readonly left: readonly string[];
  readonly oversized: readonly string[];
}

const whole = (value: string): number => Math.round(Number(value) * 1000);
const decimal = (value: number): string => (value / 1000).toFixed(3);
const percent = (part: number, of: number): string => ((100 * part) / of).toFixed(2);

const PRIORITY: Readonly<Record<string, number>> = { high: 0, medium: 1, low: 2 };

function loadGroups(groups: readonly TravelGroup[]): LoadGroup[] {
  // The earliest ready date goes first, then the priority of the client's order.
  const urgency = (group: TravelGroup): string => `${group.candidates.map((one) => one.ready_date ?? '9999-12-31').sort()[0]}:${Math.min(...group.candidates.map((one) => PRIORITY[one.priority ?? ''] ?? 1))}`;
  const turns = [...new Set(groups.map(urgency))].sort();
  const total = (group: TravelGroup, size: 'volume' | 'weight' | 'floor'): number => group.candidates.reduce((sum, one) => sum + whole(one[size]), 0);
  return groups.map((group) => ({ id: group.key, volume: total(group, 'volume'), weight: total(group, 'weight'), floor: total(group, 'floor'), rank: turns.indexOf(urgency(group)) }));
}

/** Proposes trucks for one factory's candidates: as full as they get by volume, nothing over weight and floor, no group split. */
export async function proposeTrucks(candidates: readonly Candidate[], capacity: Capacity, trucks: number, seconds: number, exact = true): Promise<Proposal> {
  const groups = groupsOf(candidates);
  const limits = { volume: whole(capacity.capacity), weight: whole(capacity.max_weight_kg), floor: whole(capacity.floor_metres) };
  const problem: LoadProblem = { groups: loadGroups(groups), limits, trucks };
  const plan = exact ? await planExactly(problem, seconds) : planByHeuristic(problem);
  const taken = new Set(plan.trucks.flat());
  const idsOf = (indices: readonly number[]): string[] => indices.flatMap((index) => (groups[index] as TravelGroup).candidates.map((one) => one.id));
  const isOversized = (index: number): boolean => {
    const { volume, weight, floor } = problem.groups[index] as LoadGroup;
    return volume > limits.volume || weight > limits.weight || floor > limits.floor;
  };
  const rest = groups.map((_group, index) => index).filter((index) => !taken.has(index));
  return {
    method: plan.method,
    trucks: plan.trucks.map((indices): ProposedTruck => {
      const own = indices.flatMap((index) => (groups[index] as TravelGroup).candidates);
      const sum = (size: 'volume' | 'weight' | 'floor'): number => own.reduce((total, one) => total + whole(one[size]), 0);
      const dates = own.map((one) => one.ready_date).filter((date) => date !== null).sort();
      return {
        supplier_order_ids: own.map((one) => one.id), factory: own[0]?.factory ?? null, volume: decimal(sum('volume')), weight: decimal(sum('weight')), floor: decimal(sum('floor')),
        fill_pct: percent(sum('volume'), limits.volume), weight_pct: percent(sum('weight'), limits.weight), floor_pct: percent(sum('floor'), limits.floor), latest_ready_date: dates.at(-1) ?? null,
      };
    }),
    left: idsOf(rest.filter((index) => !isOversized(index))),
    oversized: idsOf(rest.filter(isOversized)),
  };
}
