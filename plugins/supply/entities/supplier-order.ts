import { defineEntity, field, label } from '../../../core/index.ts';
import { SUPPLIER_ORDER_STATES } from './enums.ts';

/**
 * What is ordered from a supplier: for one or several customer orders, or for stock. `customer_order_id` stands when all lines are of one order.
 * `reference` (Референс) is ours, unique among orders that are not cancelled. `ready_date`: what the acknowledgement promises.
 * `proposed_promise`: date to be promised to the client after the acknowledgement, until the manager has confirmed it.
 * @see «Автоматизация полного цикла продажи», §1.3, §4.1
 */
export const SupplierOrder = defineEntity({
  id: 'supply.supplier_order',
  kind: 'document',
  label: { one: label('Заказ поставщику', 'Supplier order'), many: label('Заказы поставщикам', 'Supplier orders') },
  path: 'supplier-orders',
  fields: {
    supplier_id: field.reference(label('Поставщик', 'Supplier'), 'crm.partner', { required: true }),
    customer_order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { writable: 'system' }),
    reference: field.string(label('Референс', 'Reference'), 50, { searched: true }),
    acknowledgement_number: field.string(label('Конферма', 'Acknowledgement'), 50, { writable: 'system', searched: true }),
    acknowledgement_date: field.date(label('Дата конфермы', 'Acknowledgement date'), { writable: 'system' }),
    ready_date: field.date(label('Дата готовности', 'Ready date'), { writable: 'system' }),
    factory: field.string(label('Фабрика', 'Factory'), 100),
    macbuild_number: field.string(label('Номер МакБилда', 'MacBuild number'), 30, { searched: true }),
    state: field.enumeration(label('Состояние', 'State'), SUPPLIER_ORDER_STATES, { required: true, writable: 'system', default: 'draft' }),
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    total: field.money(label('Сумма', 'Amount'), { required: true, writable: 'system', default: '0', confidential: 'cost' }),
    proposed_promise: field.date(label('Предлагаемая обещанная дата', 'Proposed promised date'), { writable: 'system' }),
  },
  permissions: { create: 'supplier_order.create', update: 'supplier_order.create' },
  title: 'number',
  numbering: { prefix: 'ПС-', digits: 6 },
  sections: { lines: { entity: 'supply.supplier_order_line', via: 'supplier_order_id', label: label('Товары', 'Goods') } },
  indexes: [['state', 'ready_date'], ['factory'], ['reference'], ['macbuild_number'], ['date', 'id']],
  checks: { total_not_negative: 'total >= 0' },
});
export type SupplierOrderRow = InstanceType<typeof SupplierOrder>;
