import type { UnitOfWork } from '../../../core/index.ts';

/** A form with the data it shows and the row it is about. */
export interface TruckForm {
  readonly code: string;
  readonly entity: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface DataRow {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const TRUCK_JSON = `jsonb_build_object('truck_number', t.number, 'plate_number', t.plate_number, 'loading_date', t.loading_date, 'carrier', c.working_name, 'warehouse', w.name,
  'packing_cost', t.packing_cost::text, 'freight_cost', t.freight_cost::text, 'cost_currency', cur.iso_code)`;
const TRUCK_FROM = `supply_truck t left join crm_partner c on c.id = t.carrier_id left join warehouse_warehouse w on w.id = t.warehouse_id left join crm_currency cur on cur.id = t.cost_currency_id`;

/** D-18: what is planned for the truck, with its share of the capacity. */
async function loadingPlan(uow: UnitOfWork, truckId: string): Promise<DataRow[]> {
  return uow.query<DataRow>(
    `select t.id, ${TRUCK_JSON} || jsonb_build_object('factory', t.factory, 'capacity', t.capacity::text, 'size_total', coalesce(sum(r.size), 0)::text,
       'fill_pct', round(100 * coalesce(sum(r.size), 0) / nullif(t.capacity, 0), 2)::text,
       'orders', coalesce(jsonb_agg(jsonb_build_object('our_ref', r.reference, 'ack_num', r.ack, 'ready_date', r.ready_date, 'client', r.client, 'content', r.content, 'size', r.size::text, 'weight', r.weight::text)
          order by r.ready_date nulls last, r.reference) filter (where r.id is not null), '[]'::jsonb)) as data
     from ${TRUCK_FROM}
     left join lateral (
       select g.id, g.planned_truck_id, o.reference, o.acknowledgement_number as ack, o.ready_date, p.working_name as client, string_agg(x.working_name || ' × ' || trim_scale(l.quantity), ', ' order by l.line_no) as content,
         coalesce(g.size, sum(l.load_volume)) as size, sum(l.gross_weight_kg) as weight
       from supply_truck_register_row g join supply_supplier_order o on o.id = g.supplier_order_id join supply_supplier_order_line l on l.supplier_order_id = o.id join crm_product x on x.id = l.product_id
       left join crm_customer_order k on k.id = o.customer_order_id left join crm_partner p on p.id = k.partner_id
       where g.planned_truck_id = t.id group by g.id, o.id, p.working_name
     ) r on true
     where t.id = $1 group by t.id, c.working_name, w.name, cur.iso_code`,
    [truckId],
  );
}

/** D-09: every invoice of the truck. */
async function invoices(uow: UnitOfWork, truckId: string): Promise<DataRow[]> {
  return uow.query<DataRow>(
    `select i.id, ${TRUCK_JSON} || jsonb_build_object('number', i.invoice_number, 'date', i.invoice_date, 'resa', upper(i.resa), 'gross_weight', i.gross_weight::text, 'net_weight', i.net_weight::text,
       'packages_count', i.packages_count, 'currency', ic.iso_code, 'total', i.total::text,
       'lines', (select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'hs_code', l.hs_code, 'article', l.article, 'full_name', l.full_name, 'description', l.description, 'serial_number', l.serial_number,
          'quantity', l.quantity::text, 'price', l.price::text, 'total', l.total::text) order by l.line_no), '[]'::jsonb) from supply_truck_invoice_line l where l.truck_invoice_id = i.id)) as data
     from ${TRUCK_FROM} join supply_truck_invoice i on i.truck_id = t.id and not i.deletion_mark join crm_currency ic on ic.id = i.currency_id
     where t.id = $1 order by i.invoice_date, i.invoice_number`,
    [truckId],
  );
}

/** D-10, D-11: the breakdown of one customs. */
async function breakdown(uow: UnitOfWork, truckId: string, zone: string): Promise<DataRow[]> {
  return uow.query<DataRow>(
    `select b.id, ${TRUCK_JSON} || jsonb_build_object('zone', b.zone, 'supplier_contract', b.supplier_contract, 'supplementary_agreement_number', b.supplementary_agreement_number,
       'positions', (select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'invoice', i.invoice_number, 'invoice_date', i.invoice_date, 'hs_code', x.hs_code, 'description', l.description,
          'gross_weight', l.gross_weight::text, 'net_weight', l.net_weight::text, 'packages_count', l.packages_count, 'quantity', x.quantity::text, 'total', x.total::text,
          'conformity_document', d.number, 'technical_description', l.technical_description, 'equipment_sheet_id', l.equipment_sheet_id) order by l.line_no), '[]'::jsonb)
          from supply_customs_breakdown_line l join supply_truck_invoice_line x on x.id = l.truck_invoice_line_id join supply_truck_invoice i on i.id = x.truck_invoice_id
          left join supply_conformity_document d on d.id = l.conformity_document_id where l.breakdown_id = b.id)) as data
     from ${TRUCK_FROM} join supply_customs_breakdown b on b.truck_id = t.id and b.zone = $2 and not b.deletion_mark where t.id = $1`,
    [truckId, zone],
  );
}

/** The data of a form of a truck, one row per paper: `D-09` gives as many as there are invoices, `D-12` the agreement of the Russian set. */
export async function formsOf(uow: UnitOfWork, truckId: string, form: string): Promise<TruckForm[]> {
  const asForms = (code: string, entity: string, rows: readonly DataRow[]): TruckForm[] => rows.map((row) => ({ code, entity, id: row.id, data: row.data }));
  switch (form) {
    case 'D-18':
      return asForms('D-18', 'supply.truck', await loadingPlan(uow, truckId));
    case 'D-09':
      return asForms('D-09', 'supply.truck_invoice', await invoices(uow, truckId));
    case 'D-10':
      return asForms('D-10', 'supply.customs_breakdown', await breakdown(uow, truckId, 'by'));
    case 'D-11':
      return asForms('D-11', 'supply.customs_breakdown', await breakdown(uow, truckId, 'ru'));
    default:
      return asForms('D-12a', 'supply.customs_breakdown', await breakdown(uow, truckId, 'ru'));
  }
}
