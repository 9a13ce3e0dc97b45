import { defineEntity, field, label } from '../../../core/index.ts';
import { PROTOCOL_ORIGINS, PROTOCOL_STATES } from './enums.ts';

/**
 * The points of our form that the client disputes, in one round of the negotiation. Made by the event `contract.amendments_received`, never by hand.
 * `round_no`: the contract's round; `revision_no`: internal corrections inside a round, from 1. `previous_id`: the protocol it replaces, whose points it
 * carries on. `frozen_hash`: sha256 (hex) of what was sent; from then on the points do not change. `signed_by` signed on paper, `signature_entered_by`
 * entered it. `comment`: the client's wishes in his own words.
 * @see «Процесс заключения договора с клиентом», §3; «Автоматизация полного цикла продажи», §3.1
 */
export const DisagreementProtocol = defineEntity({
  id: 'contracts.disagreement_protocol',
  kind: 'document',
  label: { one: label('Протокол разногласий', 'Protocol of disagreements'), many: label('Протоколы разногласий', 'Protocols of disagreements') },
  path: 'disagreement-protocols',
  fields: {
    contract_id: field.reference(label('Договор', 'Contract'), 'contracts.contract', { required: true, writable: 'create', indexed: true }),
    round_no: field.integer(label('Раунд', 'Round'), { required: true, writable: 'system', default: 1 }),
    revision_no: field.integer(label('Редакция', 'Revision'), { required: true, writable: 'system', default: 1 }),
    origin: field.enumeration(label('Кем составлен', 'Origin'), PROTOCOL_ORIGINS, { required: true, default: 'client' }),
    state: field.enumeration(label('Состояние', 'State'), PROTOCOL_STATES, { required: true, writable: 'system', default: 'drafting' }),
    approval_id: field.reference(label('Согласование', 'Approval'), 'core.approval', { writable: 'system' }),
    prepared_by: field.reference(label('Составил', 'Prepared by'), 'core.user', { writable: 'system' }),
    previous_id: field.reference(label('Заменяет протокол', 'Replaces the protocol'), 'contracts.disagreement_protocol', { writable: 'system' }),
    sent_at: field.datetime(label('Отправлен клиенту', 'Sent to the client'), { writable: 'system' }),
    signed_by_company_at: field.date(label('Подписан компанией', 'Signed by the company'), { writable: 'system' }),
    signed_by: field.reference(label('Кто подписал от компании', 'Who signed for the company'), 'core.user', { writable: 'system' }),
    signature_entered_by: field.reference(label('Кто внёс подпись компании', "Who entered the company's signature"), 'core.user', { writable: 'system' }),
    signed_by_client_at: field.date(label('Подписан клиентом', 'Signed by the client'), { writable: 'system' }),
    frozen_hash: field.string(label('Контрольная сумма отправленного', 'Checksum of what was sent'), 64, { writable: 'system' }),
  },
  permissions: { update: 'protocol.edit' },
  owner: 'responsible_id',
  numbering: { prefix: 'РЗ-', digits: 6 },
  indexes: [['state'], ['number']],
  checks: {
    counted_from_one: 'round_no >= 1 and revision_no >= 1',
    replaces_another: 'previous_id <> id',
  },
  sections: { items: { entity: 'contracts.disagreement_item', via: 'protocol_id', label: label('Пункты разногласий', 'Points') } },
});
export type DisagreementProtocolRow = InstanceType<typeof DisagreementProtocol>;
