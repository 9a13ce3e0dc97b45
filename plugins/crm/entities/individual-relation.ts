import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A tie between two persons, with the deal it can influence.
 * @see 002 L114
 */
export const IndividualRelation = defineEntity({
  id: 'crm.individual_relation',
  kind: 'record',
  label: { one: label('Связь между физлицами', 'Individual relation'), many: label('Связи между физлицами', 'Individual relations') },
  path: 'individual-relations',
  permissions: { create: 'relation.manage', update: 'relation.manage', delete: 'relation.manage' },
  title: 'relation',
  indexes: [['from_individual_id'], ['to_individual_id'], ['interest_id']],
  checks: { other_individual: 'from_individual_id <> to_individual_id' },
  fields: {
    from_individual_id: field.reference(label('Физлицо', 'Individual'), 'crm.individual', { required: true }),
    to_individual_id: field.reference(label('Связанное физлицо', 'Related individual'), 'crm.individual', { required: true }),
    relation: field.string(label('Вид связи', 'Relation'), 100, { required: true, searched: true }),
    interest_id: field.reference(label('Интерес', 'Interest'), 'crm.interest'),
  },
});

export type IndividualRelationRow = InstanceType<typeof IndividualRelation>;
