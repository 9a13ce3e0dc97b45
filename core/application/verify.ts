import type { Company, UnitOfWork } from '../company/index.ts';
import type { InvariantDefinition } from '../plugin/index.ts';
import type { HistoryDetails, HistoryEntry } from '../process/index.ts';
import { GENESIS, MIGRATION, historyHash, sealHash } from '../process/index.ts';
import { tableName } from '../entity/index.ts';
import { AUDIT_INVARIANTS } from './audit-invariants.ts';
import { sealHistory } from './seal.ts';

/** A row of live data that breaks a promise. */
export interface Violation {
  readonly code: string;
  readonly entity: string;
  readonly id: string;
  readonly text: string;
}

interface HistoryRow extends Omit<HistoryEntry, 'at'>, HistoryDetails {
  readonly id: string;
  readonly at: Date;
  readonly previous_hash: string;
  readonly hash: string;
}

const PAGE = 5000;
const HISTORY = `select id, entity, item_id, version, step, region, from_value, to_value, transition_code, event, actor_id, on_behalf_of, at, regulation_hash, previous_hash, hash,
    cause, is_manual, skipped_states, comment, data, trace
  from core_history where (entity, item_id, version, step) > ($1, $2, $3, $4) order by entity, item_id, version, step limit ${PAGE}`;

/** Every entry, items one after another, a page in memory at a time. */
async function* historyRows(uow: UnitOfWork): AsyncGenerator<HistoryRow> {
  let after: unknown[] = ['', '00000000-0000-0000-0000-000000000000', -1, -1];
  for (;;) {
    const page = await uow.query<HistoryRow>(HISTORY, after);
    yield* page;
    const last = page[page.length - 1];
    if (page.length < PAGE || last === undefined) return;
    after = [last.entity, last.item_id, last.version, last.step];
  }
}

/** V1 and V2 for items: every entry continues the one before, is an edge of its version, hashes to what it says; the last ones are the present states. */
async function historyViolations(uow: UnitOfWork): Promise<Violation[]> {
  const found: Violation[] = [];
  let item = '';
  let previous = GENESIS;
  let states = new Map<string, string>();
  let version = 0;
  const present = new Map<string, Map<string, string>>();
  for await (const row of historyRows(uow)) {
    const key = `${row.entity} ${row.item_id}`;
    if (key !== item) {
      item = key;
      previous = GENESIS;
      states = new Map();
      version = 0;
      present.set(key, states);
    }
    const say = (code: string, text: string): void => void found.push({ code, entity: row.entity, id: row.item_id, text });
    if (row.version < version) say('V1', `version ${row.version} after ${version}`);
    version = row.version;
    if ((states.get(row.region) ?? null) !== row.from_value) say('V1', `${row.region}: from ${row.from_value ?? '—'}, but the entry before left ${states.get(row.region) ?? '—'}`);
    const { previous_hash: before, hash, at } = row;
    if (before !== previous || historyHash(previous, { ...row, at: at.toISOString() }, row) !== hash) say('V2', `entry ${row.id} does not hash to what it says`);
    previous = hash;
    states.set(row.region, row.to_value);
    const regulation = row.regulation_hash === null ? undefined : await uow.company.version(row.regulation_hash, uow).catch(() => undefined);
    if (regulation === undefined) say('V1', `version ${row.regulation_hash ?? '—'} of the regulation is missing`);
    else if (row.from_value !== null && !edgeExists(regulation.processes.get(row.entity), row)) say('V1', `${row.transition_code}: ${row.from_value} → ${row.to_value} is not an edge of its version`);
  }
  for (const spec of uow.company.plugins.processes) found.push(...(await stateViolations(uow, spec.id, present)));
  return found;
}

function edgeExists(process: { readonly transitions: ReadonlyMap<string, { readonly code: string; readonly from: readonly string[] | 'start'; readonly to: string }> } | undefined, row: HistoryRow): boolean {
  if (row.transition_code === MIGRATION) return true;
  if (process === undefined) return false;
  return [...process.transitions.values()].some(
    (one) => one.code === row.transition_code && one.from !== 'start' && one.from.includes(row.from_value ?? '') && (one.to === '=' ? row.from_value === row.to_value : one.to === row.to_value),
  );
}

