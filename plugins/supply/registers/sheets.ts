import type { SheetColumn } from '../../../core/index.ts';

/** A column of a sheet as people know it, with the name of its value in a row. */
export interface RegisterColumn extends SheetColumn {
  readonly key: string;
}

export type RegisterName = 'orders' | 'truck';

/** A row of a register: its cells by column key, and the documents it is computed from. */
export interface RegisterRow {
  readonly cells: Readonly<Record<string, string | null>>;
  readonly supplier_order_id: string | null;
  readonly customer_order_id: string | null;
  readonly manual_id: string | null;
  readonly state: string | null;
}

/** The columns of both sheets, exactly as the company has always had them (D-16, D-17). */
export const SHEETS: Readonly<Record<RegisterName, { readonly title: string; readonly key: string; readonly columns: readonly RegisterColumn[] }>> = {
  orders: {
    title: 'ORDERS',
    key: 'reference',
    columns: [
      { key: 'reference', header: 'Референс' },
      { key: 'order_number', header: 'Номер заказа' },
    ],
  },
  truck: {
    title: 'TRUCK',
    key: 'our_ref',
    columns: [
      { key: 'our_ref', header: 'OUR REF.' },
      { key: 'ack_num', header: 'ACK.NUM.' },
      { key: 'ack_date', header: 'DATE of ACK.', type: 'date' },
      { key: 'bill_and_content', header: 'BILL & CONTENT', width: 60 },
      { key: 'client_name', header: 'THE NAME OFF CLIENT' },
      { key: 'size', header: '2', type: 'decimal', scale: 3 },
      { key: 'planned_truck', header: 'TRUCK' },
      { key: 'planned_load_date', header: 'LOADING DATE', type: 'date' },
    ],
  },
};

/** Second sheet of an exported workbook: what the cells held then, so that changes made on both sides are noticed. */
export const BASE_SHEET = 'Как выгружено';
