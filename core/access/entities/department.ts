import { defineEntity, field, label } from '../../entity/index.ts';

/**
 * A part of the company; the tree decides what a permission granted for the `team` reaches.
 * `number`: the company's own, as text. `parent_id`: null at the top; the tree has no cycles.
 * @see «Управление отношениями с клиентами (CRM) в 1С:КА», claims by department
 */
export const Department = defineEntity({
  id: 'core.department',
  kind: 'catalogue',
  label: { one: label('Подразделение', 'Department'), many: label('Подразделения', 'Departments') },
  path: 'departments',
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    number: field.string(label('Номер подразделения', 'Department number'), 20),
    parent_id: field.reference(label('Родитель', 'Parent'), 'core.department', { indexed: true }),
    head_id: field.reference(label('Руководитель', 'Head'), 'core.user'),
  },
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  title: 'name',
  checks: { parent_is_another: 'parent_id <> id' },
  audited: true,
});
export type DepartmentRow = InstanceType<typeof Department>;
