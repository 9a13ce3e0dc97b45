import { purgeIdempotency } from '../http/index.ts';
import { filesOf } from '../files/index.ts';
import type { Application } from './application.ts';
import { sealHead, sealHistory } from './seal.ts';

/** Work of every node that nobody waits for, and how often it is done, milliseconds. Each may run on several nodes at once. */
const ROUNDS: readonly { readonly name: string; readonly everyMs: number; work(application: Application): Promise<void> }[] = [
  { name: 'published versions', everyMs: 1_000, work: (application) => application.refresh() },
  { name: 'sealing of history', everyMs: 60_000, work: sealAll },
  {
    name: 'removal of old rows',
    everyMs: 15 * 60_000,
    work: async (application) => {
      await application.access.purge();
      await forEachCompany(application, (company) => company.write(company.robot, async (uow) => void (await purgeIdempotency(uow))));
    },
  },
  { name: 'removal of files nobody owns', everyMs: 60 * 60_000, work: (application) => forEachCompany(application, (company) => company.write(company.robot, async (uow) => void (await filesOf(uow).sweep(uow)))) },
];

async function forEachCompany({ companies }: Application, work: (company: NonNullable<ReturnType<Application['companies']['get']>>) => Promise<void>): Promise<void> {
  for (const company of companies.values()) {
    if (company.hasRegulation && company.record.status === 'active') await work(company);
  }
}

/** Chains the new history of each company. The head goes into the log that operators keep, where the database's owner cannot reach it afterwards. */
async function sealAll(application: Application): Promise<void> {
  await forEachCompany(application, async (company) => {
    const head = await company.write(company.robot, async (uow) => ((await sealHistory(uow)) > 0 ? sealHead(uow) : undefined));
    if (head !== undefined) application.logger.info({ company: company.id, ...head }, 'history sealed');
  });
}

/** Starts the rounds; what it answers stops them. A round that is still under way when its time comes again is left to finish. */
export function startHousekeeping(application: Application): () => void {
  const timers = ROUNDS.map(({ name, everyMs, work }) => {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work(application)
        .catch((error: unknown) => application.logger.warn({ err: error }, `${name}: not done this time`))
        .finally(() => {
          busy = false;
        });
    }, everyMs);
    timer.unref();
    return timer;
  });
  return () => timers.forEach((timer) => clearInterval(timer));
}
