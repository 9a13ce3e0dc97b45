import { useQuery } from '@tanstack/react-query';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { Loading, NotFound, mainRegion, recordQuery, useEntity } from '../../../web/ui/src/kit.ts';
import { InteractionList } from './interaction-list.tsx';

/** Calls, letters and meetings about a deal. */
export default function DealInteractions({ id }: { id: string }) {
  const deals = useEntity('crm.interest');
  const interactions = useEntity('crm.interaction');
  return deals === undefined || interactions === undefined ? <NotFound /> : <OfDeal deals={deals} interactions={interactions} id={id} />;
}

function OfDeal({ deals, interactions, id }: { deals: EntityMeta; interactions: EntityMeta; id: string }) {
  const { data } = useQuery(recordQuery(deals, id));
  if (data === undefined) return <Loading />;
  const isClosed = mainRegion(deals)?.states[String(data['state'])]?.final === true;
  const contact = data['contact_person_id'];
  return (
    <InteractionList
      entity={interactions}
      filter={{ subject_id: id }}
      isClosed={isClosed}
      about={{ subject_entity: 'crm.interest', subject_id: id, partner_id: String(data['partner_id']), ...(typeof contact === 'string' ? { contact_person_id: contact } : {}) }}
    />
  );
}
