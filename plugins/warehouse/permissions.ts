import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What the head of the warehouse may do. */
export const warehousePermissions: readonly PermissionDefinition[] = [
  { code: 'shipment.create', label: label('Создать реализацию', 'Create a shipment') },
  { code: 'shipment.post', label: label('Провести реализацию', 'Post a shipment') },
  { code: 'shipment.cancel', label: label('Отменить реализацию', 'Cancel a shipment') },
  { code: 'arrival_notice.print', label: label('Напечатать уведомление о поступлении', 'Print an arrival notice') },
  { code: 'arrival_notice.send', label: label('Отправить уведомление о поступлении', 'Send an arrival notice') },
];
