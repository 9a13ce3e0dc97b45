import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition } from '../entity/index.ts';

/**
 * The next number of a document, such as `ЗК-000101`. The counter's row stays locked until the transaction ends, so numbers have no gaps: a
 * refused document gives its number back.
 */
export async function nextNumber(uow: UnitOfWork, definition: EntityDefinition): Promise<string> {
  const own = uow.company.regulation.document.numbering?.[definition.id];
  const prefix = own?.prefix ?? definition.numbering?.prefix ?? '';
  const digits = own?.digits ?? definition.numbering?.digits ?? 6;
  const period = own?.period === 'year' ? uow.today.slice(0, 4) : 'all';
  const rows = await uow.query<{ last_value: string }>(
    `insert into core_sequence (name, period, last_value) values ($1, $2, 1)
     on conflict (name, period) do update set last_value = core_sequence.last_value + 1 returning last_value`,
    [definition.id, period],
  );
  return `${prefix}${String(rows[0]?.last_value ?? 1).padStart(digits, '0')}`;
}
