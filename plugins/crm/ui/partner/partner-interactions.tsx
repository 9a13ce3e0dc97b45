import { NotFound, useEntity } from '../../../web/ui/src/kit.ts';
import { InteractionList } from '../deal/interaction-list.tsx';

/** Everything that was said with a client, about whichever deal. */
export default function PartnerInteractions({ id }: { id: string }) {
  const entity = useEntity('crm.interaction');
  return entity === undefined ? <NotFound /> : <InteractionList entity={entity} filter={{ partner_id: id }} about={{ partner_id: id }} isClosed />;
}
