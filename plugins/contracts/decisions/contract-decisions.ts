import { defineDecision, label } from '../../../core/index.ts';
import type { FactType } from '../../../core/index.ts';
import { CONTRACT_ROUTES, CONTRACT_STATUSES } from '../entities/index.ts';

const STATUSES = CONTRACT_STATUSES.map((one) => one.code);
const p: FactType = { type: 'any' };
const contract_status: FactType = { type: 'string', enum: STATUSES, nullable: true };
const flag: FactType = { type: 'boolean' };
const word: FactType = { type: 'string' };
const wordOrNothing: FactType = { type: 'string', nullable: true };
const words: FactType = { type: 'array', items: { type: 'string' } };
const CATEGORIES = ['small', 'medium', 'large'];

/** what has to happen before an invoice may be issued to the client of a deal. */
export const processNeeded = defineDecision({
  id: 'contracts.process_needed',
  label: label('Нужен ли процесс заключения договора', 'Is a contract process needed'),
  entity: 'crm.interest',
  facts: { contract_status, contract_valid: flag, counterparty_approved: flag, agreement_uses_contracts: flag, process_running: flag },
  outcome: { route: { type: 'string', enum: ['skip_to_invoice', 'requisites_check', 'wait', 'start_contract_process'] }, why: word },
});

/** R-05a: who signs a contract of this amount. */
export const valueCategory = defineDecision({
  id: 'contracts.value_category',
  label: label('Категория договора по сумме', "Contract's category by value"),
  facts: { p, amount: { type: 'number' } },
  outcome: { category: { type: 'string', enum: CATEGORIES }, signatory: word },
});

/** R-05b: who has to read a text that is not our typical form. */
export const reviewers = defineDecision({
  id: 'contracts.reviewers',
  label: label('Кто проверяет текст договора', "Who reviews the contract's text"),
  facts: {
    p,
    category: { type: 'string', enum: CATEGORIES },
    within_plan: { type: 'boolean', nullable: true },
    subject: { type: 'string', enum: ['typical', 'counterparty_form', 'protocol'] },
  },
  outcome: { reviewers: words, mode: word },
});

/** where the client's answer leads the contract. */
export const clientAnswer = defineDecision({
  id: 'contracts.client_answer',
  label: label('Ответ клиента на договор', "Client's answer to the contract"),
  entity: 'contracts.contract',
  facts: {
    p,
    response: { type: 'string', enum: ['signs', 'own_form', 'amendments', 'refuses', 'none'] },
    has_protocol: flag,
    protocol_signed_by_company: flag,
    days_waiting: { type: 'number', integer: true },
  },
  outcome: { route: { type: 'string', enum: CONTRACT_ROUTES.map((one) => one.code), nullable: true }, to: word, documents: words, task: wordOrNothing },
});

/** where a reviewer's decision leads the contract. */
export const reviewOutcome = defineDecision({
  id: 'contracts.review_outcome',
  label: label('Решение согласующего', "Reviewer's decision"),
  facts: {
    subject: { type: 'string', enum: ['counterparty_form', 'protocol'] },
    decision: { type: 'string', enum: ['approved', 'returned', 'rejected'] },
  },
  outcome: { to: word, task: word, task_role: word },
});

/** may an order be released for execution. */
export const workAllowed = defineDecision({
  id: 'contracts.work_allowed',
  label: label('Можно ли работать по заказу', 'May work on the order begin'),
  entity: 'crm.customer_order',
  facts: { p, contract_status, contract_valid: flag, counterparty_approved: flag, offer_accepted: flag, agreement_uses_contracts: flag },
  outcome: { allowed: flag, why: wordOrNothing },
});

/** may the counterparty be approved. */
export const counterpartyApproval = defineDecision({
  id: 'contracts.counterparty_approval',
  label: label('Можно ли одобрить контрагента', 'May the counterparty be approved'),
  entity: 'crm.counterparty',
  facts: {
    contract_status,
    scan_attached: flag,
    check_result: { type: 'string', enum: ['ok', 'mismatch', 'not_found', 'unreliable'], nullable: true },
    requisites_complete: flag,
    verified_counterparty: flag,
    verified_accounts: flag,
    verified_contract: flag,
  },
  outcome: { allowed: flag, why: wordOrNothing, task: wordOrNothing },
});

export const contractDecisions = [processNeeded, valueCategory, reviewers, clientAnswer, reviewOutcome, workAllowed, counterpartyApproval] as const;
