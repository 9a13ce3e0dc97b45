import type { EntityDefinition, FieldProblem, SaveContext } from '../../../core/index.ts';
import { ForbiddenError, InvalidError, defineSaveRule, may, updateRecord } from '../../../core/index.ts';
import { webErrors } from '../errors.ts';

const MOST_PARTS = 60;

function problem(pointer: string, code: keyof typeof webErrors, field = ''): FieldProblem {
  const { ru, en } = webErrors[code];
  return { pointer, code, message: { ru: ru.replace('{field}', field), en: en.replace('{field}', field) } };
}

/** The list a view is of. @throws InvalidError web.unknown_list */
function listOf({ uow, actor }: SaveContext, id: unknown): EntityDefinition {
  const definition = typeof id === 'string' ? uow.company.plugins.entity(id)?.definition : undefined;
  if (definition !== undefined && (definition.permissions.read === undefined || may(actor, definition.permissions.read))) return definition;
  throw new InvalidError('web.unknown_list', webErrors['web.unknown_list'], { errors: [problem('/entity_code', 'web.unknown_list')] });
}

/** Whatever of the settings is not as the list understands it. Values of filters are the list's own to judge when it is asked. */
function settingsProblems(definition: EntityDefinition, settings: unknown): FieldProblem[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return [problem('/settings', 'web.view_misshapen')];
  const { filter = {}, q = '', sort = '', columns = [], ...others } = settings as Record<string, unknown>;
  const texts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= MOST_PARTS && value.every((one) => typeof one === 'string');
  const isFilter = typeof filter === 'object' && filter !== null && !Array.isArray(filter) && Object.keys(filter).length <= MOST_PARTS && Object.values(filter).every((one) => typeof one === 'string' && one.length <= 2000);
  if (Object.keys(others).length > 0 || !isFilter || typeof q !== 'string' || q.length > 200 || typeof sort !== 'string' || !texts(columns)) return [problem('/settings', 'web.view_misshapen')];
  const unknown = (name: string): boolean => !Object.hasOwn(definition.fields, name);
  const filtered = Object.keys(filter).map((key) => key.replace(/\].*$/, '')).filter((name) => !name.startsWith('custom.'));
  const sorted = sort.split(',').filter((name) => name !== '').map((name) => name.replace(/^-/, ''));
  return [
    ...filtered.filter(unknown).map((name) => problem(`/settings/filter/${name}`, 'web.unknown_column', name)),
    ...sorted.filter(unknown).map((name) => problem('/settings/sort', 'web.unknown_column', name)),
    ...columns.filter(unknown).map((name) => problem('/settings/columns', 'web.unknown_column', name)),
  ];
}

/** A view belongs to whoever makes it, fits its list, is shared by right only, and is the one that opens first when it says so. */
export const viewRule = defineSaveRule({
  id: 'web.view',
  entity: 'web.view',
  async prepare(draft, context) {
    const { actor, before } = context;
    if (before === undefined) draft['owner_id'] = actor.userId;
    if (draft['is_shared'] === true && before?.['is_shared'] !== true && !may(actor, 'view.share')) throw new ForbiddenError('web.sharing_not_permitted', webErrors['web.sharing_not_permitted']);
    if (before !== undefined && !context.given.has('settings')) return;
    const problems = settingsProblems(listOf(context, draft['entity_code']), draft['settings']);
    if (problems.length > 0) throw new InvalidError('web.view_misshapen', webErrors['web.view_misshapen'], { errors: problems });
  },
  async stored(row, { uow }) {
    if (row['is_default'] !== true) return;
    const others = await uow.query<{ id: string }>('select id from web_view where entity_code = $1 and owner_id = $2 and is_default and id <> $3 and not deletion_mark', [row['entity_code'], row['owner_id'], row.id]);
    for (const { id } of others) await updateRecord(uow, { entity: 'web.view', id }, { is_default: false });
  },
});
