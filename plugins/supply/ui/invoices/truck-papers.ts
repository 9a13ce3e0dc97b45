import { useQuery } from '@tanstack/react-query';
import type { Row } from '../../../web/ui/src/kit.ts';
import { request } from '../../../web/ui/src/kit.ts';

/** What the server finds in a truck and its papers. */
export interface TruckReport {
  readonly missing: readonly { readonly code: string; readonly message: string }[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly invoices: { readonly gross: string; readonly net: string; readonly packages: number; readonly count: number };
}

/** A position of an invoice. */
export interface InvoiceLine {
  readonly id: string;
  readonly truck_line_ids: readonly string[];
  readonly hs_code: string | null;
  readonly article: string | null;
  readonly full_name: string;
  readonly serial_number: string | null;
  readonly price?: string;
  readonly quantity: string;
  readonly total?: string;
}

export type Invoice = Row & { readonly invoice_number: string; readonly invoice_date: string; readonly gross_weight: string; readonly net_weight: string; readonly packages_count: number; readonly total?: string; readonly lines: readonly InvoiceLine[] };

/** A line of the truck with the name of its product. */
export interface LoadedLine {
  readonly id: string;
  readonly quantity: string;
  readonly product?: { readonly working_name: string };
}

/** The report of a truck, its invoices with their positions, its lines. */
export function useTruckPapers(truckId: string) {
  const filter = `filter%5Btruck_id%5D=${truckId}&limit=200`;
  const report = useQuery({ queryKey: ['truck-report', truckId], queryFn: ({ signal }) => request<TruckReport>(`/api/supply/trucks/${truckId}/report`, { signal }) });
  const truck = useQuery({ queryKey: ['truck-papers', truckId], queryFn: ({ signal }) => request<Row>(`/api/supply/trucks/${truckId}`, { signal }) });
  const invoices = useQuery({ queryKey: ['truck-invoices', truckId], queryFn: ({ signal }) => request<{ readonly data: readonly Invoice[] }>(`/api/supply/truck-invoices?${filter}&include=lines,currency&sort=invoice_date,invoice_number`, { signal }) });
  const lines = useQuery({ queryKey: ['truck-lines', truckId], queryFn: ({ signal }) => request<{ readonly data: readonly LoadedLine[] }>(`/api/supply/truck-lines?${filter}&include=product&sort=line_no`, { signal }) });
  return { report, truck, invoices, lines };
}
