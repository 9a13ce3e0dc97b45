import type { UnitOfWork } from '../../../core/index.ts';
import { compare, defineFacts, label, multiply, percentRatio, round, subtract, toFactNumber } from '../../../core/index.ts';
import { AGREEMENT_STATUSES, PROCESS_MODES } from '../enums/index.ts';
import { agreedPrices } from './agreed-prices.ts';
import { ask } from './ask.ts';

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
}

const TERMS_SQL = `
  select o.id, o.total as amount, o.margin_pct, to_char(o.date at time zone $2, 'YYYY-MM-DD') as date, o.prices_include_vat, o.delivery_term, o.delivery_term_unit, o.internal_approval,
         a.id as agreement_id, a.status as agreement_status, a.uses_contracts, a.delivery_days, i.process_mode as mode, $3::date - u.hired_on as tenure_days, coalesce(u.is_supervised, false) as is_supervised,
         coalesce(l.product_groups, '{}') as product_groups, coalesce(l.has_regulated_item, false) as has_regulated_item, coalesce(l.lines, '[]') as lines,
         (select coalesce(sum(share_pct) filter (where stage_kind = 'advance'), 0) from crm_payment_schedule_line s where s.order_id = o.id having count(*) > 0) as advance_share,
         (select coalesce(sum(share_pct) filter (where stage_kind = 'advance'), 0) from crm_payment_schedule_line s where s.agreement_id = a.id having count(*) > 0) as agreed_advance_share
    from crm_customer_order o
    join crm_interest i on i.id = o.interest_id
    left join crm_agreement a on a.id = o.agreement_id
    left join core_user u on u.id = o.manager_id
    left join lateral (
      select array_agg(distinct g.code) filter (where g.code is not null) as product_groups, bool_or(p.is_regulated) as has_regulated_item,
             jsonb_agg(jsonb_build_object('product_id', line.product_id, 'price', line.price::text, 'discount_pct', line.discount_pct::text)) as lines
        from crm_customer_order_line line join crm_product p on p.id = line.product_id left join crm_product_group g on g.id = p.group_id
       where line.order_id = o.id
    ) l on true
   where o.id = any($1::uuid[])`;

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
      properties: { required: { type: 'boolean' }, approver: { type: 'string', nullable: true }, reasons: { type: 'array', items: { type: 'string' } } },
      label: label('Внутреннее согласование (R-03)', 'Internal approval (R-03)'),
    },
    offer_approver: { type: 'string', nullable: true, label: label('Кто согласует КП', 'Who approves the offer') },
    offer_approved: { type: 'boolean', label: label('Внутреннее согласование не нужно или получено', 'Internal approval not needed or given') },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<TermsRow>(TERMS_SQL, [ids, uow.company.timeZone, uow.today]);
    const facts = new Map<string, Record<string, unknown>>();
    for (const row of rows) {
      const terms = await termsOf(uow, row);
      facts.set(row.id, { ...terms, ...(['agreement_check', 'offer_approval', 'offer_approver', 'offer_approved'].some((name) => wanted.has(name)) ? await answers(uow, row, terms) : {}) });
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

async function deviation(uow: UnitOfWork, row: TermsRow): Promise<{ price_deviation_pct: number; extra_discount_pct: number }> {
  let worst = '0';
  let extra = '0';
  if (row.agreement_id !== null && row.lines.length > 0) {
    const agreed = await agreedPrices(uow, row.agreement_id, row.lines.map((line) => line.product_id), row.date, row.prices_include_vat);
    for (const line of row.lines) {
      const terms = agreed.get(line.product_id);
      if (terms === undefined || terms.price === null || compare(terms.price, '0') === 0) continue;
      const discount = line.discount_pct ?? '0';
      const charged = round(multiply(line.price, multiply(subtract('100', discount), '0.01')));
      const change = percentRatio(subtract(charged, terms.price), terms.price) ?? '0';
      if (compare(change, worst) < 0) worst = change;
      const beyond = subtract(discount, terms.discountPct);
      if (compare(change, '0') < 0 && compare(beyond, extra) > 0) extra = beyond;
    }
  }
  return { price_deviation_pct: toFactNumber(worst), extra_discount_pct: toFactNumber(extra) };
}

/** about one order; a departure from the agreement that R-21 sends to approval is one more reason of R-03. */
async function answers(uow: UnitOfWork, row: TermsRow, terms: Record<string, unknown>): Promise<Record<string, unknown>> {
  const about = { entity: 'crm.customer_order', id: row.id };
  const margin_pct = row.margin_pct === null ? null : toFactNumber(row.margin_pct);
  const check = await ask(uow, 'crm.agreement_control', about, { ...terms, margin_pct });
  const need = await ask(uow, 'crm.offer_approval', about, { ...terms, margin_pct, amount: toFactNumber(row.amount) });
  const departs = check['result'] === 'approval';
  const approval = {
    required: need['required'] === true || departs,
    approver: need['approver'] === null || need['approver'] === 'senior_sales_manager' ? (departs ? 'head_of_sales' : need['approver']) : need['approver'],
    reasons: [...((need['reasons'] as string[] | undefined) ?? []), ...(departs ? [String(check['why'] ?? 'agreement_deviation')] : [])],
  };
  return {
    agreement_check: { result: check['result'], why: check['why'] ?? null },
    offer_approval: approval,
    offer_approver: approval.approver,
    offer_approved: !approval.required || row.internal_approval === 'approved',
  };
}
