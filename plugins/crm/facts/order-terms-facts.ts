import type { UnitOfWork } from '../../../core/index.ts';
import { compare, defineFacts, label, multiply, percentRatio, round, subtract, toFactNumber } from '../../../core/index.ts';
import { AGREEMENT_STATUSES, PROCESS_MODES } from '../enums/index.ts';
import { agreedPrices } from './agreed-prices.ts';
import { reviewFacts } from './offer-review.ts';

interface TermsRow {
  readonly id: string;
  readonly amount: string;
  readonly margin_pct: string | null;
  readonly date: string;
  readonly prices_include_vat: boolean;
  readonly delivery_term: number | null;
  readonly delivery_term_unit: string;
  readonly internal_approval: string | null;
  readonly agreement_id: string | null;
  readonly agreement_status: string | null;
  readonly uses_contracts: boolean | null;
  readonly delivery_days: number | null;
  readonly mode: string;
  readonly tenure_days: number | null;
  readonly is_supervised: boolean;
  readonly product_groups: string[];
  readonly has_regulated_item: boolean;
  readonly advance_share: string | null;
  readonly agreed_advance_share: string | null;
  readonly lines: { product_id: string; price: string; discount_pct: string | null }[];
  readonly currency_id: string;
  readonly own_min_margin_pct: string | null;
  readonly packaging_agreed: boolean;
  readonly payment_order_kept: boolean;
  readonly tax_regime_kept: boolean;
}

const TERMS_SQL = `
  select o.id, o.currency_id, o.total as amount, o.margin_pct, to_char(o.date at time zone $2, 'YYYY-MM-DD') as date, o.prices_include_vat, o.delivery_term, o.delivery_term_unit, o.internal_approval,
         a.id as agreement_id, a.status as agreement_status, a.uses_contracts, a.delivery_days, i.process_mode as mode, $3::date - u.hired_on as tenure_days, coalesce(u.is_supervised, false) as is_supervised,
         coalesce(l.product_groups, '{}') as product_groups, coalesce(l.has_regulated_item, false) as has_regulated_item, coalesce(l.lines, '[]') as lines,
         coalesce(a.min_margin_pct, l.group_min_margin_pct) as own_min_margin_pct,
         a.id is null or a.uses_returnable_packaging or not coalesce(l.has_packaging, false) as packaging_agreed,
         a.id is null or (a.payment_order = 'rub_paid_in_rub') = (cur.iso_code = 'RUB') as payment_order_kept,
         a.id is null or coalesce(case a.tax_regime when 'no_vat' then l.all_without_vat when 'export_zero' then l.all_at_zero else not l.some_without_vat end, true) as tax_regime_kept,
         (select coalesce(sum(share_pct) filter (where stage_kind = 'advance'), 0) from crm_payment_schedule_line s where s.order_id = o.id having count(*) > 0) as advance_share,
         (select coalesce(sum(share_pct) filter (where stage_kind = 'advance'), 0) from crm_payment_schedule_line s where s.agreement_id = a.id having count(*) > 0) as agreed_advance_share
    from crm_customer_order o
    join crm_interest i on i.id = o.interest_id
    join crm_currency cur on cur.id = o.currency_id
    left join crm_agreement a on a.id = o.agreement_id
    left join core_user u on u.id = o.manager_id
    left join lateral (
      select array_agg(distinct g.code) filter (where g.code is not null) as product_groups, bool_or(p.is_regulated) as has_regulated_item, bool_or(p.is_returnable_packaging) as has_packaging,
             max(pg.min_margin_pct) as group_min_margin_pct, bool_and(vat.rate is null) as all_without_vat, bool_or(vat.rate is null) as some_without_vat, bool_and(coalesce(vat.rate = 0, false)) as all_at_zero,
             jsonb_agg(jsonb_build_object('product_id', line.product_id, 'price', line.price::text, 'discount_pct', line.discount_pct::text)) as lines
        from crm_customer_order_line line join crm_product p on p.id = line.product_id left join crm_product_group g on g.id = p.group_id
        left join crm_price_group pg on pg.id = p.price_group_id left join crm_vat_rate vat on vat.id = line.vat_rate_id
       where line.order_id = o.id
    ) l on true
   where o.id = any($1::uuid[])`;

