import { defineSaveRule } from '../../../core/index.ts';
import { conflict, problem, refuse } from '../errors.ts';
import { describeUnposted, unpostedDocuments } from '../services/unposted-documents.ts';

/** A month is closed by its first day, and only when every document in it is posted. */
export const periodCard = defineSaveRule({
  id: 'accounting.period_card',
  entity: 'accounting.period_close',
  async prepare(draft, { uow, actor, before }) {
    if (before !== undefined || typeof draft['month'] !== 'string' || typeof draft['organization_id'] !== 'string') return;
    if (!draft['month'].endsWith('-01')) refuse([problem('/month', 'accounting.month_first_day')]);
    const unposted = describeUnposted(await unpostedDocuments(uow, draft['organization_id'], draft['month']));
    if (unposted.count > 0) throw conflict('accounting.month_has_drafts', { ...unposted });
    draft['closed_at'] = uow.now;
    draft['closed_by'] = actor.userId;
  },
});
