import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';

/**
 * What the company's regulation fills in for a new row: literals, and `{ code: main }` for a row of a reference book by its code.
 * An unknown code leaves the field empty; `check` names it.
 */
export async function regulationDefaults(uow: UnitOfWork, definition: EntityDefinition): Promise<Record<string, unknown>> {
  const declared = uow.company.hasRegulation ? (uow.company.regulation.document.defaults?.[definition.id] ?? {}) : {};
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(declared)) {
    const one = definition.fields[name];
    if (one?.type === 'reference' || (one?.type === 'uuid' && isCode(value))) {
      const target = isCode(value) ? (value.entity ?? one.target) : one.target;
      if (target === undefined || !isCode(value)) continue;
      const rows = await uow.query<{ id: string }>(`select id from "${tableName(target)}" where code = $1 and not deletion_mark`, [value.code]);
      if (rows[0] !== undefined) values[name] = rows[0].id;
    } else {
      values[name] = value;
    }
  }
  return values;
}

function isCode(value: unknown): value is { code: string; entity?: string } {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}
