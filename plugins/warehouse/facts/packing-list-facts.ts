import { defineFacts, label } from '../../../core/index.ts';

const count = (ru: string, en: string): { type: 'number'; integer: true; label: { ru: string; en: string } } => ({ type: 'number', integer: true, label: label(ru, en) });

/** How the lines of a packing list compare with what was counted. */
export const packingListFacts = defineFacts({
  entity: 'warehouse.packing_list',
  facts: {
    line_count: count('Строк', 'Lines'),
    uncounted: count('Не пересчитано строк', 'Lines not counted'),
    different: count('Строк, где факт не равен листу', 'Lines where fact and list differ'),
    damaged: count('Строк с повреждением', 'Lines with damage'),
    unknown: count('Строк с неизвестным товаром', 'Lines with unknown goods'),
    delivery_number: { type: 'string', label: label('Номер поставки', 'Number of the delivery') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; delivery_number: string } & Record<'line_count' | 'uncounted' | 'different' | 'damaged' | 'unknown', number>>(
      `select k.id, d.source_number as delivery_number, count(l.id)::int as line_count, count(l.id) filter (where l.actual_qty is null)::int as uncounted,
         count(l.id) filter (where l.actual_qty <> l.listed_qty)::int as different, count(l.id) filter (where l.damaged_qty > 0)::int as damaged,
         count(l.id) filter (where l.expected_line_id is null)::int as unknown
       from warehouse_packing_list k join warehouse_expected_delivery d on d.id = k.delivery_id left join warehouse_packing_list_line l on l.packing_list_id = k.id
       where k.id = any($1::uuid[]) group by k.id, d.source_number`,
      [ids],
    );
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  },
});
