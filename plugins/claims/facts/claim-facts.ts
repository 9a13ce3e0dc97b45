import { defineFacts, label, may } from '../../../core/index.ts';
import { claimantPartner } from '../services/claimant-account.ts';

interface Loaded {
  readonly id: string;
  readonly partner_id: string | null;
  readonly state: string;
  readonly items: number;
  readonly open: number;
  readonly compensation: string | null;
}

/** Decisions as letters name them. */
const DECISIONS: Readonly<Record<string, readonly [ru: string, en: string]>> = {
  satisfied: ['удовлетворена', 'satisfied'],
  partially_satisfied: ['удовлетворена частично', 'satisfied in part'],
  not_satisfied: ['в удовлетворении отказано', 'not satisfied'],
};

/** What the closing of a claim asks for, and who of the signed-in may withdraw it. */
export const claimFacts = defineFacts({
  entity: 'claims.claim',
  facts: {
    plan_items: { type: 'number', label: label('Мероприятий в плане', 'Activities of the plan') },
    open_plan_items: { type: 'number', label: label('Не выполнено мероприятий', 'Open activities') },
    actor_processes: { type: 'boolean', label: label('Действующий отрабатывает претензии', 'The actor processes claims') },
    actor_is_claimant: { type: 'boolean', label: label('Действующий — предъявивший', 'The actor is the claimant') },
    compensation_text: { type: 'string', nullable: true, label: label('Сумма компенсации как текст', 'Compensation as text') },
    decision_ru: { type: 'string', nullable: true, label: label('Решение словами', 'Decision in words, Russian') },
    decision_en: { type: 'string', nullable: true, label: label('Решение словами (англ.)', 'Decision in words') },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<Loaded & Record<string, unknown>>(
      `select c.id, c.partner_id, c.state::text as state, c.compensation_amount::text as compensation, count(i.id)::int as items, (count(i.id) filter (where i.state = 'planned'))::int as open
         from claims_claim c left join claims_claim_plan_item i on i.claim_id = c.id and not i.deletion_mark where c.id = any($1::uuid[]) group by c.id`,
      [ids],
    );
    const partner = wanted.has('actor_is_claimant') ? await claimantPartner(uow) : undefined;
    return new Map(rows.map((row) => [row.id, {
      plan_items: row.items,
      open_plan_items: row.open,
      actor_processes: may(uow.actor, 'claim.process'),
      actor_is_claimant: partner !== undefined && partner === row.partner_id,
      compensation_text: row.compensation,
      decision_ru: DECISIONS[row.state]?.[0] ?? null,
      decision_en: DECISIONS[row.state]?.[1] ?? null,
    }]));
  },
});
