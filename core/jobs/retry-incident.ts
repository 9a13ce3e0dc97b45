import type { UnitOfWork } from '../company/index.ts';
import { NotFoundError } from '../errors/index.ts';
import { audit } from '../records/index.ts';
import type { Incident } from './incidents.ts';
import { findOpenIncident, resolveIncident } from './incidents.ts';
import { retryDelivery } from './retry-delivery.ts';
import { retryTimer } from './timers.ts';

/**
 * Has done again what an open incident is about: its delivery or its timer is tried anew; one about neither is closed. Audited.
 * @throws NotFoundError when no such incident is open
 */
export async function retryIncident(uow: UnitOfWork, id: string): Promise<Incident> {
  const incident = await findOpenIncident(uow, { id });
  if (incident === undefined) throw new NotFoundError();
  if (incident.delivery_key !== null) await retryDelivery(uow, incident.delivery_key);
  else if (incident.timer_id !== null) await retryTimer(uow, incident.timer_id);
  else await resolveIncident(uow, id);
  await audit(uow, { action: 'incident.retry', after: { incident: id, delivery: incident.delivery_key } });
  return incident;
}
