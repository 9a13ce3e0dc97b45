import { ConflictError, InvalidError, defineSaveRule } from '../../../core/index.ts';
import { accountingErrors } from '../errors.ts';
import { draftPayments } from '../services/draft-payments.ts';

/** A month is closed by its first day, and only when every payment in it is posted. */
export const periodCard = defineSaveRule({
  id: 'accounting.period_card',
  entity: 'accounting.period_close',
  async prepare(draft, { uow, actor, before }) {
    if (before !== undefined || typeof draft['month'] !== 'string' || typeof draft['organization_id'] !== 'string') return;
    if (!draft['month'].endsWith('-01')) {
      const message = accountingErrors['accounting.month_first_day'];
      throw new InvalidError('accounting.month_first_day', message, { errors: [{ pointer: '/month', code: 'accounting.month_first_day', message }] });
    }
    const count = await draftPayments(uow, draft['organization_id'], draft['month']);
    if (count > 0) throw new ConflictError('accounting.month_has_drafts', accountingErrors['accounting.month_has_drafts'], { params: { count } });
    draft['closed_at'] = uow.now;
    draft['closed_by'] = actor.userId;
  },
});
