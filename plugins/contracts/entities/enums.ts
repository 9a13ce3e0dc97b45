import { enumeration } from '../../../core/index.ts';

/** What is being agreed; chooses the printed form. */
export const CONTRACT_KINDS = enumeration([
  ['sale_purchase', 'Договор купли-продажи', 'Sale and purchase'],
  ['supply', 'Договор поставки', 'Supply'],
  ['commission', 'Договор комиссии', 'Commission'],
  ['services', 'Договор оказания услуг', 'Services'],
  ['export', 'Экспортный договор', 'Export'],
  ['with_supplier', 'Договор с поставщиком', 'With supplier'],
]);

/** Whose text is signed. */
export const CONTRACT_FORMS = enumeration([
  ['typical', 'Типовая форма', 'Our typical form'],
  ['counterparty', 'Форма контрагента', "Counterparty's form"],
]);

/** The road the client's last answer sent the contract along. */
export const CONTRACT_ROUTES = enumeration([
  ['typical', 'Форма всех устраивает', 'Typical form accepted'],
  ['counterparty_form', 'Контрагент предлагает свою форму', "Counterparty's own form"],
  ['amendments', 'Корректировки к нашей форме', 'Amendments to our form'],
  ['refusal', 'Отказ от работы', 'Refusal'],
]);

/** States of the contract's machine. */
export const CONTRACT_STATUSES = enumeration([
  ['draft', 'Черновик', 'Draft'],
  ['awaiting_client_signature', 'На подписании у клиента', "Awaiting client's signature"],
  ['form_review', 'Форма контрагента на проверке', "Counterparty's form under review"],
  ['form_correction', 'Форма контрагента на корректировке', "Counterparty's form in correction"],
  ['protocol_drafting', 'Составление протокола разногласий', 'Drafting the protocol of disagreements'],
  ['protocol_review', 'Протокол разногласий на согласовании', 'Protocol under review'],
  ['agreed', 'Согласован', 'Agreed'],
  ['signed', 'Подписан', 'Signed by both sides'],
  ['archived', 'В архиве', 'In the archive'],
  ['refused', 'Отказ', 'Refused'],
  ['closed', 'Закрыт', 'Closed (expired, terminated)'],
]);

/** The coarse view of a contract that every manager sees; a fact answers it from `status`. */
export const CONTRACT_STATUS_GROUPS = enumeration([
  ['in_process', 'В процессе', 'In process'],
  ['agreed', 'Согласован', 'Agreed'],
  ['signed_and_archived', 'Подписан и в архиве', 'Signed and archived'],
  ['not_concluded', 'Не заключен', 'Not concluded'],
]);

/** What payments are matched against. */
export const SETTLEMENT_DETAILS = enumeration([
  ['by_orders', 'По заказам', 'By orders'],
  ['by_contracts', 'По договорам', 'By contracts'],
  ['by_shipments', 'По накладным', 'By shipments'],
]);

/** What lies in the archive. */
export const ARCHIVE_MEDIA = enumeration([
  ['original', 'Оригинал', 'Original'],
  ['scan', 'Скан', 'Scan'],
]);

/** States of a protocol of disagreements; from `sent_to_client` on its points are read-only. */
export const PROTOCOL_STATES = enumeration([
  ['drafting', 'Составляется', 'Drafting'],
  ['under_review', 'На согласовании', 'Under review'],
  ['returned', 'На корректировке', 'Returned for correction'],
  ['approved', 'Согласован', 'Approved'],
  ['sent_to_client', 'Отправлен клиенту', 'Sent to client'],
  ['signed', 'Подписан', 'Signed'],
  ['superseded', 'Заменен новой редакцией', 'Superseded'],
]);

/** Who compiled the points. */
export const PROTOCOL_ORIGINS = enumeration([
  ['client', 'Прислан клиентом', 'Sent by the client'],
  ['manager', 'Составлен менеджером', 'Drawn up by the manager'],
]);

/** What we answer to one point. */
export const POINT_DECISIONS = enumeration([
  ['open', 'Не рассмотрен', 'Open'],
  ['accept_client', 'Принять редакцию клиента', "Accept client's wording"],
  ['keep_ours', 'Оставить нашу редакцию', 'Keep our wording'],
  ['compromise', 'Компромиссная редакция', 'Compromise wording'],
]);
