import { defineProcess, label } from '../../../core/index.ts';
import type { Condition, StateSpec, TransitionSpec } from '../../../core/index.ts';
import { CLAIM_STATES } from '../entities/enums.ts';
import type { ClaimsErrorCode } from '../errors.ts';
import { claimsErrors } from '../errors.ts';

type Need = NonNullable<TransitionSpec['needs']>[string];

const CLOSED = ['satisfied', 'partially_satisfied', 'not_satisfied'] as const;
const UUID = { type: 'string', format: 'uuid' } as const;
const text = (ru: string, en: string, maxLength: number, required = false): Need => ({ label: label(ru, en), schema: { type: 'string', maxLength, ...(required ? { minLength: 1 } : {}) }, required });

/** Whether a value comes with the event or stands in the row already. */
const given = (name: string): unknown => ({ or: [{ '!!': [{ var: [`event.${name}`, null] }] }, { '!!': [{ var: name }] }] });
/** The event's value, or the one that stands in `column`. */
const newer = (name: string, column = name): unknown => ({ if: [{ '!!': [{ var: [`event.${name}`, null] }] }, { var: `event.${name}` }, { var: column }] });

function only(code: ClaimsErrorCode, logic: unknown, who?: readonly string[]): Condition {
  return { logic, code, message: claimsErrors[code], ...(who === undefined ? {} : { who }) };
}

const PARTNER_KNOWN = only('claims.partner_required', { '!=': [{ var: 'partner_id' }, null] });

const OUTCOME_NEEDS: Readonly<Record<string, Need>> = {
  reason_id: { label: label('Причина возникновения', 'Reason'), schema: UUID, target: 'claims.claim_reason' },
  department_id: { label: label('Подразделение-виновник', 'Guilty department'), schema: UUID, target: 'core.department' },
  guilty_user_id: { label: label('Сотрудник-виновник', 'Guilty employee'), schema: UUID, target: 'core.user' },
  result: text('Результат отработки', 'Result', 10_000),
  compensation_amount: { label: label('Сумма компенсации', 'Compensation'), schema: { type: 'string', pattern: '^\\d{1,13}(\\.\\d{1,2})?$' } },
};

const OUTCOME_KNOWN: readonly Condition[] = [
  only('claims.plan_open', { '==': [{ var: 'open_plan_items' }, 0] }),
  only('claims.reason_required', given('reason_id')),
  only('claims.guilty_required', { or: [given('department_id'), given('guilty_user_id')] }),
  only('claims.result_required', given('result')),
];

const SATISFIED_LETTER = {
  subject: label('Претензия {number} рассмотрена', 'Claim {number} has been decided'),
  text: label(
    'Здравствуйте!\n\nВаша претензия {number} рассмотрена. Решение: {decision_ru}.\n\n{result}',
    'Hello,\n\nyour claim {number} has been decided: {decision_en}.\n\n{result}',
  ),
};

function closing(on: string, to: (typeof CLOSED)[number], words: TransitionSpec['label'], source: string, more: readonly Condition[] = []): TransitionSpec {
  return {
    from: ['in_progress'], on, to, ...(words === undefined ? {} : { label: words }), by: ['claim_responsible'], permission: 'claim.process', needs: OUTCOME_NEEDS, when: [...more, ...OUTCOME_KNOWN],
    effects: [
      {
        'core.set': {
          reason_id: newer('reason_id'), department_id: newer('department_id'), guilty_user_id: newer('guilty_user_id'), result: newer('result'),
          compensation_amount: newer('compensation_amount', 'compensation_text'), closed_at: 'now', due_at: null,
        },
      },
      'core.close_item_work',
      { 'claims.tell_claimant': { ...SATISFIED_LETTER, otherwise: 'call' } },
    ],
    source,
  };
}

const FINAL: readonly string[] = [...CLOSED, 'withdrawn'];
const states: Record<string, StateSpec> = Object.fromEntries(CLAIM_STATES.map((one) => [one.code, { label: one.label, ...(FINAL.includes(one.code) ? { final: true } : {}) }]));

/** A claim from its registration to its result (CL-01 … CL-08). @see 002 L116–163 */
export const claimProcess = defineProcess({
  id: 'claims.claim',
  label: label('Претензия', 'Claim'),
  regions: { state: { field: 'state', initial: 'registered', label: label('Статус', 'State'), states } },
  transitions: {
    'CL-01': {
      from: 'start', on: 'claim.registered', to: 'registered', label: label('Зарегистрировать претензию', 'Register a claim'), by: ['any'], permission: 'claim.register',
      effects: [
        'claims.announce',
        {
          'claims.tell_claimant': {
            subject: label('Претензия {number} зарегистрирована', 'Claim {number} has been registered'),
            text: label('Здравствуйте!\n\nВаша претензия зарегистрирована под номером {number}. О решении мы сообщим.', 'Hello,\n\nyour claim has been registered under the number {number}. We will tell you of the decision.'),
          },
        },
      ],
      source: '002 L68–70, L151',
    },
    'CL-02': {
      from: ['registered'], on: 'claim.plan_made', to: 'in_progress', label: label('План составлен', 'The plan is made'), by: ['claim_responsible'], permission: 'claim.process',
      when: [PARTNER_KNOWN, only('claims.plan_is_empty', { '>': [{ var: 'plan_items' }, 0] })],
      effects: [{ 'claims.set_due': { parameter: 'claim_processing_due' } }, 'claims.open_plan'],
      source: '002 L147–149',
    },
    'CL-03': {
      from: ['registered'], on: 'claim.taken', to: 'in_progress', label: label('Взять в работу без плана', 'Take up without a plan'), by: ['claim_responsible'], permission: 'claim.process',
      when: [PARTNER_KNOWN, only('claims.plan_is_obligatory', { '!=': [{ var: 'p.claim_plan_required' }, true] })],
      effects: [{ 'claims.set_due': { parameter: 'claim_processing_due' } }, 'claims.open_plan'],
    },
    'CL-04': closing('claim.satisfied', 'satisfied', label('Удовлетворить', 'Satisfy'), '002 L125, L137'),
    'CL-05': closing('claim.partially_satisfied', 'partially_satisfied', label('Удовлетворить частично', 'Satisfy in part'), '002 L162', [
      only('claims.partial_is_off', { '!=': [{ var: 'p.claim_partial_satisfaction' }, false] }),
    ]),
    'CL-06': closing('claim.not_satisfied', 'not_satisfied', label('Отказать', 'Not satisfy'), '002 L162'),
    'CL-07': {
      from: ['registered', 'in_progress'], on: 'claim.withdrawn', to: 'withdrawn', label: label('Отозвать', 'Withdraw'), by: ['claim_responsible', 'self_service_client'],
      needs: { comment: text('Почему', 'Why', 500, true) },
      when: [only('claims.not_the_claimant', { or: [{ '==': [{ var: 'actor_processes' }, true] }, { '==': [{ var: 'actor_is_claimant' }, true] }] })],
      effects: [{ 'core.set': { closed_at: 'now', due_at: null } }, 'core.close_item_work'],
    },
    'CL-08': {
      from: CLOSED, on: 'claim.reopened', to: 'in_progress', label: label('Вернуть в работу', 'Reopen'), by: ['head_of_sales'],
      needs: { comment: text('Почему', 'Why', 500, true) },
      effects: [
        { 'core.set': { closed_at: null } },
        { 'claims.set_due': { parameter: 'claim_processing_due' } },
        { 'core.notify': { user: 'responsible_id', text: label('Претензия {number} возвращена в работу', 'Claim {number} has been reopened') } },
      ],
    },
  },
});
