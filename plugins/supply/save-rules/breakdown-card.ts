import { ConflictError, ProcessEngine, defineSaveRule } from '../../../core/index.ts';
import type { FieldProblem } from '../../../core/index.ts';
import { invalid, problem, refuseAll, supplyErrors } from '../errors.ts';
import { netOverGross } from '../services/customs-gaps.ts';
import { proposeBreakdown } from '../services/propose-breakdown.ts';

/**
 * Keeps a breakdown right: one per customs, its positions those of the truck's invoices, nothing changed once it was sent. A new one without positions is
 * filled from the invoices.
 */
export const breakdownCard = defineSaveRule({
  id: 'supply.breakdown_card',
  entity: 'supply.customs_breakdown',
  async prepare(draft, { uow, before, sections, given }) {
    const truckId = draft['truck_id'];
    if (typeof truckId !== 'string') return;
    const [known] = await uow.query<{ id: string }>(`select id from supply_truck where id = $1 and not deletion_mark`, [truckId]);
    if (known === undefined) throw invalid('supply.truck_unknown', '/truck_id');
    if (before !== undefined && before['sent_at'] !== null && [...given].some((name) => name !== 'sent_at')) {
      throw new ConflictError('supply.breakdown_is_sent', supplyErrors['supply.breakdown_is_sent']);
    }
    await ProcessEngine.of(uow).store.lock({ entity: 'supply.truck', id: truckId });
    if (before === undefined) {
      const [twin] = await uow.query(`select 1 from supply_customs_breakdown where truck_id = $1 and zone = $2`, [truckId, draft['zone'] ?? '']);
      if (twin !== undefined) throw new ConflictError('supply.breakdown_exists', supplyErrors['supply.breakdown_exists'], { errors: [problem('/zone', 'supply.breakdown_exists')] });
      sections['lines'] ??= await proposeBreakdown(uow, truckId);
    }
    const rows = sections['lines'];
    if (rows === undefined) return;
    const positions = await uow.query<{ id: string; name: string }>(
      `select l.id, l.full_name as name from supply_truck_invoice_line l join supply_truck_invoice i on i.id = l.truck_invoice_id where i.truck_id = $1 and not i.deletion_mark`, [truckId],
    );
    const stored = before === undefined ? [] : await uow.query<Record<string, unknown> & { id: string }>(`select * from supply_customs_breakdown_line where breakdown_id = $1`, [before.id]);
    refuseAll(rows.flatMap((row, index): FieldProblem[] => {
      const old = stored.find((one) => one.id === row['id']);
      for (const name of ['truck_invoice_line_id', 'description', 'gross_weight', 'net_weight', 'packages_count', 'conformity_required']) if (row[name] === undefined && old !== undefined) row[name] = old[name];
      const position = positions.find((one) => one.id === row['truck_invoice_line_id']);
      if (position === undefined) return [problem(`/lines/${index}/truck_invoice_line_id`, 'supply.invoice_of_another_truck')];
      row['description'] ??= position.name;
      return netOverGross(row['net_weight'], row['gross_weight']) ? [problem(`/lines/${index}/net_weight`, 'supply.net_over_gross')] : [];
    }));
  },
});
