import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, EntityRow } from '../entity/index.ts';
import { NotFoundError } from '../errors/index.ts';
import type { RefusalReason } from '../errors/index.ts';
import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { Locale } from '../language/index.ts';
import { LOCALES } from '../language/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { Move } from '../process/index.ts';
import { ProcessEngine, availableEvents, decide, hiddenFacts, lockStatements, withoutHidden } from '../process/index.ts';
import { demandAccess, rawRecord, readRecord } from '../records/index.ts';
import { entityPath } from './entity-routes.ts';

/** Labels become texts in the caller's language, at any depth. */
export function inLanguage(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map((one) => inLanguage(one, locale));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value);
  if (entries.length === 2 && LOCALES.every((one) => typeof (value as Record<string, unknown>)[one] === 'string')) return (value as Record<string, string>)[locale];
  return Object.fromEntries(entries.map(([name, one]) => [name, inLanguage(one, locale)]));
}

/** Reads a row through the permission check before anything is said about it. */
async function demandReadable(uow: UnitOfWork, definition: EntityDefinition, id: string): Promise<EntityRow> {
  const row = await rawRecord(uow, definition.id, id);
  demandAccess(uow.actor, definition, 'read', row);
  return row;
}

interface SentEvent {
  readonly event: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly version?: number;
}

/** A refusal's facts are shown to people who may read the item; the rest of the explanation is words. */
function shownReason(reason: RefusalReason, locale: Locale): unknown {
  return inLanguage(reason, locale);
}

/** What moved with a transition, in the caller's language. */
function shownMoves(uow: UnitOfWork, moves: readonly Move[], locale: Locale): unknown[] {
  return moves.map((move) => {
    const label = uow.company.regulation.processes.get(move.entity)?.regions[move.region]?.states[move.to]?.label;
    return { entity: move.entity, id: move.id, region: move.region, from: move.from, to: move.to, to_label: label?.[locale] ?? move.to, code: move.code, event: move.event };
  });
}

/** Events, transitions, history and explanations of one entity that has a process. */
export function processRoutes(registry: PluginRegistry, definition: EntityDefinition): RouteDefinition[] {
  const base = entityPath(registry, definition);
  const permission = definition.permissions.read ?? 'signed_in';
  const { one } = definition.label;
  return [
    defineRoute({
      method: 'GET',
      path: `${base}/:id/transitions`,
      permission,
      summary: { ru: `Что можно сделать: ${one.ru}`, en: `What can be done: ${one.en}` },
      changes: false,
      handle: async (request) => {
        const id = request.params['id'] ?? '';
        // A dry run, since the engine locks what it judges; nothing of it stays.
        return request.company.write(
          request.actor,
          async (uow) => {
            await demandReadable(uow, definition, id);
            const engine = ProcessEngine.of(uow);
            const item = await engine.store.lock({ entity: definition.id, id });
            const events = await availableEvents(engine, item);
            return { body: { version: item.row.version, data: events.map(({ reasons, ...event }) => ({ ...(inLanguage(event, request.locale) as object), reasons: reasons.map((reason) => shownReason(reason, request.locale)) })) } };
          },
          { dryRun: true },
        );
      },
    }),
    defineRoute<SentEvent>({
      method: 'POST',
      path: `${base}/:id/transitions`,
      permission: 'signed_in',
      summary: { ru: `Отправить событие: ${one.ru}`, en: `Send an event: ${one.en}` },
      query: { dry_run: { type: 'string', enum: ['true', 'false'] } },
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['event'],
        properties: { event: { type: 'string', minLength: 1, maxLength: 100 }, data: { type: 'object' }, version: { type: 'integer', minimum: 1 } },
      },
      handle: async (request) => {
        const id = request.params['id'] ?? '';
        const { event, data, version } = request.body;
        return request.write(
          async (uow) => {
            const engine = ProcessEngine.of(uow);
            const item = await engine.store.lock({ entity: definition.id, id });
            demandAccess(uow.actor, definition, 'read', item.row);
            await engine.send({ entity: definition.id, id }, event, data ?? {}, version === undefined ? {} : { version });
            return { body: { item: await readRecord(uow, definition.id, id, [], item.row), moved: shownMoves(uow, engine.moves, request.locale) } };
          },
          { dryRun: request.query['dry_run'] === 'true', engine: true, prefetch: lockStatements(registry, { entity: definition.id, id }) },
        );
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/:id/history`,
      permission,
      summary: { ru: `История: ${one.ru}`, en: `History: ${one.en}` },
      handle: async (request) => {
        const id = request.params['id'] ?? '';
        return request.read(async (uow) => {
          const row = await demandReadable(uow, definition, id);
          return { body: { data: await historyOf(uow, definition, row, request.locale) } };
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/:id/explain/:decision`,
      permission,
      summary: { ru: `Почему так решено: ${one.ru}`, en: `Why it is so: ${one.en}` },
      changes: false,
      handle: async (request) => {
        const id = request.params['id'] ?? '';
        const decision = request.params['decision'] ?? '';
        return request.company.write(
          request.actor,
          async (uow) => {
            const row = await demandReadable(uow, definition, id);
            const asked = uow.company.plugins.decision(decision);
            if (asked === undefined || (asked.entity !== undefined && asked.entity !== definition.id)) throw new NotFoundError();
            const answer = await decide(uow, decision, { entity: definition.id, id });
            return { body: { decision, label: asked.label[request.locale], outcome: answer.outcome, rows: answer.rows, facts: withoutHidden(answer.facts, hiddenFacts(uow.actor, definition, row)) } };
          },
          { dryRun: true },
        );
      },
    }),
  ];
}

/** A stored trace without the facts that its reader may not see. */
function shownTrace(trace: unknown, hidden: ReadonlySet<string>): unknown {
  if (!Array.isArray(trace)) return trace;
  return trace.map((one: { facts?: Record<string, unknown> }) => (one.facts === undefined ? one : { ...one, facts: withoutHidden(one.facts, hidden) }));
}

async function historyOf(uow: UnitOfWork, definition: EntityDefinition, item: EntityRow, locale: Locale): Promise<unknown[]> {
  const hidden = hiddenFacts(uow.actor, definition, item);
  const rows = await uow.query<{
    version: number; step: number; region: string; from_value: string | null; to_value: string; transition_code: string; event: string; cause: string | null; actor_id: string | null;
    actor_name: string | null; on_behalf_of: string | null; at: Date; is_manual: boolean; skipped_states: string[] | null; comment: string | null; regulation_hash: string | null; trace: unknown;
  }>(
    `select h.version, h.step, h.region, h.from_value, h.to_value, h.transition_code, h.event, h.cause, h.actor_id, u.full_name as actor_name, h.on_behalf_of, h.at, h.is_manual,
       h.skipped_states, h.comment, h.regulation_hash, h.trace
     from core_history h left join core_user u on u.id = h.actor_id where h.entity = $1 and h.item_id = $2 order by h.version, h.step`,
    [definition.id, item.id],
  );
  return Promise.all(
    rows.map(async (row) => {
      const regulation = row.regulation_hash === null ? uow.company.regulation : await uow.company.version(row.regulation_hash, uow);
      const states = regulation.processes.get(definition.id)?.regions[row.region]?.states ?? {};
      return {
        ...row,
        trace: shownTrace(row.trace, hidden),
        at: row.at.toISOString(),
        from_label: row.from_value === null ? null : (states[row.from_value]?.label[locale] ?? row.from_value),
        to_label: states[row.to_value]?.label[locale] ?? row.to_value,
      };
    }),
  );
}
