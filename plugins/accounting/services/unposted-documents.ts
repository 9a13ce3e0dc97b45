import { tableName } from '../../../core/index.ts';
import type { EntityDefinition, UnitOfWork } from '../../../core/index.ts';

/** Documents of one kind that a month still waits for. */
export interface Unposted {
  readonly entity: string;
  readonly label: { readonly ru: string; readonly en: string };
  readonly ids: readonly string[];
}

/** How a document's table leads to the organization: joins, and the column at their end. */
interface Way {
  readonly joins: string;
  readonly column: string;
}

const FURTHEST = 2;

/** Finds the organization of a document, in its own column or through what it refers to: the account of a payment, the receipt of a declaration. */
function organizationOf(uow: UnitOfWork, definition: EntityDefinition, alias = 'd', steps = 0): Way | undefined {
  if (definition.fields['organization_id'] !== undefined) return { joins: '', column: `${alias}."organization_id"` };
  if (steps === FURTHEST) return undefined;
  for (const [name, one] of Object.entries(definition.fields)) {
    if (one.type !== 'reference' || one.target === undefined || one.required !== true || one.target.startsWith('core.')) continue;
    const target = uow.company.plugins.entity(one.target)?.definition;
    const next = `${alias}_${name}`;
    const way = target === undefined ? undefined : organizationOf(uow, target, next, steps + 1);
    if (way !== undefined) return { joins: ` join "${tableName(one.target)}" "${next}" on "${next}".id = ${alias}."${name}"${way.joins}`, column: way.column };
  }
  return undefined;
}

/** Kinds of documents that are posted, whichever plugin they belong to: a process over the column `posting_state` that begins as a draft. */
function postedKinds(uow: UnitOfWork): EntityDefinition[] {
  return uow.company.plugins.processes.flatMap((process) => {
    const region = Object.values(process.regions).find((one) => one.field === 'posting_state');
    const definition = uow.company.plugins.entity(process.id)?.definition;
    return region?.initial === 'draft' && definition?.fields['date'] !== undefined ? [definition] : [];
  });
}

/** Documents of an organization's month that are written but not posted, by kind. `month`: first day 'YYYY-MM-DD'; dates count in the company's zone. */
export async function unpostedDocuments(uow: UnitOfWork, organizationId: string, month: string): Promise<Unposted[]> {
  const found: Unposted[] = [];
  for (const definition of postedKinds(uow)) {
    const way = organizationOf(uow, definition);
    if (way === undefined) continue;
    const isDay = definition.fields['date']?.type === 'date';
    const rows = await uow.query<{ id: string }>(
      `select d.id from "${tableName(definition.id)}" d${way.joins} where ${way.column} = $1 and d.posting_state = 'draft' and not d.deletion_mark
         and ${isDay ? 'd.date' : '(d.date at time zone $3)'} >= $2::date and ${isDay ? 'd.date' : '(d.date at time zone $3)'} < ($2::date + interval '1 month') order by d.date, d.id`,
      [organizationId, month, ...(isDay ? [] : [uow.company.timeZone])],
    );
    if (rows.length > 0) found.push({ entity: definition.id, label: definition.label.many, ids: rows.map((row) => row.id) });
  }
  return found;
}

/** How many there are, and of which kinds in words, for a refusal. */
export function describeUnposted(unposted: readonly Unposted[]): { readonly count: number; readonly documents: string } {
  return { count: unposted.reduce((sum, one) => sum + one.ids.length, 0), documents: unposted.map((one) => `${one.label.ru}: ${one.ids.length}`).join(', ') };
}
