import { defineEntity, field, label } from '../../../core/index.ts';

/** Why claims arise: what the statistics of satisfaction are grouped by. @see 002 L120, L162 */
export const ClaimReason = defineEntity({
  id: 'claims.claim_reason',
  kind: 'catalogue',
  label: { one: label('Причина претензии', 'Claim reason'), many: label('Причины претензий', 'Claim reasons') },
  path: 'claim-reasons',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  title: 'name',
  unique: [['code']],
  fields: { name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }) },
});
export type ClaimReasonRow = InstanceType<typeof ClaimReason>;
