import { defineEntity, field, label } from '../../../core/index.ts';
import { EXTRA_COST_KINDS } from '../enums/index.ts';

/**
 * A cost of an order beyond its goods, such as certificates or a specialist's visit; what we bear ourselves lowers the margin.
 * A note is asked for when the kind is `other`.
 * @see 001 §1.3, §2.3 «Дополнительные расходы»; 003 L12
 */
export const OrderExtraCost = defineEntity({
  id: 'crm.order_extra_cost',
  kind: 'section',
  label: { one: label('Дополнительный расход', 'Extra cost'), many: label('Дополнительные расходы', 'Extra costs') },
  path: 'order-extra-costs',
  permissions: {},
  title: 'line_no',
  unique: [['order_id', 'kind']],
  checks: { amount_not_negative: 'amount >= 0', other_has_note: "kind <> 'other' or note is not null" },
  fields: {
    order_id: field.reference(label('Заказ', 'Order'), 'crm.customer_order', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    kind: field.enumeration(label('Вид', 'Kind'), EXTRA_COST_KINDS, { required: true }),
    amount: field.money(label('Сумма', 'Amount'), { minimum: '0' }),
    charged_to_client: field.boolean(label('За счет клиента', 'Charged to the client'), { required: true, default: false }),
    note: field.string(label('Примечание', 'Note'), 250),
  },
});

export type OrderExtraCostRow = InstanceType<typeof OrderExtraCost>;
