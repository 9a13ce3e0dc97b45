import { defineSaveRule } from '../../../core/index.ts';
import { conflict, invalid } from '../errors.ts';
import { chain, demandContacts } from './interaction-chain.ts';
import { printOffer } from '../orders/print-offer.ts';

/** The mode of stages comes from the type of deal; a client with one counterparty brings it along; the responsible is who makes the interest. */
export const interestRule = defineSaveRule({
  id: 'crm.interest',
  entity: 'crm.interest',
  async prepare(draft, { uow, before, given }) {
    if (before === undefined) {
      draft['interest_type_id'] ??= (await uow.query<{ id: string }>('select id from crm_interest_type where is_active and not deletion_mark order by code nulls last, created_at limit 1'))[0]?.id;
      const [type] = await uow.query<{ process_mode: string }>('select process_mode from crm_interest_type where id = $1', [draft['interest_type_id'] ?? null]);
      if (type !== undefined) draft['process_mode'] = type.process_mode;
      draft['responsible_id'] ??= uow.actor.userId;
    }
    if (!draft['counterparty_id'] && (before === undefined || given.has('partner_id'))) {
      const own = await uow.query<{ id: string }>('select id from crm_counterparty where partner_id = $1 and is_active and not deletion_mark limit 2', [draft['partner_id'] ?? null]);
      if (own.length === 1) draft['counterparty_id'] = own[0]?.id;
    }
    if (draft['counterparty_id'] && (before === undefined || given.has('counterparty_id') || given.has('partner_id'))) {
      const [owner] = await uow.query<{ partner_id: string }>('select partner_id from crm_counterparty where id = $1', [draft['counterparty_id']]);
      if (owner !== undefined && owner.partner_id !== draft['partner_id']) throw invalid('crm.foreign_counterparty', '/counterparty_id');
    }
  },
});

/** An interaction about a deal is with its client and follows the last one with him; what is written by hand is outgoing unless said otherwise. */
export const interactionRule = defineSaveRule({
  id: 'crm.interaction',
  entity: 'crm.interaction',
  async prepare(draft, context) {
    const { uow, before, given, sections } = context;
    if (before === undefined) {
      draft['responsible_id'] ??= uow.actor.userId;
      if ((draft['kind'] === 'phone_call' || draft['kind'] === 'email') && !draft['direction']) draft['direction'] = 'outgoing';
    }
    if (draft['subject_entity'] === 'crm.interest' && !draft['partner_id'] && (before === undefined || given.has('subject_id'))) {
      draft['partner_id'] = (await uow.query<{ partner_id: string }>('select partner_id from crm_interest where id = $1', [draft['subject_id'] ?? null]))[0]?.partner_id ?? null;
    }
    if (before === undefined || given.has('previous_id') || given.has('partner_id')) await chain(draft, context);
    if (sections['participants'] !== undefined) await demandContacts(context);
  },
});

/** An offer is the next version of a posted order, printed with the data as they are now. */
export const commercialOfferRule = defineSaveRule({
  id: 'crm.commercial_offer',
  entity: 'crm.commercial_offer',
  async prepare(draft, context) {
    if (context.before !== undefined || typeof draft['order_id'] !== 'string') return;
    const { uow } = context;
    const [order] = await uow.query<{ posting_state: string; status: string; manager_id: string }>('select posting_state, status, manager_id from crm_customer_order where id = $1 for update', [draft['order_id']]);
    if (order === undefined) return;
    if (order.posting_state !== 'posted' || order.status === 'cancelled') throw conflict('crm.order_not_posted');
    draft['manager_id'] = order.manager_id;
    draft['version_no'] = Number((await uow.query<{ next: number }>('select coalesce(max(version_no), 0) + 1 as next from crm_commercial_offer where order_id = $1', [draft['order_id']]))[0]?.next ?? 1);
    draft['printed_document_id'] ??= await printOffer(uow, draft['order_id'], Number(draft['version_no']));
  },
});
