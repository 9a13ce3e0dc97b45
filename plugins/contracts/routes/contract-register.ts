import { BadRequestError, defineRoute, label } from '../../../core/index.ts';
import type { Locale, RouteRequest, UnitOfWork } from '../../../core/index.ts';
import { CONTRACT_STATUSES, CONTRACT_STATUS_GROUPS } from '../entities/index.ts';
import { daysInStatusSql, statusGroup, statusesOfGroup } from '../facts/contract-facts.ts';
import { contractHolders } from '../services/contract-holders.ts';

const uuid = { type: 'string', format: 'uuid' } as const;
const STATUSES = CONTRACT_STATUSES.map((one) => one.code);

type Query = Readonly<Record<string, string>>;

interface RegisterRow extends Record<string, unknown> {
  readonly id: string;
  readonly status: string;
}

/** Whether something about a contract `c` is late: a task about it, or about the protocol it is negotiated by. */
function overdueSql(now: string): string {
  return `exists (
    select 1 from core_task t where t.state in ('new', 'in_progress') and t.due_at < ${now}::timestamptz
      and ((t.subject_entity = 'contracts.contract' and t.subject_id = c.id)
        or (t.subject_entity = 'contracts.disagreement_protocol' and t.subject_id in (select d.id from contracts_disagreement_protocol d where d.contract_id = c.id and d.state <> 'superseded'))))`;
}

