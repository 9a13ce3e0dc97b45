import type { Label } from '../../language/index.ts';
import { translate } from '../../language/index.ts';
import { label } from '../../entity/index.ts';
import { defineEffect } from '../../plugin/index.ts';
import { notifyPeople } from '../notify-people.ts';
import { activeUser, holdersOf } from '../people.ts';
import { ruleCodeOf } from '../rule-code.ts';
import { subjectOf } from '../subject.ts';
import { PARAMETERS, userIn } from './parameters.ts';

/** Tells the user a column names, or every holder of a role, or both; a repeat tells nobody twice. */
export const notify = defineEffect<{ readonly text: Label; readonly role?: string; readonly user?: unknown }>({
  id: 'core.notify',
  label: label('Оповестить', 'Notify'),
  params: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: PARAMETERS.label, role: PARAMETERS.role, user: PARAMETERS.user } },
  async run(params, context) {
    const user = userIn(context, params.user);
    const holders = params.role === undefined ? [] : await holdersOf(context.uow, params.role);
    await notifyPeople(context, { text: params.text, userIds: user === null ? holders : [user, ...holders], subject: subjectOf(context.item), key: context.key });
  },
});

/**
 * Reminds a person of the item. `sequence_no`: which interval it is, by default the one of the wait that fired; `base_date`: column or date the
 * intervals are counted from. One active reminder per item, person, rule and interval.
 */
export const remind = defineEffect<{ readonly text: Label; readonly user: unknown; readonly sequence_no?: number; readonly base_date?: string }>({
  id: 'core.remind',
  label: label('Напомнить', 'Remind'),
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['text', 'user'],
    properties: {
      text: PARAMETERS.label, user: PARAMETERS.user,
      sequence_no: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'object' }] },
      base_date: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }] },
    },
  },
  async run(params, context) {
    const id = userIn(context, params.user);
    const recipient = id === null ? undefined : await activeUser(context.uow, id);
    if (recipient === undefined) return;
    const subject = subjectOf(context.item);
    const rule = ruleCodeOf(context.key, context.item);
    const given = params.sequence_no ?? context.data['sequence_no'];
    const sequenceNo = typeof given === 'number' && Number.isInteger(given) && given > 0 ? given : 1;
    const present = await context.uow.query(
      `select 1 from core_reminder where subject_entity = $1 and subject_id = $2 and recipient_id = $3 and rule_code = $4 and sequence_no = $5 and state = 'active'`,
      [subject.entity, subject.id, recipient.id, rule, sequenceNo],
    );
    if (present.length > 0) return;
    await context.create('core.reminder', {
      recipient_id: recipient.id,
      text: translate(await context.fill(params.text), recipient.locale).slice(0, 500),
      subject_entity: subject.entity,
      subject_id: subject.id,
      remind_at: context.now,
      sequence_no: sequenceNo,
      base_date: dateIn(context.item.row, params.base_date),
      rule_code: rule,
    });
  },
});

/** A date as written, or the one a column holds. */
function dateIn(row: Readonly<Record<string, unknown>>, value: string | undefined): string | null {
  if (value === undefined) return null;
  const found = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : row[value];
  if (found instanceof Date) return found.toISOString().slice(0, 10);
  return typeof found === 'string' ? found.slice(0, 10) : null;
}
