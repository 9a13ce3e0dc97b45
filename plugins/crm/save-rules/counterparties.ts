import type { FieldProblem, SaveContext } from '../../../core/index.ts';
import { ForbiddenError, InvalidError, defineSaveRule, label } from '../../../core/index.ts';
import { conflict, crmErrors } from '../errors.ts';
import type { LegalForm, RequisiteProblem } from '../requisites/index.ts';
import { checkInn, checkKpp, checkOgrn, checkOkpo } from '../requisites/index.ts';
import { managerOf } from './managers.ts';

const CHECKS: readonly (readonly [string, (value: string, form: LegalForm) => RequisiteProblem | null])[] = [
  ['inn', checkInn], ['kpp', checkKpp], ['ogrn', checkOgrn], ['okpo', checkOkpo],
];
const REQUISITES = ['short_name', 'full_name', 'inn', 'kpp', 'ogrn', 'okpo', 'legal_address'];

/** Checksums of a resident's numbers, one live counterparty per INN and KPP, and requisites that stand still once approved. */
export const counterpartyRule = defineSaveRule({
  id: 'crm.counterparty',
  entity: 'crm.counterparty',
  async prepare(draft, context) {
    const { uow, before, given, actor } = context;
    if (before?.['approved'] === true && REQUISITES.some((name) => given.has(name) && draft[name] !== before[name]) && actor.kind === 'person' && !actor.roles.includes('administrator')) {
      throw new ForbiddenError('crm.approved_counterparty', crmErrors['crm.approved_counterparty'], { reasons: [{ code: 'crm.approved_counterparty', message: crmErrors['crm.approved_counterparty'], who: ['administrator'] }] });
    }
    if (before === undefined || given.has('partner_id')) draft['manager_id'] = await managerOf(uow, 'crm.partner', draft['partner_id']);
    for (const name of ['inn', 'kpp', 'ogrn', 'okpo']) if (draft[name] === '') draft[name] = null;
    const touched = before === undefined || ['inn', 'kpp', 'ogrn', 'okpo', 'partner_id', 'deletion_mark'].some((name) => given.has(name));
    if (!touched) return;
    const rows = await uow.query<{ legal_form: LegalForm; working_name: string }>('select legal_form, working_name from crm_partner where id = $1', [draft['partner_id']]);
    const form = rows[0]?.legal_form;
    if (form === undefined) return;
    const errors: FieldProblem[] = CHECKS.flatMap(([name, check]) => {
      const problem = typeof draft[name] === 'string' ? check(draft[name], form) : null;
      return problem === null ? [] : [{ pointer: `/${name}`, ...problem }];
    });
    if (errors.length > 0) throw new InvalidError('crm.requisites_wrong', label('Проверьте реквизиты.', 'Check the requisites.'), { errors });
    if (form !== 'foreign') await refuseTwin(draft, context);
  },
});

async function refuseTwin(draft: Record<string, unknown>, { uow, before }: SaveContext): Promise<void> {
  if (typeof draft['inn'] !== 'string' || draft['deletion_mark'] === true) return;
  // Two registrations at one moment wait for each other here: a unique index cannot know who is a resident.
  await uow.query('select pg_advisory_xact_lock(hashtextextended($1, 42))', [`${uow.company.id}:${draft['inn']}`]);
  const twins = await uow.query<{ id: string; short_name: string }>(
    `select c.id, c.short_name from crm_counterparty c join crm_partner p on p.id = c.partner_id
      where c.inn = $1 and coalesce(c.kpp, '') = coalesce($2, '') and p.legal_form <> 'foreign' and not c.deletion_mark and c.id is distinct from $3::uuid limit 1`,
    [draft['inn'], draft['kpp'] ?? null, before?.id ?? null],
  );
  if (twins[0] !== undefined) throw conflict('crm.duplicate_counterparty', { name: twins[0].short_name, id: twins[0].id });
}
