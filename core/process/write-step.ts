import type { UnitOfWork } from '../company/index.ts';
import { ConflictError } from '../errors/index.ts';
import type { EntityClass, EntityRow } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import type { HistoryDetails, HistoryEntry } from './history.ts';
import { historyHash } from './history.ts';
import type { Item } from './item-store.ts';
import { columnsSql } from './item-store.ts';
import type { NewTimer } from './timers.ts';

export interface StepWrite {
  readonly patch: Readonly<Record<string, unknown>>;
  readonly history: readonly { readonly entry: Omit<HistoryEntry, 'version'>; readonly details: HistoryDetails }[];
  /** Codes of waits that end because their state was left. */
  readonly cancelTimers: readonly string[];
  readonly armTimers: readonly NewTimer[];
  readonly actorId: string;
}

const HISTORY_COLUMNS =
  'entity text, item_id uuid, version int, step int, region text, from_value text, to_value text, transition_code text, event text, cause text, actor_id uuid, on_behalf_of uuid, at timestamptz, is_manual boolean, skipped_states text[], comment text, data jsonb, regulation_hash text, trace jsonb, previous_hash text, hash text';
const HISTORY_NAMES = HISTORY_COLUMNS.split(', ').map((column) => column.split(' ')[0]).join(', ');
const TIMER_COLUMNS = 'entity text, item_id uuid, code text, entry_version int, due_at timestamptz, schedule jsonb, sequence_no int, armed_at timestamptz';
const TIMER_NAMES = TIMER_COLUMNS.split(', ').map((column) => column.split(' ')[0]).join(', ');

/**
 * Writes one step in one statement: the row with its next version, its history, the waits that end and begin. Nothing is written when the row is
 * no longer at the version that was read. @throws ConflictError then.
 */
export async function writeStep(uow: UnitOfWork, item: Item, step: StepWrite): Promise<void> {
  await uow.elevate();
  const version = item.row.version + 1;
  let previous = item.tip;
  const rows = step.history.map(({ entry, details }) => {
    const whole: HistoryEntry = { ...entry, version };
    const hash = historyHash(previous, whole, details);
    const row = { ...whole, ...details, previous_hash: previous, hash };
    previous = hash;
    return row;
  });
  const fields = item.definition.fields;
  const columns = Object.keys(step.patch);
  const values: unknown[] = [item.id, item.row.version, uow.now, step.actorId];
  const assignments = columns.map((name) => {
    const value = step.patch[name];
    values.push(fields[name]?.type === 'json' && value !== null ? JSON.stringify(value) : value);
    return `"${name}" = $${values.length}`;
  });
  const parts = [
    `moved as (update "${tableName(item.entity)}" t set ${[...assignments, 'version = t.version + 1', 'updated_at = $3', 'updated_by = $4'].join(', ')}
      where t.id = $1 and t.version = $2 returning ${columnsSql(uow.company.plugins.entity(item.entity) as EntityClass, item.process !== undefined)})`,
  ];
  if (rows.length > 0) {
    values.push(JSON.stringify(rows));
    parts.push(`told as (insert into core_history (${HISTORY_NAMES}) select h.* from moved, jsonb_to_recordset($${values.length}::jsonb) as h(${HISTORY_COLUMNS}))`);
  }
  if (step.cancelTimers.length > 0) {
    values.push(item.entity, step.cancelTimers);
    parts.push(`ended as (update core_timer set cancelled_at = $3 from moved where core_timer.entity = $${values.length - 1} and core_timer.item_id = moved.id and core_timer.code = any($${values.length}::text[]) and fired_at is null and cancelled_at is null)`);
  }
  if (step.armTimers.length > 0) {
    values.push(JSON.stringify(step.armTimers.map((timer) => ({ ...timer, entry_version: version }))));
    parts.push(`armed as (insert into core_timer (${TIMER_NAMES}) select w.* from moved, jsonb_to_recordset($${values.length}::jsonb) as w(${TIMER_COLUMNS}))`);
  }
  const written = await uow.query<EntityRow>(`with ${parts.join(',\n')} select * from moved`, values);
  const row = written[0];
  if (row === undefined) {
    throw new ConflictError('core.version_conflict', {
      ru: 'Объект уже изменён другим сотрудником. Обновите его и решите заново.',
      en: 'Somebody else has changed this first. Reload it and decide again.',
    }, { params: { version: item.row.version } });
  }
  item.row = row;
  item.tip = previous;
}
