import { decide, defineEffect, label, sendToOpenTasks } from '../../../core/index.ts';
import type { Label } from '../../../core/index.ts';
import { logLetter } from '../services/outgoing-letter.ts';
import { orderTask } from '../services/open-task.ts';
import { liveProtocol } from '../services/live-protocol.ts';
import { orderAnswerTask } from './apply-answer.ts';

const TASKS: Readonly<Record<string, { readonly title: Label; readonly due: string }>> = {
  exchange_signatures: {
    title: label('Договор {number}: форма согласована, обменяйтесь экземплярами на подпись', 'Contract {number}: the form is approved, exchange copies for signature'),
    due: '3 working days',
  },
  send_remarks: { title: label('Договор {number}: передайте клиенту замечания к его форме', 'Contract {number}: send the client the remarks to his form'), due: '1 working day' },
  sign_and_send_protocol: {
    title: label('Договор {number}: получите подпись на протоколе и отправьте его клиенту', 'Contract {number}: have the protocol signed and send it to the client'),
    due: '1 working day',
  },
  correct_protocol: { title: label('Договор {number}: исправьте протокол разногласий', 'Contract {number}: correct the protocol of disagreements'), due: '1 working day' },
};

/** Follows R-07: who does what after the reviewer's decision. Remarks to the counterparty's form go to the client as a letter. */
export const applyReview = defineEffect({
  id: 'contracts.apply_review',
  label: label('Применить решение согласующего', "Apply the reviewer's decision"),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, data, uow } = ctx;
    const { outcome } = await decide(uow, 'contracts.review_outcome', undefined, { subject: data['subject'], decision: data['decision'] });
    const { task, task_role: role } = outcome as { task: string; task_role: string };
    // The approval asks its requester to correct; the table's own task says who does it here.
    const protocol = await liveProtocol(uow, item.id);
    await sendToOpenTasks(ctx, `kind = 'approval_returned' and subject_id = any($1::uuid[])`, [[item.id, ...(protocol === undefined ? [] : [protocol.id])]], 'task.cancelled');
    const remark = typeof data['comment'] === 'string' ? data['comment'] : '';
    const known = TASKS[task];
    if (known === undefined) {
      await orderAnswerTask(ctx, task, 'R-07');
    } else {
      await orderTask(ctx, {
        kind: task,
        title: known.title,
        ...(remark === '' ? {} : { description: { ru: remark, en: remark } }),
        subject: { entity: item.entity, id: item.id },
        userId: role === 'sales_manager' ? String(item.row['responsible_id']) : null,
        role,
        due: known.due,
        ruleCode: 'R-07',
      });
    }
    if (task === 'send_remarks') await logLetter(ctx, 'ML-03', { contractId: item.id, text: remark });
  },
});
