import type { UnitOfWork } from '../../../core/company/index.ts';
import { tableName } from '../../../core/entity/index.ts';
import { listVersions } from '../../../core/regulation/index.ts';

/** Items of one kind that are not finished and stay on one version. */
export interface RunningItems {
  readonly entity: string;
  readonly hash: string;
  readonly number: number;
  readonly items: number;
}

/** Items that stand outside the final states of their own version, counted by entity and version, newest version first. */
export async function runningItems(uow: UnitOfWork): Promise<RunningItems[]> {
  const found: RunningItems[] = [];
  for (const version of await listVersions(uow)) {
    const { processes } = await uow.company.version(version.hash, uow);
    for (const spec of uow.company.plugins.processes) {
      const regions = Object.entries(spec.regions);
      const open = regions.map(([name, { field }], index) => ({ field, place: index + 2, finals: Object.entries(processes.get(spec.id)?.regions[name]?.states ?? {}).filter(([, state]) => state.final === true).map(([code]) => code) }));
      const rows = await uow.query<{ n: string }>(
        `select count(*) as n from "${tableName(spec.id)}" where regulation_hash = $1 and (${open.map((one) => `"${one.field}" <> all($${one.place}::text[])`).join(' or ')})`,
        [version.hash, ...open.map((one) => one.finals)],
      );
      const items = Number(rows[0]?.n ?? 0);
      if (items > 0) found.push({ entity: spec.id, hash: version.hash, number: version.number, items });
    }
  }
  return found;
}