/** Facts that need the answers of. */
const REVIEWED = ['agreement_check', 'offer_approval', 'offer_approver', 'offer_approved', 'offer_review'];

/** Somebody whose hiring date is not filled in is not taken for a new employee. */
const LONG_SERVICE_DAYS = 36_500;

/** What ask about the terms of an order, and what they answer. Percents; `price_deviation_pct` is the worst line, below zero when under the agreed price. */
export const orderTermsFacts = defineFacts({
  entity: 'crm.customer_order',
  facts: {
    mode: { type: 'string', enum: PROCESS_MODES.map((one) => one.code), label: label('Контроль этапов', 'Control of stages') },
    agreement_status: { type: 'string', nullable: true, enum: AGREEMENT_STATUSES.map((one) => one.code), label: label('Статус соглашения', 'Agreement status') },
    agreement_uses_contracts: { type: 'boolean', label: label('По соглашению используются договоры', 'The agreement uses contracts') },
    price_deviation_pct: { type: 'number', label: label('Отклонение цены от соглашения, %', 'Price against the agreement, %') },
    extra_discount_pct: { type: 'number', label: label('Скидка сверх соглашения, %', 'Discount beyond the agreement, %') },
    advance_share_below: { type: 'boolean', label: label('Аванс меньше, чем по соглашению', 'Advance below the agreement’s') },
    delivery_shorter: { type: 'boolean', label: label('Срок поставки короче, чем по соглашению', 'Delivery faster than agreed') },
    line_discount_pct: { type: 'number', label: label('Скидка в строке, %', 'Discount of the line, %') },
    agreed_discount_pct: { type: 'number', label: label('Скидка по соглашению, %', 'Agreed discount, %') },
    advance_share_pct: { type: 'number', label: label('Доля аванса в заказе, %', 'Share of the advance, %') },
    agreed_advance_share_pct: { type: 'number', label: label('Доля аванса по соглашению, %', 'Agreed share of the advance, %') },
    term_days: { type: 'number', integer: true, nullable: true, label: label('Срок поставки, дней', 'Delivery term, days') },
    agreed_term_days: { type: 'number', integer: true, nullable: true, label: label('Срок поставки по соглашению, дней', 'Agreed delivery term, days') },
    packaging_agreed: { type: 'boolean', label: label('Многооборотная тара разрешена соглашением', 'Returnable packaging is agreed') },
    payment_order_kept: { type: 'boolean', label: label('Валюта заказа соответствует порядку оплаты', 'The currency fits the payment order') },
    tax_regime_kept: { type: 'boolean', label: label('Ставки НДС соответствуют налогообложению', 'The VAT rates fit the taxation') },
    manager_tenure_days: { type: 'number', integer: true, label: label('Стаж менеджера, дней', 'Manager’s tenure, days') },
    is_supervised: { type: 'boolean', label: label('Менеджер под контролем', 'Supervised manager') },
    product_groups: { type: 'array', items: { type: 'string' }, label: label('Группы номенклатуры', 'Product groups') },
    has_regulated_item: { type: 'boolean', label: label('Есть регламентируемая позиция', 'Has a regulated item') },
    agreement_check: {
      type: 'object',
      properties: { result: { type: 'string' }, why: { type: 'string', nullable: true } },
      label: label('Контроль соглашения (R-21)', 'Control of the agreement (R-21)'),
    },
    offer_approval: {
      type: 'object',
      properties: { required: { type: 'boolean' }, approver: { type: 'string', nullable: true }, approvers: { type: 'array', items: { type: 'string' } }, reasons: { type: 'array', items: { type: 'string' } } },
      label: label('Внутреннее согласование (R-03)', 'Internal approval (R-03)'),
    },
    offer_review: {
      type: 'object', properties: { who_ru: { type: 'string' }, who_en: { type: 'string' }, why_ru: { type: 'string' }, why_en: { type: 'string' } },
      label: label('Кто и почему согласует КП, словами', 'Who approves the offer and why, in words'),
    },
    offer_approver: { type: 'string', nullable: true, label: label('Кто согласует КП', 'Who approves the offer') },
    offer_approved: { type: 'boolean', label: label('Внутреннее согласование не нужно или получено', 'Internal approval not needed or given') },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<TermsRow>(TERMS_SQL, [ids, uow.company.timeZone, uow.today]);
    const facts = new Map<string, Record<string, unknown>>();
    for (const row of rows) {
      const terms = await termsOf(uow, row);
      facts.set(row.id, { ...terms, ...(REVIEWED.some((name) => wanted.has(name)) ? await reviewFacts(uow, row, terms) : {}) });
    }
    return facts;
  },
});

