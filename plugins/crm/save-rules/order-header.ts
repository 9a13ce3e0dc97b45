import type { SaveContext, UnitOfWork } from '../../../core/index.ts';
import { conflict, invalid } from '../errors.ts';
import { demandAgreementFor } from './agreement-fit.ts';

interface InterestOfOrder {
  readonly partner_id: string;
  readonly counterparty_id: string | null;
  readonly contact_person_id: string | null;
  readonly responsible_id: string;
  readonly state: string;
  readonly lifecycle: string;
  readonly agreement_id: string | null;
}

/** Completes what an order takes from its interest and client. @throws InvalidError, ConflictError */
export async function orderHeader(draft: Record<string, unknown>, context: SaveContext): Promise<void> {
  const { uow, before } = context;
  if (before === undefined || context.given.has('interest_id') || context.given.has('partner_id') || context.given.has('counterparty_id') || context.given.has('agreement_id')) await bindToInterest(draft, context);
  if (before === undefined) {
    draft['manager_id'] ??= uow.actor.userId;
    if (!context.given.has('currency_id')) draft['currency_id'] = (await agreedCurrency(uow, draft['agreement_id'])) ?? draft['currency_id'];
    draft['currency_id'] ??= await onlyId(uow, `select id from crm_currency where iso_code = 'RUB'`);
    draft['organization_id'] ??= await onlyId(uow, 'select id from crm_organization where is_active and not deletion_mark limit 2');
    if (!context.given.has('responsible_id')) draft['responsible_id'] = draft['manager_id'];
  }
  if (before === undefined) await demandReplaceable(draft, context);
  if (draft['micro_sector_id'] && draft['macro_sector_id'] && (before === undefined || context.given.has('micro_sector_id') || context.given.has('macro_sector_id'))) {
    const rows = await uow.query<{ parent_id: string | null }>('select parent_id from crm_sector where id = $1', [draft['micro_sector_id']]);
    if (rows[0]?.parent_id !== draft['macro_sector_id']) throw invalid('crm.micro_sector', '/micro_sector_id');
  }
}

async function bindToInterest(draft: Record<string, unknown>, context: SaveContext): Promise<void> {
  const { uow, before } = context;
  if (draft['interest_id'] === undefined || draft['interest_id'] === null) return;
  const rows = await uow.query<InterestOfOrder>(
    `select i.partner_id, i.counterparty_id, i.contact_person_id, i.responsible_id, i.state, p.lifecycle, p.agreement_id
       from crm_interest i join crm_partner p on p.id = i.partner_id where i.id = $1`, [draft['interest_id']],
  );
  const interest = rows[0];
  if (interest === undefined) return;
  if (['won', 'lost'].includes(interest.state)) throw conflict('crm.interest_closed');
  draft['partner_id'] ??= interest.partner_id;
  if (draft['partner_id'] !== interest.partner_id) throw invalid('crm.another_client', '/interest_id');
  if (before === undefined && interest.lifecycle === 'blocked') throw conflict('crm.client_blocked');
  draft['counterparty_id'] ??= interest.counterparty_id ?? (await onlyCounterparty(uow, interest.partner_id));
  const owner = await uow.query<{ partner_id: string }>('select partner_id from crm_counterparty where id = $1', [draft['counterparty_id']]);
  if (owner[0] !== undefined && owner[0].partner_id !== interest.partner_id) throw invalid('crm.foreign_counterparty', '/counterparty_id');
  draft['contact_person_id'] ??= interest.contact_person_id;
  if (before === undefined) draft['agreement_id'] ??= interest.agreement_id;
  if (context.given.has('agreement_id')) {
    const [client] = await uow.query<Record<string, unknown>>('select id, relation_kinds, segment_id, partner_type_id from crm_partner where id = $1', [interest.partner_id]);
    if (client !== undefined) await demandAgreementFor(uow, draft['agreement_id'], client);
  }
}

/** The client's only counterparty. @throws InvalidError when there is none, or several to choose from */
async function onlyCounterparty(uow: UnitOfWork, partnerId: string): Promise<string> {
  const rows = await uow.query<{ id: string }>('select id from crm_counterparty where partner_id = $1 and is_active and not deletion_mark limit 2', [partnerId]);
  const [only] = rows;
  if (only === undefined) throw invalid('crm.no_counterparty', '/counterparty_id');
  if (rows.length > 1) throw invalid('crm.choose_counterparty', '/counterparty_id');
  return only.id;
}

/** Terms settled in a currency make an order in the currency of their price list. */
async function agreedCurrency(uow: UnitOfWork, agreementId: unknown): Promise<string | null> {
  if (typeof agreementId !== 'string') return null;
  const [terms] = await uow.query<{ currency_id: string }>(
    `select k.currency_id from crm_agreement a join crm_price_kind k on k.id = a.price_kind_id join crm_currency c on c.id = k.currency_id where a.id = $1 and a.payment_order <> 'rub_paid_in_rub' and c.iso_code <> 'RUB'`, [agreementId],
  );
  return terms?.currency_id ?? null;
}

/** An order takes the place of one of the same interest, which nothing live has replaced yet. @throws InvalidError, ConflictError */
async function demandReplaceable(draft: Readonly<Record<string, unknown>>, { uow }: SaveContext): Promise<void> {
  if (typeof draft['replaced_order_id'] !== 'string') return;
  const [replaced] = await uow.query<{ interest_id: string; successor: string | null }>(
    `select o.interest_id, (select s.number from crm_customer_order s where s.replaced_order_id = o.id and s.status <> 'cancelled' limit 1) as successor
       from crm_customer_order o where o.id = $1 for update of o`, [draft['replaced_order_id']],
  );
  if (replaced === undefined) return;
  if (replaced.interest_id !== draft['interest_id']) throw invalid('crm.foreign_replacement', '/replaced_order_id');
  if (replaced.successor !== null) throw conflict('crm.order_replaced', { number: replaced.successor });
}

/** The id when exactly one row answers; several leave the choice to people. */
async function onlyId(uow: UnitOfWork, sql: string): Promise<string | null> {
  const rows = await uow.query<{ id: string }>(sql);
  return rows.length === 1 ? (rows[0]?.id ?? null) : null;
}
