import { purgeIdempotency } from '../http/index.ts';
import { filesOf } from '../files/index.ts';
import type { Application } from './application.ts';
import { sealHistory } from './seal.ts';

/** Work of every node that nobody waits for, and how often it is done, milliseconds. Each may run on several nodes at once. */
const ROUNDS: readonly { readonly name: string; readonly everyMs: number; work(application: Application): Promise<void> }[] = [
  { name: 'published versions', everyMs: 1_000, work: (application) => application.refresh() },
  { name: 'sealing of history', everyMs: 5_000, work: (application) => forEachCompany(application, async (company) => void (await company.write(company.robot, (uow) => sealHistory(uow)))) },
  {
    name: 'removal of old rows',
    everyMs: 15 * 60_000,
    work: async (application) => {
      await application.access.purge();
      await forEachCompany(application, (company) => company.write(company.robot, async (uow) => void (await purgeIdempotency(uow))));
    },
  },
  { name: 'removal of files nobody owns', everyMs: 60 * 60_000, work: (application) => forEachCompany(application, (company) => company.write(company.robot, async (uow) => void (await filesOf(uow).sweep(uow)))) },
  { name: 'anchoring of history', everyMs: 24 * 60 * 60_000, work: anchorHistory },
];

async function forEachCompany({ companies }: Application, work: (company: NonNullable<ReturnType<Application['companies']['get']>>) => Promise<void>): Promise<void> {
  for (const company of companies.values()) {
    if (company.hasRegulation && company.record.status === 'active') await work(company);
  }
}

/** Writes the head of each company's chain where the database's owner cannot reach it afterwards: into the log that operators keep. */
async function anchorHistory(application: Application): Promise<void> {
  await forEachCompany(application, async (company) => {
    const head = await company.read(company.robot, async (uow) => (await uow.query<{ seq: string; chain_hash: string }>('select seq, chain_hash from core_history_seal order by seq desc limit 1'))[0]);
    if (head !== undefined) application.logger.info({ company: company.id, seq: head.seq, hash: head.chain_hash }, 'head of the history chain');
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
