import { label } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const contractsErrors = {
  'contracts.buyer_account_required': label('Укажите счет покупателя.', "Choose the buyer's account."),
  'contracts.legal_address_required': label('У контрагента не заполнен юридический адрес.', 'The counterparty has no legal address.'),
  'contracts.number_taken': label('Договор с номером «{number}» уже есть: «{name}».', 'There is a contract number “{number}” already: “{name}”.'),
  'contracts.not_editable': label('Договор в этом статусе не правят: условия уже отправлены или подписаны.', 'A contract in this status is not edited: its terms were sent or signed.'),
  'contracts.counterparty_of_another_partner': label('Контрагент относится к другому клиенту.', 'The counterparty belongs to another client.'),
  'contracts.signature_refused': label('Подпись от компании не принята.', "The company's signature is not accepted."),
  'contracts.signatory_role': label('Договор такой суммы подписывает другое лицо.', 'Somebody else signs contracts of this amount.'),
  'contracts.signature_limit': label('Сумма договора больше лимита подписи.', 'The amount of the contract exceeds the signature limit.'),
  'contracts.signatory_unknown': label('Укажите, кто подписал договор от компании.', 'Say who signed the contract for the company.'),
  'contracts.protocol_not_signed': label('Протокол разногласий ещё не подписан нами.', 'The protocol of disagreements is not signed by us yet.'),
  'contracts.original_not_received': label('Оригинал договора ещё не получен.', 'The original of the contract has not been received yet.'),
  'contracts.own_requisites': label('Контрагента одобряет не тот, кто внёс его реквизиты.', 'Whoever registered the requisites does not approve them.'),
} as const;
