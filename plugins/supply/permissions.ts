import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What the logistician and those who help him may do. */
export const supplyPermissions: readonly PermissionDefinition[] = [
  { code: 'supply.fill', label: label('Заполнить обеспечение', 'Fill the supply') },
  { code: 'supplier_order.create', label: label('Создать заказ поставщику', 'Create a supplier order') },
  { code: 'supplier_order.post', label: label('Провести заказ поставщику', 'Post a supplier order') },
  { code: 'supplier_order.confirm', label: label('Внести конферму', "Enter the supplier's acknowledgement") },
  { code: 'supplier_order.cancel', label: label('Отменить заказ поставщику', 'Cancel a supplier order') },
  { code: 'register.edit', label: label('Листы ORDERS, TRUCK', 'Sheets ORDERS and TRUCK') },
  { code: 'truck.plan', label: label('Планировать машину', 'Plan a truck') },
  { code: 'truck.form', label: label('Формировать машину', 'Form a truck') },
  { code: 'truck.post', label: label('Провести машину', 'Post a truck') },
  { code: 'truck.dispatch', label: label('Отправить машину', 'Dispatch a truck') },
  { code: 'customs_docs.prepare', label: label('Разбивка, документы на таможню', 'Breakdowns and customs documents') },
  { code: 'supply.cost.read', label: label('Видеть цены поставщика и расходы на доставку', 'See supplier prices and delivery costs') },
];
