import { InvalidError, compare, defineEffect, fillLabel, label } from '../../../core/index.ts';
import type { DecimalString, FieldProblem } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

interface Accepted {
  readonly line_id: string;
  readonly quantity: DecimalString;
  /** Which product unknown goods turned out to be. */
  readonly product_id?: string;
}

interface Line {
  readonly id: string;
  readonly product_text: string;
  readonly product_id: string | null;
  readonly actual_qty: DecimalString;
  readonly accepted_qty: DecimalString | null;
}

type ErrorCode = keyof typeof warehouseErrors;

/** What stands against accepting these quantities; `left` are the lines that nobody has decided about. */
export function acceptanceProblems(lines: readonly Line[], accepted: readonly Accepted[]): FieldProblem[] {
  const problem = (pointer: string, code: ErrorCode, facts: Readonly<Record<string, unknown>> = {}): FieldProblem => ({ pointer, code, message: fillLabel(warehouseErrors[code], facts) });
  const wrong = accepted.flatMap((one, index): FieldProblem[] => {
    const line = lines.find((other) => other.id === one.line_id);
    const at = `/accepted/${index}`;
    if (line === undefined) return [problem(`${at}/line_id`, 'warehouse.line_of_another_list')];
    if (accepted.findIndex((other) => other.line_id === one.line_id) < index) return [problem(`${at}/line_id`, 'warehouse.line_twice')];
    if (compare(one.quantity, line.actual_qty) > 0) return [problem(`${at}/quantity`, 'warehouse.more_than_actual', { product: line.product_text, actual: line.actual_qty })];
    if (compare(one.quantity, '0') > 0 && line.product_id === null && one.product_id === undefined) return [problem(`${at}/product_id`, 'warehouse.product_unknown', { product: line.product_text })];
    return [];
  });
  const left = lines.filter((line) => line.accepted_qty === null && !accepted.some((one) => one.line_id === line.id));
  return [...wrong, ...left.map((line) => problem('/accepted', 'warehouse.accepted_missing', { product: line.product_text }))];
}

/** Fixes what is accepted of goods that differ from their list, and why. @throws InvalidError with a pointer for each quantity that cannot be */
export const resolvePackingList = defineEffect({
  id: 'warehouse.resolve_packing_list',
  label: label('Зафиксировать принятые количества', 'Fix the accepted quantities'),
  entity: 'warehouse.packing_list',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { uow, item } = ctx;
    const accepted = (ctx.data['accepted'] ?? []) as readonly Accepted[];
    const lines = await uow.query<Line>(`select id, product_text, product_id, actual_qty, accepted_qty from warehouse_packing_list_line where packing_list_id = $1 order by line_no, id`, [item.id]);
    const problems = acceptanceProblems(lines, accepted);
    if (problems[0] !== undefined) throw new InvalidError(problems[0].code, problems[0].message, { errors: problems });
    const products = [...new Set(accepted.flatMap((one) => (one.product_id === undefined ? [] : [one.product_id])))];
    const known = new Set((await uow.query<{ id: string }>(`select id from crm_product where id = any($1::uuid[]) and kind = 'goods' and not deletion_mark`, [products])).map((row) => row.id));
    const strange = accepted.findIndex((one) => one.product_id !== undefined && !known.has(one.product_id));
    if (strange >= 0) {
      const message = warehouseErrors['warehouse.not_goods'];
      throw new InvalidError('warehouse.not_goods', message, { errors: [{ pointer: `/accepted/${strange}/product_id`, code: 'warehouse.not_goods', message }] });
    }
    for (const one of accepted) {
      await ctx.update('warehouse.packing_list_line', one.line_id, { accepted_qty: one.quantity, ...(one.product_id === undefined ? {} : { product_id: one.product_id }) });
    }
    await ctx.update(item.entity, item.id, { resolution: ctx.data['resolution'] });
  },
});
