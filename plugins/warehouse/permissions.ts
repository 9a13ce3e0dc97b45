import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What the head of the warehouse and the accountant may do with goods. */
export const warehousePermissions: readonly PermissionDefinition[] = [
  { code: 'delivery.announce', label: label('Внести ожидаемую поставку', 'Enter an expected delivery') },
  { code: 'acceptance.check', label: label('Сверить с паккинг-листом', 'Check against the packing list') },
  { code: 'goods_receipt.create', label: label('Создать поступление товаров', 'Create a goods receipt') },
  { code: 'goods_receipt.post', label: label('Провести поступление товаров', 'Post a goods receipt') },
  { code: 'shipment.create', label: label('Создать реализацию', 'Create a shipment') },
  { code: 'shipment.post', label: label('Провести реализацию', 'Post a shipment') },
  { code: 'shipment.cancel', label: label('Отменить реализацию', 'Cancel a shipment') },
  { code: 'arrival_notice.print', label: label('Напечатать уведомление о поступлении', 'Print an arrival notice') },
  { code: 'arrival_notice.send', label: label('Отправить уведомление о поступлении', 'Send an arrival notice') },
];
