import type { UnitOfWork } from '../company/index.ts';
import { ConflictError, NotFoundError } from '../errors/index.ts';
import { lockLane, wakeLane } from './lane.ts';

/** Row of `core_incident`: something the system could not do and a person has to look at. */
export interface Incident {
  readonly id: string;
  readonly version: number;
  readonly kind: IncidentKind;
  readonly entity: string | null;
  readonly item_id: string | null;
  readonly delivery_key: string | null;
  readonly timer_id: string | null;
  readonly schedule_code: string | null;
  readonly message: string;
  readonly created_at: Date;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
}

/** `delivery`: an effect ran out of tries; `timer`: a timer fails when it fires; `schedule`: so does regular work; `item`: a row cannot be processed. */
export type IncidentKind = 'delivery' | 'timer' | 'schedule' | 'item';

export interface NewIncident {
  readonly kind: IncidentKind;
  readonly message: string;
  readonly entity?: string | null;
  readonly itemId?: string | null;
  readonly deliveryKey?: string | null;
  readonly timerId?: string | null;
  readonly scheduleCode?: string | null;
}

const COLUMNS = 'id, version, kind, entity, item_id, delivery_key, timer_id, schedule_code, message, created_at, resolved_at, resolved_by';

/** Opens an incident, or renews the message of the one that is open about the same thing. Returns its id. */
export async function raiseIncident(uow: UnitOfWork, incident: NewIncident): Promise<string> {
  const values = [
    incident.kind,
    incident.entity ?? null,
    incident.itemId ?? null,
    incident.deliveryKey ?? null,
    incident.timerId ?? null,
    incident.scheduleCode ?? null,
    incident.message.slice(0, 2000),
  ];
  const renewed = await uow.query<{ id: string }>(
    `update core_incident set message = $7, version = version + 1
     where resolved_at is null and kind = $1 and entity is not distinct from $2 and item_id is not distinct from $3::uuid
       and delivery_key is not distinct from $4 and timer_id is not distinct from $5::uuid
       and schedule_code is not distinct from $6
     returning id`,
    values,
  );
  if (renewed[0] !== undefined) return renewed[0].id;
  const made = await uow.query<{ id: string }>(
    'insert into core_incident (kind, entity, item_id, delivery_key, timer_id, schedule_code, message, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id',
    [...values, uow.now],
  );
  return (made[0] as { id: string }).id;
}

/** Incidents, newest first; the open ones unless `open` is false, which means the resolved ones. `limit` at most 200. */
export async function listIncidents(uow: UnitOfWork, options: { readonly open?: boolean; readonly limit?: number } = {}): Promise<Incident[]> {
  const which = options.open === false ? 'is not null' : 'is null';
  return uow.query<Incident>(`select ${COLUMNS} from core_incident where resolved_at ${which} order by created_at desc, id limit $1`, [Math.min(options.limit ?? 100, 200)]);
}

/** The open incident with that id, or the newest one about that row; undefined when there is none. */
export async function findOpenIncident(uow: UnitOfWork, about: { readonly id: string } | { readonly entity: string; readonly itemId: string }): Promise<Incident | undefined> {
  const [test, values] = 'id' in about ? ['id::text = $1', [about.id]] : ['entity = $1 and item_id = $2', [about.entity, about.itemId]];
  return (await uow.query<Incident>(`select ${COLUMNS} from core_incident where resolved_at is null and ${test} order by created_at desc limit 1`, values))[0];
}

/**
 * Closes an incident by hand. A failed delivery is thereby given up: it is not run again and the ones behind it in its lane go on.
 * To run it again use `retryDelivery`. @throws NotFoundError, ConflictError `core.incident_resolved`
 */
export async function resolveIncident(uow: UnitOfWork, id: string): Promise<Incident> {
  const found = await uow.query<Incident>(`select ${COLUMNS} from core_incident where id = $1 for update`, [id]);
  const incident = found[0];
  if (incident === undefined) throw new NotFoundError();
  if (incident.resolved_at !== null) {
    throw new ConflictError('core.incident_resolved', { ru: 'Этот сбой уже закрыт.', en: 'This incident is closed already.' });
  }
  if (incident.delivery_key !== null) await giveUpDelivery(uow, incident.delivery_key);
  return (await close(uow, 'id', id))[0] as Incident;
}

/** What an incident is about, when that can be repaired. */
export type IncidentSubject = { readonly deliveryKey: string } | { readonly timerId: string } | { readonly scheduleCode: string };

/** Closes what is open about a delivery, a timer or a schedule, because it has been repaired. */
export async function closeIncidentsOf(uow: UnitOfWork, subject: IncidentSubject): Promise<Incident[]> {
  if ('deliveryKey' in subject) return close(uow, 'delivery_key', subject.deliveryKey);
  if ('timerId' in subject) return close(uow, 'timer_id', subject.timerId);
  return close(uow, 'schedule_code', subject.scheduleCode);
}

async function close(uow: UnitOfWork, column: 'id' | 'delivery_key' | 'timer_id' | 'schedule_code', value: string): Promise<Incident[]> {
  return uow.query<Incident>(
    `update core_incident set resolved_at = $1, resolved_by = $2, version = version + 1 where resolved_at is null and ${column} = $3 returning ${COLUMNS}`,
    [uow.now, uow.actor.userId, value],
  );
}

async function giveUpDelivery(uow: UnitOfWork, key: string): Promise<void> {
  const found = await uow.query<{ lane: string | null }>(`select lane from core_delivery where key = $1 and state = 'failed' and finished_at is null`, [key]);
  if (found[0] === undefined) return;
  await lockLane(uow, found[0].lane);
  await uow.query(`update core_delivery set finished_at = $2 where key = $1 and state = 'failed' and finished_at is null`, [key, uow.now]);
  await wakeLane(uow, found[0].lane);
}
