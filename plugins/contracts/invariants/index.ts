import { label } from '../../../core/index.ts';
import type { InvariantDefinition, UnitOfWork } from '../../../core/index.ts';
import { hashOfPoints, pointsOf } from '../services/live-protocol.ts';

interface Violation {
  readonly entity: string;
  readonly id: string;
  readonly text: string;
}

async function found(uow: UnitOfWork, entity: string, sql: string): Promise<Violation[]> {
  return (await uow.query<{ id: string; text: string }>(sql)).map(({ id, text }) => ({ entity, id, text }));
}

/** Protocols whose points are not what was sent. */
async function changedProtocols(uow: UnitOfWork): Promise<Violation[]> {
  const sent = await uow.query<{ id: string; number: string; state: string; frozen_hash: string | null; sent: boolean }>(
    `select id, number, state, frozen_hash, sent_at is not null as sent from contracts_disagreement_protocol where frozen_hash is not null or sent_at is not null order by id`,
  );
  const points = await pointsOf(uow, sent.map((one) => one.id));
  return sent.flatMap((one) => {
    const hash = hashOfPoints(points.filter((point) => point.protocol_id === one.id));
    return hash === one.frozen_hash ? [] : [{ entity: 'contracts.disagreement_protocol', id: one.id, text: `${one.number}: the points differ from those that were sent` }];
  });
}

/** Checks of live data: what the machines of contract and protocol promise about their rows. */
export const contractsInvariants: readonly InvariantDefinition[] = [
  { code: 'contracts.sent_protocol_unchanged', label: label('Отправленный протокол не изменён', 'A protocol that was sent is unchanged'), find: changedProtocols },
  {
    code: 'contracts.one_live_protocol',
    label: label('У договора один действующий протокол, и он того раунда, что договор', 'A contract has one live protocol, of the round it is in'),
    find: async (uow) => found(uow, 'contracts.contract', `
      select c.id, c.number || ': ' || count(p.id) || ' live protocols' as text
        from contracts_contract c join contracts_disagreement_protocol p on p.contract_id = c.id and p.state <> 'superseded' and not p.deletion_mark
       group by c.id having count(*) > 1 or bool_or(p.round_no > c.negotiation_round)`),
  },
  {
    code: 'contracts.states_agree',
    label: label('Договор и его протокол стоят на одном и том же шаге', 'A contract and its protocol stand at the same step'),
    find: async (uow) => found(uow, 'contracts.contract', `
      select c.id, c.number || ': ' || c.status || ', its protocol ' || coalesce(p.state, 'missing') as text
        from contracts_contract c left join contracts_disagreement_protocol p on p.contract_id = c.id and p.state <> 'superseded' and not p.deletion_mark
       where (c.status = 'protocol_drafting' and coalesce(p.state, '') not in ('drafting', 'returned'))
          or (c.status = 'protocol_review' and coalesce(p.state, '') <> 'under_review')
          or (c.status in ('refused', 'form_review', 'form_correction', 'draft') and p.id is not null)
          or (c.status in ('agreed', 'signed', 'archived') and p.id is not null and p.state <> 'signed')`),
  },
  {
    code: 'contracts.signatures_present',
    label: label('Согласованный договор подписан клиентом, подписанный — обеими сторонами', 'An agreed contract is signed by the client, a signed one by both sides'),
    find: async (uow) => found(uow, 'contracts.contract', `
      select c.id, c.number || ': ' || c.status || ' without a signature' as text from contracts_contract c
       where (c.status in ('agreed', 'signed', 'archived') and c.signed_by_client_at is null) or (c.status in ('signed', 'archived') and c.signed_by_company_at is null)`),
  },
];
