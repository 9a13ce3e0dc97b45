import { label } from '../../../core/index.ts';
import type { EffectContext, Label } from '../../../core/index.ts';

/** Letters of the contract process, by their code in the list of letters. */
const TOPICS: Readonly<Record<string, Label>> = {
  'ML-02': label('Договор № {number}', 'Contract No. {number}'),
  'ML-03': label('Замечания к вашей форме договора № {number}', 'Remarks to your form of contract No. {number}'),
  'ML-04': label('Протокол разногласий № {round} к договору № {number}', 'Protocol of disagreements No. {round} to contract No. {number}'),
};

/** What a letter is about. `round`: the protocol's. */
export interface LetterAbout {
  readonly contractId: string;
  readonly text?: string;
  readonly round?: number;
}

/**
 * Notes a letter to the client among the interactions of the contract and raises `contract.letter_written` about it (`code`, `interaction_id`), for
 * whoever carries letters. Addressed to the client's main e-mail; without one it is noted all the same, for it may have gone by hand.
 */
export async function logLetter(ctx: EffectContext, code: string, about: LetterAbout): Promise<void> {
  const [contract] = await ctx.uow.query<{ number: string; partner_id: string; responsible_id: string; email: string | null; contact_person_id: string | null }>(
    `select c.number, c.partner_id, c.responsible_id, i.contact_person_id,
       coalesce(cp.email, p.email, (
         select d.value from crm_contact_detail d
         where d.owner_entity = 'crm.partner' and d.owner_id = p.id and d.kind = 'email' and not d.deletion_mark order by d.is_primary desc, d.created_at limit 1
       )) as email
     from contracts_contract c join crm_partner p on p.id = c.partner_id
     left join crm_interest i on i.id = c.interest_id left join crm_contact_person cp on cp.id = i.contact_person_id
     where c.id = $1`,
    [about.contractId],
  );
  if (contract === undefined) return;
  const topic = (TOPICS[code]?.ru ?? code).replace('{number}', contract.number).replace('{round}', String(about.round ?? ''));
  const letter = await ctx.create('crm.interaction', {
    kind: 'email',
    direction: 'outgoing',
    start_at: ctx.now,
    subject_entity: 'contracts.contract',
    subject_id: about.contractId,
    partner_id: contract.partner_id,
    contact_person_id: contract.contact_person_id,
    responsible_id: contract.responsible_id,
    topic,
    content: about.text === undefined || about.text === '' ? null : about.text,
    rule_code: code,
    mail_to: contract.email === null ? null : [contract.email],
  }, { event: 'interaction.logged' });
  ctx.raise('contract.letter_written', 'contracts.contract', about.contractId, { code, interaction_id: letter.id });
}