/** Conditions of the request as SQL over a contract `c`, its counterparty `k` and client `p`. */
function conditions(uow: UnitOfWork, query: Query, bind: (value: unknown) => string): string[] {
  const parts = [`not c.deletion_mark`];
  const equal: readonly (readonly [string, string])[] = [['partner_id', 'c.partner_id'], ['counterparty_id', 'c.counterparty_id'], ['responsible_id', 'c.responsible_id'], ['interest_id', 'c.interest_id'], ['status', 'c.status'], ['kind', 'c.kind']];
  for (const [name, column] of equal) if (query[name] !== undefined) parts.push(`${column} = ${bind(query[name])}`);
  if (query['status_group'] !== undefined) {
    const group = query['status_group'];
    // A status that the company has added belongs to none of the named groups, so it is still in process.
    const named = STATUSES.filter((status) => statusGroup(status) !== 'in_process');
    parts.push(group === 'in_process' ? `not (c.status = any(${bind(named)}::text[]))` : `c.status = any(${bind(statusesOfGroup(group, STATUSES))}::text[])`);
  }
  if (query['expires_within'] !== undefined) {
    const today = bind(uow.today);
    parts.push(`c.status in ('agreed', 'signed', 'archived') and c.valid_until between ${today}::date and ${today}::date + ${bind(Number(query['expires_within']))}::int`);
  }
  if (query['overdue'] === 'true') parts.push(overdueSql(bind(uow.now)));
  if (query['without_original'] === 'true') parts.push(`c.status = 'signed' and c.original_received_at is null`);
  const text = query['q']?.trim();
  if (text !== undefined && text !== '') {
    const like = bind(`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
    parts.push(`(lower(c.number) like ${like} or lower(k.short_name) like ${like} or lower(coalesce(k.full_name, '')) like ${like} or lower(p.working_name) like ${like} or k.inn = ${bind(text)})`);
  }
  return parts;
}

async function readPage(uow: UnitOfWork, query: Query, locale: Locale): Promise<{ data: unknown[]; next: string | null; total: number }> {
  const values: unknown[] = [uow.today, uow.company.timeZone];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = conditions(uow, query, bind);
  const from = `contracts_contract c join crm_counterparty k on k.id = c.counterparty_id join crm_partner p on p.id = c.partner_id`;
  const limit = query['limit'] === undefined ? 50 : Number(query['limit']);
  // The number of all rows does not depend on the page, so its statement has the same places without the last.
  const totals = await uow.query<{ total: number }>(`select count(*)::int as total from ${from} where $1::date is not null and $2::text is not null and ${where.join(' and ')}`, [...values]);
  if (query['after'] !== undefined) {
    const after = bind(query['after']);
    where.push(`(c.date, c.id) < (select a.date, a.id from contracts_contract a where a.id = ${after})`);
  }
  const rows = await uow.query<RegisterRow>(
    `select c.id, c.number, c.date, c.name, c.kind, c.form, c.route, c.status, c.partner_id, p.working_name as partner, c.counterparty_id, k.short_name as counterparty, k.approved as counterparty_approved,
       c.amount, cur.iso_code as currency, ${daysInStatusSql('$1', '$2')} as days_in_status, c.negotiation_round, c.responsible_id, u.full_name as responsible,
       c.interest_id, c.valid_until, c.original_received_at,
       ${overdueSql(bind(uow.now))} as overdue,
       exists (select 1 from core_attachment f where f.owner_entity = 'contracts.contract' and f.owner_id = c.id and f.kind = 'contract_scan' and not f.deletion_mark) as scan_attached,
       (select r.storage_place from contracts_archive_record r where r.contract_id = c.id and not r.deletion_mark order by r.placed_at desc limit 1) as storage_place
     from ${from} join core_user u on u.id = c.responsible_id left join crm_currency cur on cur.id = c.currency_id
     where ${where.join(' and ')} order by c.date desc, c.id desc limit ${bind(limit + 1)}`,
    values,
  );
  const page = rows.slice(0, limit);
  const holders = await contractHolders(uow, page.map((row) => row.id));
  const states = uow.company.regulation.processes.get('contracts.contract')?.regions['status']?.states ?? {};
  const groups = new Map<string, string>(CONTRACT_STATUS_GROUPS.map((one) => [one.code, one.label[locale]]));
  return {
    data: page.map((row) => {
      const group = statusGroup(row.status);
      return {
        ...row,
        status_label: states[row.status]?.label[locale] ?? row.status,
        status_group: group,
        status_group_label: groups.get(group) ?? group,
        holders: (holders.get(row.id) ?? []).map(({ userId, name, role, task, since }) => ({
          user_id: userId, role, name: name ?? (role === null ? null : (uow.company.regulation.roles.get(role)?.label[locale] ?? role)), task, since,
        })),
      };
    }),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    total: totals[0]?.total ?? 0,
  };
}

function demandGroup(request: RouteRequest<unknown>): void {
  const group = request.query['status_group'];
  if (group === undefined || CONTRACT_STATUS_GROUPS.some((one) => one.code === group)) return;
  const message = label(`Состояния «${group}» нет: ${CONTRACT_STATUS_GROUPS.map((one) => one.code).join(', ')}.`, `There is no group “${group}”: ${CONTRACT_STATUS_GROUPS.map((one) => one.code).join(', ')}.`);
  throw new BadRequestError('core.bad_query', message, { errors: [{ pointer: 'query:status_group', code: 'bad_value', message }] });
}

/**
 * The register of contracts (D-23), which answers «где договор с X?»: each with its state, the days it stands in it, and whoever holds it now. Newest
 * first; `after` is the id of the last row seen. `expires_within`: days until the end of its term; `overdue`: a task about it is late.
 */
export const contractRegister = defineRoute({
  method: 'GET',
  path: '/api/contracts/register',
  permission: 'signed_in',
  summary: label('Реестр договоров: состояние, у кого, сколько дней', 'Register of contracts: state, holder, days'),
  query: {
    q: { type: 'string', maxLength: 200 }, status: { type: 'string', maxLength: 60 }, status_group: { type: 'string', maxLength: 60 }, kind: { type: 'string', maxLength: 60 },
    partner_id: uuid, counterparty_id: uuid, responsible_id: uuid, interest_id: uuid, expires_within: { type: 'string', pattern: '^[0-9]{1,4}$' },
    without_original: { type: 'string', enum: ['true', 'false'] }, overdue: { type: 'string', enum: ['true', 'false'] }, limit: { type: 'string', pattern: '^([1-9][0-9]?|1[0-9]{2}|200)$' }, after: uuid,
  },
  response: { type: 'object', required: ['data', 'next', 'total'], properties: { data: { type: 'array', items: { type: 'object' } }, next: { type: ['string', 'null'] }, total: { type: 'integer' } } },
  async handle(request) {
    demandGroup(request);
    return { body: await request.read((uow) => readPage(uow, request.query, request.locale)) };
  },
});
