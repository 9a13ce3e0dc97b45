import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A tie between two partners that may influence a deal, such as a holding or a general contractor; it holds in the period, when one is given.
 * @see 002 L113
 */
export const PartnerRelation = defineEntity({
  id: 'crm.partner_relation',
  kind: 'record',
  label: { one: label('Связь между партнерами', 'Partner relation'), many: label('Связи между партнерами', 'Partner relations') },
  path: 'partner-relations',
  permissions: { create: 'relation.manage', update: 'relation.manage', delete: 'relation.manage' },
  title: 'relation',
  indexes: [['from_partner_id'], ['to_partner_id']],
  checks: { other_partner: 'from_partner_id <> to_partner_id', period_ordered: 'valid_from <= valid_to' },
  fields: {
    from_partner_id: field.reference(label('Партнер', 'Partner'), 'crm.partner', { required: true }),
    to_partner_id: field.reference(label('Связанный партнер', 'Related partner'), 'crm.partner', { required: true }),
    relation: field.string(label('Вид связи', 'Relation'), 100, { required: true, searched: true }),
    influence: field.string(label('Влияние на сделку', 'Influence on the deal'), 250),
    valid_from: field.date(label('Период: с', 'Valid from')),
    valid_to: field.date(label('Период: по', 'Valid to')),
  },
});

export type PartnerRelationRow = InstanceType<typeof PartnerRelation>;
