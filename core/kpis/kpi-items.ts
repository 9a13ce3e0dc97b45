import type { UnitOfWork } from '../company/index.ts';
import { may } from '../company/index.ts';
import { tableName } from '../entity/index.ts';
import { BadRequestError } from '../errors/index.ts';
import { titleColumn } from '../records/index.ts';
import { NARROWED } from './compile-kpi.ts';
import type { Kpi } from './compute.ts';
import { parameters } from './compute.ts';
import type { Period } from './period.ts';

/** One item that a KPI counts. `amount` of `whole` is met; of a measure `amount` is its value. */
export interface KpiItem {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
  /** When it came to count, RFC 3339. */
  readonly at: string;
  /** Number of the mark, where one item counts several times. */
  readonly mark: number;
  readonly person: string | null;
  readonly amount: string | null;
  readonly whole: string | null;
}

/** A page of items; `next` is the cursor of the following page, null on the last. */
export interface KpiItemPage {
  readonly data: readonly KpiItem[];
  readonly next: string | null;
}

export interface KpiItemQuery {
  /** `violators` (default): what is counted and not met, or worse than the target; `all`: whatever is counted. */
  readonly of?: 'violators' | 'all';
  readonly people?: readonly string[] | null;
  readonly limit?: number;
  readonly after?: string;
}

interface Row {
  readonly part: number;
  readonly id: string;
  readonly at: string;
  readonly mark: number;
  readonly person: string | null;
  readonly n: string | null;
  readonly d: string | null;
}

/**
 * Items behind a value, newest first, those the actor may read; a page may therefore be shorter than its limit before the last.
 * @throws BadRequestError for a cursor of another origin
 */
export async function kpiItems(uow: UnitOfWork, kpi: Kpi, period: Period, query: KpiItemQuery = {}): Promise<KpiItemPage> {
  const { compiled, definition } = kpi;
  const limit = query.limit ?? 50;
  const values = parameters(uow, kpi, period, query.people ?? null);
  const where = [NARROWED];
  if (query.of !== 'all') {
    if (compiled.mode === 'share') {
      where.push('n < d');
    } else if (compiled.mode !== 'count' && definition.target !== undefined) {
      values.push(String(definition.target));
      where.push(`n ${definition.better === 'lower' ? '>' : '<'} $${values.length}::numeric`);
    }
  }
  if (query.after !== undefined) {
    const { at, id, mark } = decodeCursor(query.after);
    values.push(at, id, mark);
    where.push(`(at, id, mark) < ($${values.length - 2}::timestamptz, $${values.length - 1}::uuid, $${values.length}::int)`);
  }
  const rows = await uow.query<Row>(
    `with items as (${compiled.items}) select part, id, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, mark, person, n::text as n, d::text as d
     from items where ${where.join(' and ')} order by at desc, id desc, mark desc limit ${limit + 1}`,
    values,
  );
  const page = rows.slice(0, limit);
  const titles = await readableTitles(uow, kpi, page);
  const last = page.at(-1);
  return {
    data: page.flatMap((row) => {
      const entity = compiled.entities[row.part] as string;
      const title = titles.get(`${entity}:${row.id}`);
      return title === undefined ? [] : [{ entity, id: row.id, title, at: row.at, mark: row.mark, person: row.person, amount: row.n, whole: row.d }];
    }),
    next: rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify([last.at, last.id, last.mark])).toString('base64url') : null,
  };
}

/** Names of the rows the actor may read, one query per entity. */
async function readableTitles(uow: UnitOfWork, kpi: Kpi, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const entity of new Set(rows.map((row) => kpi.compiled.entities[row.part] as string))) {
    const definition = uow.company.plugins.entity(entity)?.definition;
    if (definition === undefined) continue;
    const permission = definition.permissions.read;
    const ids = rows.filter((row) => kpi.compiled.entities[row.part] === entity).map((row) => row.id);
    const found = await uow.query<{ id: string; title: string | null; owner: string | null }>(
      `select t.id, t."${titleColumn(definition)}"::text as title, ${definition.owner === undefined ? 'null' : `t."${definition.owner}"`}::text as owner from "${tableName(entity)}" t where t.id = any($1::uuid[])`,
      [[...new Set(ids)]],
    );
    for (const row of found) {
      if (permission === undefined || may(uow.actor, permission, definition.owner === undefined && definition.kind === 'section' ? undefined : row.owner)) titles.set(`${entity}:${row.id}`, row.title ?? row.id);
    }
  }
  return titles;
}

function decodeCursor(text: string): { readonly at: string; readonly id: string; readonly mark: number } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 3) {
      const [at, id, mark] = parts as unknown[];
      if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) && Number.isInteger(mark)) return { at, id, mark: mark as number };
    }
  } catch {
    // Falls through to the refusal: an unreadable cursor is the sender's mistake whatever its form.
  }
  throw new BadRequestError('core.bad_query', { ru: 'Указатель страницы неверен. Начните с первой страницы.', en: 'The page cursor is wrong. Begin with the first page.' });
}
