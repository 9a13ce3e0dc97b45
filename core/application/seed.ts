import type { Company, UnitOfWork } from '../company/index.ts';
import { tableName } from '../entity/index.ts';
import { InvalidError } from '../errors/index.ts';
import { createRecord } from '../records/index.ts';

/** Rows that name each other by code: `{ code: main }`, or `{ ref: 'crm.bank/044599901' }`. */
async function resolveCodes(uow: UnitOfWork, entityId: string, row: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const definition = uow.company.plugins.entity(entityId)?.definition;
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    const one = definition?.fields[name];
    const code = typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : undefined;
    if (code === undefined || one?.target === undefined) {
      resolved[name] = value;
      continue;
    }
    const found = await uow.query<{ id: string }>(`select id from "${tableName(one.target)}" where code = $1`, [code]);
    if (found[0] === undefined) {
      throw new InvalidError('core.unknown_code', { ru: 'В справочнике {target} нет кода «{code}» (нужен для {entity}.{name}).', en: '{target} has no code “{code}” (needed by {entity}.{name}).' }, { params: { target: one.target, code, entity: entityId, name } });
    }
    resolved[name] = found[0].id;
  }
  return resolved;
}

/**
 * Adds the rows of reference books that the regulation in force starts a company with, in the order they are written. A row whose code is there already is left as people have
 * made it. Answers how many were added.
 */
export async function seedCatalogs(company: Company): Promise<number> {
  const catalogs = company.regulation.document.catalogs ?? {};
  return company.write(company.robot, async (uow) => {
    let added = 0;
    for (const [entity, rows] of Object.entries(catalogs)) {
      for (const row of rows) {
        const found = await uow.query(`select 1 from "${tableName(entity)}" where code = $1`, [String(row['code'])]);
        if (found.length > 0) continue;
        await createRecord(uow, entity, await resolveCodes(uow, entity, row), { asSystem: true });
        added += 1;
      }
    }
    return added;
  });
}
