import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What people may do with contracts, protocols of disagreements and the approval of counterparties. */
export const contractsPermissions: readonly PermissionDefinition[] = [
  { code: 'contract.create', label: label('Создать договор', 'Create a contract') },
  { code: 'contract.edit', label: label('Изменить договор, приложить файлы', 'Change a contract, attach files') },
  { code: 'contract.send', label: label('Отправить договор', 'Send a contract') },
  { code: 'contract.register_answer', label: label('Внести ответ клиента', "Register the client's answer") },
  { code: 'contract.review_form', label: label('Проверить форму контрагента', "Review the counterparty's form") },
  { code: 'contract.set_agreed', label: label('Статус «Согласован»', 'Status “Agreed”') },
  { code: 'contract.sign', label: label('Подписать договор от компании', 'Sign a contract for the company') },
  { code: 'contract.enter_signature', label: label('Внести подпись, поставленную на бумаге', 'Enter a signature put on paper') },
  { code: 'contract.archive', label: label('Поместить в архив', 'Place into the archive') },
  { code: 'contract.close', label: label('Закрыть договор', 'Close a contract') },
  { code: 'contract.renew', label: label('Продлить договор', 'Renew a contract') },
  { code: 'contract.supplier_papers', label: label('Внести документы поставщика', "Register the supplier's papers") },
  { code: 'protocol.edit', label: label('Составить, исправить протокол разногласий', 'Draw up and correct a protocol of disagreements') },
  { code: 'protocol.approve', label: label('Решить по пунктам протокола', 'Decide the points of a protocol') },
  { code: 'protocol.sign', label: label('Подписать протокол', 'Sign a protocol') },
  { code: 'protocol.send', label: label('Отправить протокол клиенту', 'Send a protocol to the client') },
  { code: 'counterparty.check', label: label('Проверить контрагента по реестру', 'Check a counterparty in the register') },
  { code: 'counterparty.approve', label: label('Установить «Одобрено»', 'Approve a counterparty') },
  { code: 'process.start', label: label('Запустить бизнес-процесс', 'Start a business process') },
];
