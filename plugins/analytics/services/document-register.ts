import { readableRows, titleColumn, translate } from '../../../core/index.ts';
import type { Locale, UnitOfWork } from '../../../core/index.ts';
import type { RegisterEntity } from './register-entities.ts';
import { registerEntities } from './register-entities.ts';

/** What a document is looked for by; every one that is given must fit. Dates are days of the company's calendar. */
export interface RegisterQuery {
  readonly entity?: string;
  readonly number?: string;
  readonly counterparty?: string;
  readonly amount?: string;
  readonly reference?: string;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
}

/** A document that was found: where it stands, since when, and who or what holds it. */
export interface RegisterRow {
  readonly entity: string;
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  readonly counterparty: string | null;
  readonly amount: string | null;
  readonly state: string | null;
  readonly state_label: string | null;
  readonly state_since: Date | null;
  readonly days_in_state: number | null;
  readonly responsible: string | null;
  /** Who has the open task about it: a person, or else a role. */
  readonly task: string | null;
  readonly task_holder: string | null;
  readonly storage_place: string | null;
  /** Name of the file by which it was found. */
  readonly file: string | null;
}

type Found = Omit<RegisterRow, 'kind' | 'state_label' | 'days_in_state'> & Record<string, unknown>;

function likeOf(text: string): string {
  return `%${text.toLowerCase().replace(/ё/g, 'е').trim().replace(/[\\%_]/g, '\\$&')}%`;
}

/** Conditions for one kind of documents; undefined when it has not what is asked for. */
function conditions(uow: UnitOfWork, { definition, parties, amounts, date, isMoment }: RegisterEntity, query: RegisterQuery, id: string, bind: (value: unknown) => string): { readonly where: string[]; readonly file: string } | undefined {
  const where = readableRows(uow, definition, bind);
  const inWords = (text: string, withFiles: boolean): string => {
    const [like, words] = [bind(likeOf(text)), bind(text.toLowerCase().replace(/ё/g, 'е').trim())];
    const own = `t.id in (select s.item_id from core_search s where s.entity = ${id} and (s.body like ${like} or s.fts @@ websearch_to_tsquery('russian', ${words})))`;
    if (!withFiles) return own;
    return `(${own} or t.id in (select a.owner_id from core_attachment a join core_search s on s.entity = 'core.attachment' and s.item_id = a.id where a.owner_entity = ${id} and not a.deletion_mark and s.body like ${like}))`;
  };
  if (query.number !== undefined) {
    if (!('number' in definition.fields)) return undefined;
    where.push(`lower(t.number) like ${bind(likeOf(query.number))}`);
  }
  if (query.counterparty !== undefined) {
    if (parties.length === 0) return undefined;
    const like = bind(likeOf(query.counterparty));
    where.push(`(${parties.map(({ column, target }) => `t."${column}" in (select s.item_id from core_search s where s.entity = ${bind(target)} and s.body like ${like})`).join(' or ')})`);
  }
  if (query.amount !== undefined) {
    if (amounts.length === 0) return undefined;
    where.push(`${bind(query.amount)}::numeric in (${amounts.map((column) => `t."${column}"`).join(', ')})`);
  }
  if (query.reference !== undefined) where.push(inWords(query.reference, false));
  if (query.text !== undefined) where.push(inWords(query.text, true));
  for (const [value, sign, shift] of [[query.from, '>=', 0], [query.to, '<', 1]] as const) {
    if (value === undefined) continue;
    const day = `(${bind(value)}::date + ${shift})`;
    where.push(isMoment ? `t."${date}" ${sign} (${day}::timestamp at time zone ${bind(uow.company.timeZone)}::text)` : `t."${date}" ${sign} ${day}`);
  }
  const file = query.text === undefined ? 'null::text' : `(select a.file_name from core_attachment a where a.owner_entity = ${id} and a.owner_id = t.id and not a.deletion_mark and replace(lower(a.file_name), 'ё', 'е') like ${bind(likeOf(query.text))} order by a.created_at desc limit 1)`;
  return { where, file };
}

