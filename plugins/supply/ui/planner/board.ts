import { queryOptions } from '@tanstack/react-query';
import { request } from '../../../web/ui/src/kit.ts';

/** A supplier order with goods in no truck yet; sizes are decimal text. */
export interface Candidate {
  readonly id: string;
  readonly number: string;
  readonly reference: string | null;
  readonly ready_date: string | null;
  readonly factory: string | null;
  readonly order_number: string | null;
  readonly client: string | null;
  readonly content: string;
  readonly volume: string;
  readonly weight: string;
  readonly floor: string;
  readonly planned_truck_id: string | null;
  readonly lines: readonly { readonly supplier_order_line_id: string; readonly product: string; readonly open: string }[];
}

/** A row of a truck that is formed. */
export interface BoardLine {
  readonly truck_line_id: string;
  readonly supplier_order_line_id: string;
  readonly supplier_order_id: string;
  readonly number: string;
  readonly reference: string | null;
  readonly order_number: string | null;
  readonly client: string | null;
  readonly product: string;
  readonly quantity: string;
  readonly volume: string;
  readonly weight: string;
  readonly floor: string;
}

/** A truck in planning, with its planned orders, or a formed one, with its lines. */
export interface BoardTruck {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly status: 'planning' | 'formed';
  readonly factory: string | null;
  readonly loading_date: string | null;
  readonly plate_number: string | null;
  readonly capacity: string;
  readonly max_weight_kg: string;
  readonly floor_metres: string;
  readonly volume: string;
  readonly weight: string;
  readonly floor: string;
  readonly fill_pct: string;
  readonly weight_pct: string;
  readonly floor_pct: string;
  readonly plan: readonly Candidate[];
  readonly waiting: readonly { readonly id: string; readonly number: string; readonly reference: string | null }[];
  readonly lines: readonly BoardLine[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export interface Board {
  readonly fill_min_pct: number;
  readonly fill_max_pct: number;
  readonly data: readonly BoardTruck[];
}

interface Candidates {
  readonly data: readonly Candidate[];
  readonly groups: readonly { readonly ready_date: string | null; readonly factory: string | null; readonly supplier_order_ids: readonly string[] }[];
}

/** Trucks being formed. */
export const boardQuery = queryOptions({ queryKey: ['truck-board'], queryFn: ({ signal }) => request<Board>('/api/supply/truck-board', { signal }) });

/** What may be loaded, in groups by ready date and factory. */
export function candidatesQuery(filter: Readonly<Record<string, string>>) {
  const search = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  return queryOptions({ queryKey: ['truck-candidates', search], queryFn: ({ signal }) => request<Candidates>(`/api/supply/truck-candidates${search === '' ? '' : `?${search}`}`, { signal }) });
}

/** How an order is called: our reference, else its number. */
export function nameOf(one: { readonly reference: string | null; readonly number: string }): string {
  return one.reference ?? one.number;
}

/** Something a person moves. `orderId`: a whole supplier order that is not loaded; `lines`: its open lines; `loaded`: rows of the truck `from` that leave it. */
export interface Cargo {
  readonly name: string;
  readonly from?: string;
  readonly orderId?: string;
  readonly lines: readonly { readonly supplier_order_line_id: string; readonly quantity?: string }[];
  readonly loaded: readonly { readonly truck_line_id: string; readonly quantity?: string }[];
}

/** Where it may go: a truck, a new truck, or back to what may be loaded. */
export type Place = { readonly truck: string } | 'new' | 'out';
