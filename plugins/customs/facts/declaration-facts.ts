import { defineFacts, label, toFactNumber } from '../../../core/index.ts';
import { inClosedMonth } from '../../accounting/index.ts';
import { isShipped } from '../../warehouse/index.ts';
import { checkDuty } from '../services/duty.ts';

const sum = (ru: string, en: string): { type: 'number'; label: { ru: string; en: string } } => ({ type: 'number', label: label(ru, en) });

interface Row {
  readonly id: string;
  readonly receipt_id: string;
  readonly organization_id: string;
  readonly date: string | null;
  readonly customs_value: string | null;
  readonly duty_rate: string | null;
  readonly duty_total: string | null;
  readonly complete: boolean;
  readonly receipt_posted: boolean;
  readonly lines: readonly { readonly customs_value: string; readonly duty_amount: string }[];
}

/** What stands against posting a declaration or taking it back. */
export const declarationFacts = defineFacts({
  entity: 'customs.customs_declaration',
  facts: {
    is_complete: { type: 'boolean', label: label('Заполнены все поля', 'Every field is filled') },
    receipt_posted: { type: 'boolean', label: label('Поступление проведено', 'The receipt is posted') },
    lines_value: sum('Таможенная стоимость по строкам', 'Customs value by the lines'),
    lines_duty: sum('Пошлина по строкам', 'Duty by the lines'),
    expected_duty: sum('Пошлина по стоимости и ставке', 'Duty by value and rate'),
    duty_difference: sum('Расхождение пошлины', 'Difference of the duty'),
    value_difference: sum('Расхождение таможенной стоимости', 'Difference of the customs value'),
    goods_shipped: { type: 'boolean', label: label('Товар отгружен', 'The goods are shipped') },
    month_closed: { type: 'boolean', label: label('Месяц закрыт', 'The month is closed') },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<Row>(
      `select d.id, d.receipt_id, d.organization_id, d.date, d.customs_value, d.duty_rate, d.duty_total, g.posting_state = 'posted' as receipt_posted,
         d.date is not null and num_nulls(d.declaration_number, d.customs_fee, d.duty_total, d.customs_value, d.duty_rate) = 0 as complete,
         coalesce((select jsonb_agg(jsonb_build_object('customs_value', l.customs_value::text, 'duty_amount', l.duty_amount::text)) from customs_customs_declaration_line l where l.declaration_id = d.id), '[]') as lines
       from customs_customs_declaration d join warehouse_goods_receipt g on g.id = d.receipt_id where d.id = any($1::uuid[])`,
      [ids],
    );
    const closed = await inClosedMonth(uow, rows.flatMap((row) => (row.date === null ? [] : [{ id: row.id, organizationId: row.organization_id, date: row.date }])));
    const facts = new Map<string, Readonly<Record<string, unknown>>>();
    for (const row of rows) {
      const check = checkDuty({ customs_value: row.customs_value ?? '0', duty_rate: row.duty_rate ?? '0', duty_total: row.duty_total ?? '0' }, row.lines);
      facts.set(row.id, {
        ...Object.fromEntries(Object.entries(check).map(([name, value]) => [name, toFactNumber(value as string)])),
        is_complete: row.complete,
        receipt_posted: row.receipt_posted,
        month_closed: closed.has(row.id),
        goods_shipped: wanted.has('goods_shipped') && (await isShipped({ uow }, row.receipt_id)),
      });
    }
    return facts;
  },
});
