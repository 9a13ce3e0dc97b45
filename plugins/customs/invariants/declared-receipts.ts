import { label } from '../../../core/index.ts';
import type { InvariantDefinition } from '../../../core/index.ts';

/** What declarations and receipts must always agree about. */
export const customsInvariants: readonly InvariantDefinition[] = [
  {
    code: 'V4.declaration',
    label: label('Номер декларации стоит на строках поступления ровно тогда, когда она проведена', 'Receipt lines carry the number of exactly their posted declaration'),
    async find(uow) {
      const rows = await uow.query<{ id: string; carried: string | null; posted: string | null }>(
        `select l.id, l.customs_declaration_number as carried, d.declaration_number as posted
         from warehouse_goods_receipt_line l
         join warehouse_goods_receipt g on g.id = l.receipt_id and g.customs_required
         left join customs_customs_declaration d on d.receipt_id = g.id and d.posting_state = 'posted'
         where l.customs_declaration_number is distinct from d.declaration_number`,
      );
      return rows.map((row) => ({ entity: 'warehouse.goods_receipt_line', id: row.id, text: `carries ${row.carried ?? 'nothing'}, posted ${row.posted ?? 'nothing'}` }));
    },
  },
];
