import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What people may do with contracts and with the approval of counterparties. */
export const contractsPermissions: readonly PermissionDefinition[] = [
  { code: 'contract.create', label: label('Создать договор', 'Create a contract') },
  { code: 'contract.edit', label: label('Изменить договор, приложить файлы', 'Change a contract, attach files') },
  { code: 'contract.send', label: label('Отправить договор', 'Send a contract') },
  { code: 'contract.register_answer', label: label('Внести ответ клиента', "Register the client's answer") },
  { code: 'contract.set_agreed', label: label('Статус «Согласован»', 'Status “Agreed”') },
  { code: 'contract.archive', label: label('Поместить в архив', 'Place into the archive') },
  { code: 'contract.close', label: label('Закрыть договор', 'Close a contract') },
  { code: 'counterparty.check', label: label('Проверить контрагента по реестру', 'Check a counterparty in the register') },
  { code: 'counterparty.approve', label: label('Установить «Одобрено»', 'Approve a counterparty') },
  { code: 'process.start', label: label('Запустить бизнес-процесс', 'Start a business process') },
];
