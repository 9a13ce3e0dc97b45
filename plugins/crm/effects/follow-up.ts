import type { EffectContext } from '../../../core/index.ts';
import { defineEffect, label } from '../../../core/index.ts';
import { idsOf, perform } from './perform.ts';

/** Cancels the planned and deferred interactions that `where` finds; `$1`… of it are `values`. */
export async function cancelInteractions(context: EffectContext, where: string, values: readonly unknown[]): Promise<void> {
  const ids = await idsOf(context, `select id from crm_interaction where state in ('planned', 'deferred') and ${where} order by id`, values);
  for (const id of ids) await context.send('crm.interaction', id, 'interaction.cancelled', {}, { optional: true });
}

/** Cancels the reminders of an invoice and the calls that timers planned because of it or its order. */
export const cancelFollowUp = defineEffect({
  id: 'crm.cancel_follow_up',
  label: label('Снять напоминания и звонки по счёту', 'Cancel reminders and calls about the invoice'),
  params: { type: 'object', additionalProperties: false },
  entity: 'crm.invoice',
  async run(_params, context) {
    const { item } = context;
    await perform(context, 'core.cancel_reminders', {});
    await cancelInteractions(context, `(dedup_key = 'TM-1:' || $1 or dedup_key like 'TM-2:' || $2 || ':%' or dedup_key like 'TM-6:' || $2 || ':%')`, [item.id, item.row['order_id']]);
  },
});

interface PlanCall {
  readonly rule: string;
  readonly text: { readonly ru: string; readonly en: string };
  readonly kind?: string;
  readonly at?: string;
  readonly responsible?: string;
  readonly daily?: boolean;
}

/** Moment at which the wall clock of a zone shows `time` on a date. */
export function momentAt(date: string, time: string, timeZone: string): Date {
  const utc = new Date(`${date}T${time}:00Z`);
  const shown = new Date(`${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(utc).replace(' ', 'T')}Z`);
  return new Date(utc.getTime() - (shown.getTime() - utc.getTime()));
}

/**
 * Plans a call (or another interaction) about the deal of an invoice or an order, today at `at` (default 09:00), for the responsible of the interest.
 * One per item while it is open; with `daily` one per item and day.
 */
export const planCall = defineEffect<PlanCall>({
  id: 'crm.plan_call',
  label: label('Запланировать взаимодействие с клиентом', 'Plan an interaction with the client'),
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'text'],
    properties: {
      rule: { type: 'string', minLength: 1, maxLength: 60 },
      text: { type: 'object', additionalProperties: false, required: ['ru', 'en'], properties: { ru: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } } },
      kind: { type: 'string', enum: ['phone_call', 'email', 'meeting', 'planned'] },
      at: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
      responsible: { type: 'string', enum: ['interest', 'item'] },
      daily: { type: 'boolean' },
    },
  },
  async run(params, context) {
    const { item, uow } = context;
    const key = `${params.rule}:${item.id}${params.daily === true ? `:${uow.today}` : ''}`;
    const same = await uow.query(`select 1 from crm_interaction where dedup_key = $1 and (state in ('planned', 'deferred') or $2) limit 1`, [key, params.daily === true]);
    if (same.length > 0) return;
    const interestId = String(item.row['interest_id']);
    const interest = await context.lock('crm.interest', interestId);
    await context.create('crm.interaction', {
      kind: params.kind ?? 'phone_call',
      direction: 'outgoing',
      start_at: momentAt(uow.today, params.at ?? '09:00', uow.company.timeZone),
      subject_entity: 'crm.interest',
      subject_id: interestId,
      partner_id: interest['partner_id'],
      contact_person_id: interest['contact_person_id'],
      content: (await context.fill(params.text)).ru,
      responsible_id: params.responsible === 'item' ? (item.row['manager_id'] ?? item.row['responsible_id']) : interest['responsible_id'],
      rule_code: params.rule,
      dedup_key: key,
    });
  },
});
