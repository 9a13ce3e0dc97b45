import type { EntityDefinition, Label, RouteRequest, UnitOfWork } from '../../../core/index.ts';
import { NotFoundError, defineRoute, label, may, tableName, translate } from '../../../core/index.ts';
import { isDocument, linkedTo } from '../services/linked-documents.ts';

/** A document of a deal as its page lists it. `states`: the state of each region, in words; `amount`: decimal string. */
interface DealDocument {
  readonly entity: string;
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly date: Date;
  readonly states: readonly { readonly region: string; readonly state: string; readonly label: string }[];
  readonly amount: string | null;
  readonly href: string;
}

const TITLES = ['number', 'title', 'name'];
const DATES = ['date', 'printed_at', 'sent_at', 'created_at'];
const AMOUNTS = ['total', 'amount'];

/** The first of `names` that the entity has and that everybody may read. */
function column(definition: EntityDefinition, names: readonly string[]): string | undefined {
  return names.find((name) => definition.fields[name] !== undefined && definition.fields[name]?.confidential === undefined);
}

async function rowsOf(uow: UnitOfWork, definition: EntityDefinition, ids: readonly string[], locale: 'ru' | 'en'): Promise<DealDocument[]> {
  const regions = Object.entries(uow.company.regulation.processes.get(definition.id)?.regions ?? {});
  const title = column(definition, [...TITLES, ...(definition.title === undefined ? [] : [definition.title])]);
  const amount = column(definition, AMOUNTS);
  const rows = await uow.query<Record<string, unknown> & { id: string; title: string | null; date: Date; amount: string | null }>(
    `select t.id, ${title === undefined ? 'null' : `t."${title}"::text`} as title, t."${column(definition, DATES) ?? 'created_at'}"::timestamptz as date, ${amount === undefined ? 'null' : `t."${amount}"::text`} as amount
            ${regions.map(([, region]) => `, t."${region.field}" as "state ${region.field}"`).join('')}
       from "${tableName(definition.id)}" t where t.id = any($1::uuid[]) and not t.deletion_mark`, [ids],
  );
  const base = `/api/${uow.company.plugins.pluginOf(definition.id)}/${definition.path}`;
  const word = (text: Label): string => translate(text, locale);
  return rows.map((row) => ({
    entity: definition.id,
    kind: word(definition.label.one),
    id: row.id,
    title: row.title ?? row.id,
    date: row.date,
    states: regions.map(([region, spec]) => {
      const state = String(row[`state ${spec.field}`]);
      const known = spec.states[state]?.label;
      return { region, state, label: known === undefined ? state : word(known) };
    }),
    amount: row.amount,
    href: `${base}/${row.id}`,
  }));
}

/** Whether this person reads every row of an entity; what he reads in part only is found in its own list. */
function readsAll(request: RouteRequest, definition: EntityDefinition): boolean {
  const permission = definition.permissions.read;
  return permission === undefined || (may(request.actor, permission) && request.actor.permissions.get(permission) === 'all');
}

/** Every document of a deal in one list, of whichever plugin: the page «Документы сделки» (002 L31–33). */
export const dealDocuments = defineRoute({
  method: 'GET',
  path: '/api/crm/interests/:id/documents',
  permission: 'signed_in',
  summary: label('Все документы сделки', 'All documents of a deal'),
  async handle(request) {
    return request.read(async (uow) => {
      const id = request.params['id'] ?? '';
      if ((await uow.query('select 1 from crm_interest where id = $1', [id])).length === 0) throw new NotFoundError();
      const documents: DealDocument[] = [];
      for (const [entity, ids] of await linkedTo(uow, id)) {
        const definition = uow.company.plugins.entity(entity)?.definition;
        if (definition === undefined || ids.size === 0 || !isDocument(uow, definition) || !readsAll(request, definition)) continue;
        documents.push(...(await rowsOf(uow, definition, [...ids], request.locale)));
      }
      documents.sort((left, right) => left.date.getTime() - right.date.getTime() || left.entity.localeCompare(right.entity) || left.title.localeCompare(right.title, 'ru'));
      return { body: { data: documents } };
    });
  },
});
