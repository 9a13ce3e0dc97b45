import type { Company } from '../company/index.ts';
import { resumeDeliveries } from '../jobs/index.ts';
import { audit } from '../records/index.ts';
import { refuseRestore } from './errors.ts';

/**
 * Ends the silence of a restored company: timers fire and what was waiting to be sent goes out. Answers the keys of those deliveries.
 * @throws ConflictError core.company_not_silent
 */
export async function releaseCompany(company: Company): Promise<string[]> {
  return company.write(company.robot, async (uow) => {
    const released = await uow.asInstallation(() => uow.query(`update reglament.company set status = 'active' where id = $1 and status = 'silent' returning id`, [company.id]));
    if (released.length === 0) throw refuseRestore('core.company_not_silent', { company: company.id });
    const deliveries = await resumeDeliveries(uow);
    await audit(uow, { action: 'company.released', after: { deliveries: deliveries.length } });
    return deliveries;
  });
}