/** What is shown of the newest documents that fit, as one part of the whole search. */
function partSql(uow: UnitOfWork, one: RegisterEntity, query: RegisterQuery, bind: (value: unknown) => string, limit: number): string | undefined {
  const { definition, table, parties, amounts, date, isMoment, state, responsible, places } = one;
  const id = `${bind(definition.id)}::text`;
  const found = conditions(uow, one, query, id, bind);
  if (found === undefined) return undefined;
  const shownAmount = ['total', 'amount'].find((name) => amounts.includes(name)) ?? amounts[0];
  const party = ['crm.counterparty', 'crm.partner'].map((target) => parties.find((each) => each.target === target)).find((each) => each !== undefined);
  const day = isMoment ? `(t."${date}" at time zone ${bind(uow.company.timeZone)}::text)::date` : `t."${date}"`;
  const work = (column: string): string => `(select ${column} from core_task k left join core_user u on u.id = k.assignee_user_id where k.subject_entity = ${id} and k.subject_id = t.id and k.state in ('new', 'in_progress') and not k.deletion_mark order by k.due_at nulls last, k.created_at limit 1)`;
  return `(select ${id} as entity, t.id, t."${titleColumn(definition)}"::text as title, ${day} as date, ${day}::text as sorted,
    ${party === undefined ? 'null' : `(select s.title from core_search s where s.entity = ${bind(party.target)} and s.item_id = t."${party.column}")`}::text as counterparty,
    ${shownAmount === undefined ? 'null' : `t."${shownAmount}"`}::text as amount,
    ${state === undefined ? 'null' : `t."${state.field}"`}::text as state,
    ${state === undefined ? 'null' : `(select max(h.at) from core_history h where h.entity = ${id} and h.item_id = t.id and h.region = ${bind(state.region)} and h.from_value is distinct from h.to_value)`}::timestamptz as state_since,
    ${responsible === undefined ? 'null' : `(select u.full_name from core_user u where u.id = t."${responsible}")`}::text as responsible,
    ${work('k.title')}::text as task, ${work('coalesce(u.full_name, k.assignee_role)')}::text as task_holder,
    ${places.length === 0 ? 'null' : places.map((place) => `(select p.storage_place from "${place.table}" p where p."${place.via}" = t.id and not p.deletion_mark order by p.created_at desc limit 1)`).join(', ').replace(/^/, 'coalesce(').concat(')')}::text as storage_place,
    ${found.file} as file
    from "${table}" t where ${found.where.join(' and ')} order by t."${date}" desc, t.id desc limit ${limit})`;
}

/** Documents of every kind that fit, newest first; those the person may not read are not there (004 L21). */
export async function searchDocuments(uow: UnitOfWork, query: RegisterQuery, locale: Locale, limit = 100): Promise<RegisterRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const entities = registerEntities(uow).filter((one) => query.entity === undefined || one.definition.id === query.entity);
  // A kind that has not what is asked for leaves no parameter behind: an unused one would have no type.
  const parts = entities.flatMap((one) => {
    const before = values.length;
    const sql = partSql(uow, one, query, bind, limit);
    if (sql === undefined) values.length = before;
    return sql === undefined ? [] : [sql];
  });
  if (parts.length === 0) return [];
  const rows = await uow.query<Found>(`select * from (${parts.join('\nunion all\n')}) x order by sorted desc, title desc limit ${limit}`, values);
  return rows.map(({ sorted: _sorted, ...row }) => {
    const one = entities.find((each) => each.definition.id === row.entity);
    const states = uow.company.regulation.processes.get(row.entity)?.regions[one?.state?.region ?? '']?.states;
    const known = row.state === null ? undefined : states?.[row.state];
    return {
      ...row,
      kind: one === undefined ? row.entity : translate(one.definition.label.one, locale),
      state_label: known === undefined ? row.state : translate(known.label, locale),
      days_in_state: row.state_since === null ? null : Math.max(0, Math.floor((uow.now.getTime() - row.state_since.getTime()) / 86_400_000)),
    } as RegisterRow;
  });
}