async function stateViolations(uow: UnitOfWork, entity: string, present: ReadonlyMap<string, ReadonlyMap<string, string>>): Promise<Violation[]> {
  const regions = Object.entries(uow.company.plugins.processSpec(entity)?.regions ?? {});
  const rows = await uow.query<Record<string, unknown> & { id: string; version: number }>(`select id, version, ${regions.map(([, region]) => `"${region.field}"`).join(', ')} from "${tableName(entity)}"`);
  return rows.flatMap((row) =>
    regions
      .filter(([name, region]) => present.get(`${entity} ${row.id}`)?.get(name) !== row[region.field])
      .map(([name, region]) => ({ code: 'V2', entity, id: row.id, text: `${name} is ${String(row[region.field])}, but history ends at ${present.get(`${entity} ${row.id}`)?.get(name) ?? '—'}` })),
  );
}

/** V2 for the company: the chain over all entries recomputes from its first row. */
async function sealViolations(uow: UnitOfWork): Promise<Violation[]> {
  const rows = await uow.query<{ seq: string; history_id: string; chain_hash: string; hash: string | null }>(
    'select s.seq, s.history_id, s.chain_hash, h.hash from core_history_seal s left join core_history h on h.id = s.history_id order by s.seq',
  );
  const found: Violation[] = [];
  let previous = GENESIS;
  for (const [index, row] of rows.entries()) {
    if (Number(row.seq) !== index + 1) found.push({ code: 'V2', entity: 'core.history', id: row.history_id, text: `seal ${row.seq} where ${index + 1} is due` });
    if (row.hash === null || sealHash(previous, row.history_id, row.hash) !== row.chain_hash) found.push({ code: 'V2', entity: 'core.history', id: row.history_id, text: `seal ${row.seq} does not recompute` });
    previous = row.chain_hash;
  }
  return found;
}

const KERNEL_INVARIANTS: readonly InvariantDefinition[] = [
  {
    code: 'V6',
    label: { ru: 'Каждое отложенное действие имеет своё отправление', en: 'Every deferred effect has its delivery' },
    find: async (uow) =>
      (await uow.query<{ key: string }>(`select key from core_delivery where state = 'done' and finished_at is null`)).map(({ key }) => ({ entity: 'core.delivery', id: key, text: 'done without a moment' })),
  },
  {
    code: 'V7',
    label: { ru: 'Таймер взведён, сработал один раз или снят', en: 'A timer is armed, fired once or cancelled' },
    find: async (uow) =>
      (
        await uow.query<{ id: string; item_id: string; code: string }>(
          `select t.id, t.item_id, t.code from core_timer t where t.fired_at is null and t.cancelled_at is null
             and (t.schedule ->> 'state') is distinct from (select h.to_value from core_history h where h.entity = t.entity and h.item_id = t.item_id and h.region = t.schedule ->> 'region' order by h.version desc, h.step desc limit 1)`,
        )
      ).map((row) => ({ entity: 'core.timer', id: row.id, text: `${row.code} is armed for a state that item ${row.item_id} has left` })),
  },
  {
    code: 'V9',
    label: { ru: 'Номера документов не повторяются', en: 'Document numbers are unique' },
    find: async (uow) => {
      const found: { entity: string; id: string; text: string }[] = [];
      for (const { definition } of uow.company.plugins.entities.filter((one) => one.definition.kind === 'document')) {
        const rows = await uow.query<{ number: string; n: string }>(`select number, count(*) as n from "${tableName(definition.id)}" where number is not null group by number, date_trunc('year', date) having count(*) > 1`);
        found.push(...rows.map((row) => ({ entity: definition.id, id: row.number, text: `the number stands on ${row.n} documents` })));
      }
      return found;
    },
  },
];

/** Checks every promise that can be checked on live data, the plugins' own included. An empty list is a clean company. */
export async function verifyCompany(company: Company): Promise<Violation[]> {
  while ((await company.write(company.robot, (uow) => sealHistory(uow))) > 0);
  return company.read(company.robot, async (uow) => {
    const found = [...(await historyViolations(uow)), ...(await sealViolations(uow))];
    for (const invariant of [...KERNEL_INVARIANTS, ...AUDIT_INVARIANTS, ...company.plugins.invariants]) {
      found.push(...(await invariant.find(uow)).map((one) => ({ code: invariant.code, ...one })));
    }
    return found;
  });
}
