import type { UnitOfWork } from '../../../core/index.ts';
import { ProcessEngine, decide, toFactNumber } from '../../../core/index.ts';
import { approvalWords } from './approval-words.ts';
import { ask } from './ask.ts';

/** Who must consent to an offer: `approver` is the highest of them, `approvers` all whom the company's way of reviewing asks, in order of rank. */
export interface OfferReview {
  readonly required: boolean;
  readonly approver: string | null;
  readonly approvers: readonly string[];
  readonly reasons: readonly string[];
}

interface ReviewedOrder {
  readonly id: string;
  readonly amount: string;
  readonly margin_pct: string | null;
  readonly internal_approval: string | null;
  /** Minimum margin that the agreement or the price groups of the lines set in place of the regulation's. */
  readonly own_min_margin_pct: string | null;
}

const RANKS = ['senior_sales_manager', 'head_of_sales', 'deputy_general_director', 'general_director'];

/** How several reviewers are asked, from the parameter `offer_reviewers`. */
export function reviewMode(parameters: Readonly<Record<string, unknown>>): 'highest' | 'all' | 'any' {
  const mode = parameters['offer_reviewers'];
  return mode === 'all' || mode === 'any' ? mode : 'highest';
}

/** Parameters the row stands under, with its own minimum margin in place of the regulation's. */
async function parametersOf(uow: UnitOfWork, row: ReviewedOrder): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (row.own_min_margin_pct === null) return undefined;
  const regulation = uow.mode === 'read' ? uow.company.regulation : (await ProcessEngine.of(uow).store.lock({ entity: 'crm.customer_order', id: row.id })).regulation;
  return { ...regulation.parameters, min_margin_pct: toFactNumber(row.own_min_margin_pct) };
}

/** R-03 about one order; a departure from the agreement that R-21 sends to approval is one more reason, for the head of sales. */
async function review(uow: UnitOfWork, row: ReviewedOrder, facts: Readonly<Record<string, unknown>>, departure: string | null): Promise<OfferReview> {
  const p = await parametersOf(uow, row);
  const given = { ...facts, amount: toFactNumber(row.amount), ...(p === undefined ? {} : { p }) };
  const { outcome, rows } = await decide(uow, 'crm.offer_approval', uow.mode === 'read' ? undefined : { entity: 'crm.customer_order', id: row.id }, given);
  const table = uow.company.regulation.decisions.get('crm.offer_approval')?.table.rows ?? [];
  const named = table.filter((one) => rows.includes(one.id)).map((one) => (one.then as { approver?: string } | null)?.approver);
  const roles = [...new Set([...named, outcome['approver'], ...(departure === null ? [] : ['head_of_sales'])])].filter((role): role is string => typeof role === 'string');
  const approvers = roles.sort((left, right) => RANKS.indexOf(left) - RANKS.indexOf(right));
  const approver = approvers.at(-1) ?? null;
  const asked = reviewMode(uow.company.regulation.parameters) === 'highest' ? approvers.slice(-1) : approvers;
  return {
    required: outcome['required'] === true || departure !== null,
    approver,
    approvers: asked,
    reasons: [...((outcome['reasons'] as string[] | undefined) ?? []), ...(departure === null ? [] : [departure])],
  };
}

/** What answer about one order, as its facts. */
export async function reviewFacts(uow: UnitOfWork, row: ReviewedOrder, terms: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const about = { entity: 'crm.customer_order', id: row.id };
  const facts = { ...terms, margin_pct: row.margin_pct === null ? null : toFactNumber(row.margin_pct) };
  const check = await ask(uow, 'crm.agreement_control', about, facts);
  const approval = await review(uow, row, facts, check['result'] === 'approval' ? String(check['why'] ?? 'agreement_deviation') : null);
  return {
    agreement_check: { result: check['result'], why: check['why'] ?? null },
    offer_approval: approval,
    offer_approver: approval.approver,
    offer_approved: !approval.required || row.internal_approval === 'approved',
    offer_review: approvalWords(uow, approval.approvers, approval.reasons),
  };
}
