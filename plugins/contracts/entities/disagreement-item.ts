import { defineEntity, field, label } from '../../../core/index.ts';
import { POINT_DECISIONS } from './enums.ts';

/**
 * One disputed clause: our wording, the client's, what is proposed, and what was decided about it.
 * `added_in_revision`: revision of the protocol it came with. `carried_from_id`: the same point of the round before; decided there, it stays decided.
 * @see «Процесс заключения договора с клиентом», §3
 */
export const DisagreementItem = defineEntity({
  id: 'contracts.disagreement_item',
  kind: 'section',
  label: { one: label('Пункт разногласий', 'Point of disagreement'), many: label('Пункты разногласий', 'Points of disagreement') },
  path: 'disagreement-items',
  fields: {
    protocol_id: field.reference(label('Протокол', 'Protocol'), 'contracts.disagreement_protocol', { required: true, writable: 'create', indexed: true }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    clause: field.string(label('Пункт договора', 'Clause'), 50, { required: true }),
    our_wording: field.text(label('Редакция компании', 'Our wording')),
    client_wording: field.text(label('Редакция клиента', "Client's wording")),
    proposed_wording: field.text(label('Согласованная редакция', 'Agreed wording')),
    decision: field.enumeration(label('Решение', 'Decision'), POINT_DECISIONS, { required: true, default: 'open' }),
    added_in_revision: field.integer(label('Добавлен в редакции', 'Added in revision'), { required: true, writable: 'system', default: 1 }),
    reviewer_comment: field.text(label('Комментарий согласующего', "Reviewer's comment")),
    carried_from_id: field.reference(label('Перенесён из пункта', 'Carried from the point'), 'contracts.disagreement_item', { writable: 'system' }),
  },
  permissions: {},
  title: 'clause',
  checks: { revision_counted_from_one: 'added_in_revision >= 1' },
});
export type DisagreementItemRow = InstanceType<typeof DisagreementItem>;
