import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * How somebody looks at a list: what is filtered, which columns, in which order. It is its owner's alone unless he shares it with everybody.
 * `entity_code`: the list. `settings`: `{ filter, q, sort, columns }`; `filter` by the API's names (`state`, `total][gte`), `sort` as `-date`.
 * `is_default`: what the owner's list opens with; at most one per list. `is_pinned`: stands above the list, beside its name.
 */
export const View = defineEntity({
  id: 'web.view',
  kind: 'record',
  label: { one: label('Вид списка', 'View of a list'), many: label('Виды списков', 'Views of lists') },
  path: 'saved-views',
  // People reach views by /api/web/views, which shows each the shared ones and his own; this code guards the common surface.
  permissions: { read: 'view.share' },
  owner: 'owner_id',
  title: 'name',
  indexes: [['entity_code', 'owner_id']],
  fields: {
    entity_code: field.string(label('Список', 'List'), 60, { required: true, writable: 'create' }),
    name: field.string(label('Название', 'Name'), 100, { required: true }),
    owner_id: field.reference(label('Владелец', 'Owner'), 'core.user', { required: true, writable: 'system' }),
    is_shared: field.boolean(label('Виден всем', 'Shared with everybody'), { required: true, default: false }),
    is_pinned: field.boolean(label('Закреплён', 'Pinned'), { required: true, default: false }),
    is_default: field.boolean(label('Открывать первым', 'Opens first'), { required: true, default: false }),
    settings: field.json(label('Отбор, колонки, порядок', 'Filter, columns, order'), { required: true, default: {} }),
  },
});
export type ViewRow = InstanceType<typeof View>;
