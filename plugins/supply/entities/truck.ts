import { defineEntity, field, label } from '../../../core/index.ts';
import { TRUCK_STATUSES } from './enums.ts';

/**
 * A truck from the factory with what it carries («Товар в машине»). `capacity` and `load_total` in m³, `max_weight_kg` and `load_weight_kg` in kg,
 * `floor_metres` and `load_floor` in metres of the loading floor; `fill_pct` = load_total / capacity. Costs are in `cost_currency_id`.
 * `packing_*`: totals of the sender's packing list, compared with the invoices.
 * @see «Автоматизация полного цикла продажи», §1.3 «Товар в машине», §4.2–4.3
 */
export const Truck = defineEntity({
  id: 'supply.truck',
  kind: 'document',
  label: { one: label('Товар в машине', 'Truck'), many: label('Товары в машинах', 'Trucks') },
  path: 'trucks',
  fields: {
    plate_number: field.string(label('Гос. номер машины', 'Plate number'), 20, { searched: true }),
    loading_date: field.date(label('Дата загрузки', 'Loading date')),
    packing_cost: field.money(label('Стоимость упаковки', 'Packing cost'), { minimum: '0', confidential: 'cost' }),
    freight_cost: field.money(label('Стоимость перевозки', 'Freight cost'), { minimum: '0', confidential: 'cost' }),
    cost_currency_id: field.reference(label('Валюта расходов', 'Currency of costs'), 'crm.currency', { required: true }),
    status: field.enumeration(label('Статус', 'Status'), TRUCK_STATUSES, { required: true, writable: 'system', default: 'planning' }),
    factory: field.string(label('Фабрика', 'Factory'), 100),
    carrier_id: field.reference(label('Транспортная компания', 'Carrier'), 'crm.partner'),
    capacity: field.decimal(label('Вместимость, м³', 'Capacity, m³'), 9, 3, { minimum: '0.001' }),
    max_weight_kg: field.decimal(label('Грузоподъёмность, кг', 'Payload, kg'), 12, 3, { minimum: '0.001' }),
    floor_metres: field.decimal(label('Длина пола, м', 'Floor length, m'), 9, 3, { minimum: '0.001' }),
    load_total: field.decimal(label('Объем загрузки, м³', 'Load, m³'), 12, 3, { required: true, writable: 'system', default: '0' }),
    load_weight_kg: field.decimal(label('Вес загрузки, кг', 'Load, kg'), 12, 3, { required: true, writable: 'system', default: '0' }),
    load_floor: field.decimal(label('Занято пола, м', 'Floor taken, m'), 12, 3, { required: true, writable: 'system', default: '0' }),
    fill_pct: field.decimal(label('Заполнение, %', 'Fill, %'), 9, 2, { required: true, writable: 'system', default: '0' }),
    packing_gross_weight: field.decimal(label('Паккинг-лист: брутто, кг', 'Packing list: gross, kg'), 12, 3, { minimum: '0' }),
    packing_net_weight: field.decimal(label('Паккинг-лист: нетто, кг', 'Packing list: net, kg'), 12, 3, { minimum: '0' }),
    packing_packages: field.integer(label('Паккинг-лист: мест', 'Packing list: packages'), { minimum: 0 }),
    plan_sent_at: field.datetime(label('План отправлен поставщику', 'Plan sent'), { writable: 'system' }),
    invoices_sent_at: field.datetime(label('Инвойсы отправлены перевозчику', 'Invoices sent'), { writable: 'system' }),
    customs_docs_sent_at: field.datetime(label('Документы отправлены на таможню', 'Customs documents sent'), { writable: 'system' }),
    arrived_at: field.datetime(label('Прибытие', 'Arrived'), { writable: 'system' }),
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true }),
  },
  permissions: { create: 'truck.plan', update: 'truck.form' },
  title: 'number',
  numbering: { prefix: 'ТМ-', digits: 6 },
  sections: { lines: { entity: 'supply.truck_line', via: 'truck_id', label: label('Товары', 'Goods') } },
  indexes: [['status', 'loading_date'], ['date', 'id'], ['plate_number']],
  checks: { costs_not_negative: 'packing_cost >= 0 and freight_cost >= 0', limits_positive: 'capacity > 0 and max_weight_kg > 0 and floor_metres > 0', net_within_gross: 'packing_net_weight <= packing_gross_weight' },
});
export type TruckRow = InstanceType<typeof Truck>;
