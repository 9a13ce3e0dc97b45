import { defineEntity, field, label } from '../../../core/index.ts';
import { AGREEMENT_KINDS, AGREEMENT_STATUSES, PAYMENT_ORDERS, SALE_OPERATIONS, TAX_REGIMES } from '../enums/index.ts';

/**
 * Terms of sale, typical (for a circle of partners) or individual (for one, starting from a typical one).
 * `audience`: JSON-logic over relation kinds, segment and type of a partner. `discount_pct`: below zero a discount, above a markup.
 * Its author answers for a draft; terms in force are the head's.
 * @see 001 §1.3 «Соглашение»; 002 L165–193
 */
export const Agreement = defineEntity({
  id: 'crm.agreement',
  kind: 'catalogue',
  label: { one: label('Соглашение об условиях продаж', 'Agreement'), many: label('Соглашения об условиях продаж', 'Agreements') },
  path: 'agreements',
  permissions: { create: 'agreement.manage', update: 'agreement.manage' },
  owner: 'created_by',
  unique: [['code']],
  indexes: [['partner_id', 'status'], ['kind', 'status'], ['typical_id']],
  checks: {
    individual_has_partner: "kind <> 'individual' or partner_id is not null",
    not_own_typical: 'typical_id <> id',
    period_ordered: 'valid_from <= valid_to',
    discount_in_range: 'discount_pct >= -100',
    delivery_days_not_negative: 'delivery_days >= 0',
    min_margin_in_range: 'min_margin_pct <= 100',
  },
  sections: {
    prices: { entity: 'crm.agreement_price', via: 'agreement_id', label: label('Уточнение цен по товарам', 'Prices') },
    payment_schedule: { entity: 'crm.payment_schedule_line', via: 'agreement_id', label: label('График оплаты', 'Payment schedule') },
  },
  fields: {
    name: field.string(label('Наименование', 'Name'), 200, { required: true, searched: true }),
    kind: field.enumeration(label('Вид', 'Kind'), AGREEMENT_KINDS, { required: true, writable: 'create' }),
    typical_id: field.reference(label('Типовое соглашение', 'Typical agreement'), 'crm.agreement'),
    partner_id: field.reference(label('Клиент', 'Partner'), 'crm.partner'),
    audience: field.json(label('Круг партнеров', 'Audience')),
    status: field.enumeration(label('Статус', 'Status'), AGREEMENT_STATUSES, { required: true, writable: 'system', default: 'not_agreed' }),
    approved_by: field.reference(label('Утвердил', 'Approved by'), 'core.user', { writable: 'system' }),
    valid_from: field.date(label('Действует с', 'Valid from')),
    valid_to: field.date(label('Действует по', 'Valid to')),
    price_kind_id: field.reference(label('Вид цен', 'Price kind'), 'crm.price_kind', { required: true }),
    discount_pct: field.percent(label('Скидка (−) / наценка (+), %', 'Discount (−) / markup (+), %')),
    delivery_days: field.integer(label('Срок поставки, дней', 'Delivery term, days'), { minimum: 0 }),
    payment_order: field.enumeration(label('Порядок оплаты', 'Payment order'), PAYMENT_ORDERS, { required: true, default: 'rub_paid_in_rub' }),
    tax_regime: field.enumeration(label('Налогообложение', 'Taxation'), TAX_REGIMES, { required: true, default: 'vat' }),
    sale_operation: field.enumeration(label('Операция', 'Operation'), SALE_OPERATIONS, { required: true, default: 'wholesale' }),
    uses_contracts: field.boolean(label('Используются договоры', 'Contracts are used'), { required: true, default: true }),
    uses_returnable_packaging: field.boolean(label('Многооборотная тара', 'Returnable packaging'), { required: true, default: false }),
    min_margin_pct: field.decimal(label('Минимальная маржа, %', 'Minimum margin, %'), 7, 2, { confidential: 'cost' }),
  },
});

export type AgreementRow = InstanceType<typeof Agreement>;
