import type { EntityDefinition, UnitOfWork } from '../../../core/index.ts';
import { tableName } from '../../../core/index.ts';

/** A row that was reached, whether it is shown or only leads further. */
interface Reached {
  readonly entity: string;
  readonly id: string;
}

/** One way from rows of an entity to rows of another, as SQL over `$1`, the ids to start from. */
interface Step {
  readonly to: string;
  readonly sql: string;
}

/** Entities that are no documents of a deal although they name it: what people are asked and told, what is said to the client. */
const APART = ['core.task', 'core.approval', 'core.reminder', 'core.notification', 'core.process_run', 'core.attachment', 'crm.interaction', 'crm.inquiry'];
/** Kernel rows that are documents all the same. */
const PRINTED = 'core.printed_document';
const DEPTH = 10;

/** Whether rows of this entity are shown as documents: documents proper, and whatever lives a process of its own. */
export function isDocument(uow: UnitOfWork, definition: EntityDefinition): boolean {
  if (APART.includes(definition.id) || definition.kind === 'section') return false;
  return definition.id === PRINTED || definition.kind === 'document' || (definition.kind !== 'register' && uow.company.plugins.processSpec(definition.id) !== undefined && !definition.id.startsWith('core.'));
}

/**
 * Every way down from `from`: rows that refer to it by a reference column, by a pair `<name>_entity`, `<name>_id`, or (towards plugins that build on it)
 * rows that a column `<entity>_id` without a target names. A row that says it belongs to another deal is not followed. Nothing has to be declared: a
 * plugin's documents appear because their columns say what they are about.
 */
function stepsFrom(uow: UnitOfWork, from: EntityDefinition): Step[] {
  const { entities } = uow.company.plugins;
  const steps: Step[] = [];
  for (const { definition } of entities) {
    if (definition.kind === 'register' || APART.includes(definition.id) || definition.id === from.id) continue;
    if (!isDocument(uow, definition) && definition.kind !== 'section') continue;
    const table = tableName(definition.id);
    const ownDeal = definition.fields['interest_id']?.target === 'crm.interest' && from.id !== 'crm.interest' ? ' and (t.interest_id is null or t.interest_id = $2)' : '';
    for (const [name, one] of Object.entries(definition.fields)) {
      if (one.type === 'reference' && one.target === from.id) steps.push({ to: definition.id, sql: `select t.id from "${table}" t where t."${name}" = any($1::uuid[]) and not t.deletion_mark${ownDeal}` });
      if (one.type === 'uuid' && name.endsWith('_id') && definition.fields[`${name.slice(0, -3)}_entity`] !== undefined) {
        steps.push({ to: definition.id, sql: `select t.id from "${table}" t where t."${name.slice(0, -3)}_entity" = '${from.id}' and t."${name}" = any($1::uuid[]) and not t.deletion_mark${ownDeal}` });
      }
    }
  }
  return [...steps, ...namedBy(uow, from), ...wholeAndParts(uow, from)];
}

/** Rows that columns without a target name: an order's `contract_id`, a payment row's `payment_id`. */
function namedBy(uow: UnitOfWork, from: EntityDefinition): Step[] {
  return Object.entries(from.fields).flatMap(([name, one]) => {
    if (one.type !== 'uuid' || !name.endsWith('_id') || from.fields[`${name.slice(0, -3)}_entity`] !== undefined) return [];
    const named = uow.company.plugins.entities.filter(({ definition }) => definition.id.endsWith(`.${name.slice(0, -3)}`) && (definition.kind === 'section' || isDocument(uow, definition)));
    const [only] = named;
    return only === undefined || named.length > 1 ? [] : [{ to: only.definition.id, sql: `select t."${name}" as id from "${tableName(from.id)}" t where t.id = any($1::uuid[]) and t."${name}" is not null` }];
  });
}

/** From a document to the rows of its sections, and from such a row to its document. */
function wholeAndParts(uow: UnitOfWork, from: EntityDefinition): Step[] {
  const parts = Object.values(from.sections ?? {}).map(({ entity, via }) => ({ to: entity, sql: `select t.id from "${tableName(entity)}" t where t."${via}" = any($1::uuid[])` }));
  if (from.kind !== 'section') return parts;
  const owners = uow.company.plugins.entities.flatMap(({ definition }) => Object.values(definition.sections ?? {}).filter((link) => link.entity === from.id).map(({ via }) => ({
    to: definition.id, sql: `select t."${via}" as id from "${tableName(from.id)}" t where t.id = any($1::uuid[]) and t."${via}" is not null`,
  })));
  return [...parts, ...owners];
}

/** Ids of everything that is linked to a deal, by entity, the deal itself apart; one query per step of the way and kind of row. */
export async function linkedTo(uow: UnitOfWork, interestId: string): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>([['crm.interest', new Set([interestId])]]);
  let fresh: Reached[] = [{ entity: 'crm.interest', id: interestId }];
  for (let round = 0; round < DEPTH && fresh.length > 0; round += 1) {
    const next: Reached[] = [];
    for (const entity of new Set(fresh.map((one) => one.entity))) {
      const definition = uow.company.plugins.entity(entity)?.definition;
      if (definition === undefined) continue;
      const ids = fresh.filter((one) => one.entity === entity).map((one) => one.id);
      for (const { to, sql } of stepsFrom(uow, definition)) {
        const known = found.get(to) ?? new Set<string>();
        found.set(to, known);
        for (const { id } of await uow.query<{ id: string }>(sql, sql.includes('$2') ? [ids, interestId] : [ids])) {
          if (known.has(id)) continue;
          known.add(id);
          next.push({ entity: to, id });
        }
      }
    }
    fresh = next;
  }
  found.delete('crm.interest');
  return found;
}
