import type { SaveContext } from '../../../core/index.ts';
import { ForbiddenError, defineSaveRule, may } from '../../../core/index.ts';
import { claimsErrors, conflict, invalid } from '../errors.ts';
import { dueBy } from '../services/due.ts';
import { completeLinks } from '../services/links.ts';
import { chooseResponsible, outsiders } from '../services/responsible.ts';

type Draft = Record<string, unknown>;

/** What whoever registered a claim may still correct while nobody has taken it up. */
const REGISTRAR_FIELDS: ReadonlySet<string> = new Set([
  'claimant_kind', 'partner_id', 'claimant_name', 'claimant_company', 'claimant_email', 'claimant_phone', 'contact_person_id', 'interest_id', 'order_id', 'invoice_id', 'document_entity', 'document_id', 'essence',
]);
/** What the plugin's own effects write, whatever the state. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set(['due_at', 'escalated_at']);
const OPEN: ReadonlySet<unknown> = new Set(['registered', 'in_progress']);

function guardEdit(before: NonNullable<SaveContext['before']>, { actor, given }: SaveContext): void {
  const touched = [...given].filter((name) => !SYSTEM_FIELDS.has(name));
  if (touched.length === 0 || actor.kind === 'robot') return;
  if (!OPEN.has(before['state'])) throw conflict('claims.closed_is_kept');
  if (may(actor, 'claim.process')) return;
  const own = before['created_by'] === actor.userId && before['state'] === 'registered' && touched.every((name) => REGISTRAR_FIELDS.has(name));
  if (!own) throw new ForbiddenError('claims.not_yours_to_edit', claimsErrors['claims.not_yours_to_edit']);
}

/** Activities that are over stay as they are; performers are employees. */
async function guardPlan(draft: Draft, { uow, before, sections }: SaveContext): Promise<void> {
  const plan = sections['plan'];
  if (plan === undefined) return;
  const finished = before === undefined ? [] : await uow.query<{ id: string; title: string; responsible_id: string; planned_at: Date }>(
    `select id, title, responsible_id, planned_at from claims_claim_plan_item where claim_id = $1 and state <> 'planned'`, [draft['id']],
  );
  for (const item of finished) {
    const at = plan.findIndex((row) => row['id'] === item.id);
    const row = plan[at];
    const same = row !== undefined && (row['title'] ?? item.title) === item.title && (row['responsible_id'] ?? item.responsible_id) === item.responsible_id
      && new Date((row['planned_at'] as string | undefined) ?? item.planned_at).getTime() === item.planned_at.getTime();
    if (!same) throw invalid('claims.finished_item_is_kept', row === undefined ? '/plan' : `/plan/${at}`);
  }
  const wrong = await outsiders(uow, plan.map((row) => row['responsible_id']).filter((id): id is string => typeof id === 'string'));
  const at = plan.findIndex((row) => wrong.has(row['responsible_id'] as string));
  if (at >= 0) throw invalid('claims.responsible_is_outside', `/plan/${at}/responsible_id`);
}

/** Completes a claim from what it is linked to, gives it to a responsible with a deadline, and keeps a closed one as it is. */
export const claimCard = defineSaveRule({
  id: 'claims.claim_card',
  entity: 'claims.claim',
  async prepare(draft, context) {
    const { uow, before, actor } = context;
    if (before !== undefined) guardEdit(before, context);
    await completeLinks(uow, draft, before === undefined ? new Set() : context.given);
    await guardPlan(draft, context);
    if (before === undefined) {
      if ((draft['partner_id'] ?? null) === null && actor.kind === 'person') throw invalid('claims.partner_required', '/partner_id');
      draft['registered_at'] ??= uow.now;
      draft['responsible_id'] ??= await chooseResponsible(uow, draft['partner_id']);
      if (draft['responsible_id'] === null) throw invalid('claims.nobody_responsible', '/responsible_id');
      draft['due_at'] = dueBy(uow.company.regulation, 'claim_reaction_due', uow.now);
    }
    const responsible = draft['responsible_id'];
    if (typeof responsible === 'string' && responsible !== before?.['responsible_id'] && (await outsiders(uow, [responsible])).size > 0) throw invalid('claims.responsible_is_outside', '/responsible_id');
  },
});