async function termsOf(uow: UnitOfWork, row: TermsRow): Promise<Record<string, unknown>> {
  const termDays = row.delivery_term === null ? null : row.delivery_term * (row.delivery_term_unit === 'weeks' ? 7 : 1);
  return {
    mode: row.mode,
    agreement_status: row.agreement_status,
    agreement_uses_contracts: row.uses_contracts ?? true,
    ...(await deviation(uow, row)),
    advance_share_below: row.agreement_id !== null && compare(shareOf(row.advance_share), shareOf(row.agreed_advance_share)) < 0,
    delivery_shorter: row.delivery_days !== null && termDays !== null && termDays < row.delivery_days,
    advance_share_pct: toFactNumber(shareOf(row.advance_share), 4),
    agreed_advance_share_pct: toFactNumber(shareOf(row.agreed_advance_share), 4),
    term_days: termDays,
    agreed_term_days: row.delivery_days,
    packaging_agreed: row.packaging_agreed,
    payment_order_kept: row.payment_order_kept,
    tax_regime_kept: row.tax_regime_kept,
    manager_tenure_days: row.tenure_days ?? LONG_SERVICE_DAYS,
    is_supervised: row.is_supervised,
    product_groups: row.product_groups,
    has_regulated_item: row.has_regulated_item,
  };
}

/** No schedule means everything in advance. */
function shareOf(share: string | null): string {
  return share ?? '100';
}

async function deviation(uow: UnitOfWork, row: TermsRow): Promise<Record<string, number>> {
  const worst = { change: '0', beyond: '0', discount: '0', agreed: '0' };
  if (row.agreement_id !== null && row.lines.length > 0) {
    const order = { agreementId: row.agreement_id, currencyId: row.currency_id, date: row.date, pricesIncludeVat: row.prices_include_vat };
    const agreed = await agreedPrices(uow, order, row.lines.map((line) => line.product_id));
    for (const line of row.lines) {
      const terms = agreed.get(line.product_id);
      if (terms === undefined || terms.price === null || compare(terms.price, '0') === 0) continue;
      const discount = line.discount_pct ?? '0';
      const charged = round(multiply(line.price, multiply(subtract('100', discount), '0.01')));
      const change = percentRatio(subtract(charged, terms.price), terms.price) ?? '0';
      if (compare(change, worst.change) < 0) worst.change = change;
      const beyond = subtract(discount, terms.discountPct);
      if (compare(change, '0') < 0 && compare(beyond, worst.beyond) > 0) Object.assign(worst, { beyond, discount, agreed: terms.discountPct });
    }
  }
  return { price_deviation_pct: toFactNumber(worst.change), extra_discount_pct: toFactNumber(worst.beyond), line_discount_pct: toFactNumber(worst.discount, 4), agreed_discount_pct: toFactNumber(worst.agreed, 4) };
}
