import type { UnitOfWork } from '../company/index.ts';
import { InvalidError, NotFoundError } from '../errors/index.ts';
import { tableName } from '../entity/index.ts';
import { audit } from '../records/index.ts';
import type { CompiledRegulation } from './compiled.ts';
import { compileRegulation } from './compile.ts';
import type { DocumentChange } from './diff.ts';
import { diffDocuments } from './diff.ts';
import { migrateItems } from './migrate-items.ts';
import type { RegulationDocument } from './document.ts';

/** A state that items stand in and a version does not have. */
export interface OrphanState {
  readonly entity: string;
  readonly region: string;
  readonly state: string;
  readonly items: number;
}

export interface VersionRow {
  readonly hash: string;
  readonly number: number;
  readonly title: { readonly ru: string; readonly en: string };
  readonly published_at: Date;
  readonly published_by: string | null;
  readonly published_by_name: string | null;
}

/** Reads and compiles one stored version. @throws NotFoundError */
export async function loadVersion(uow: UnitOfWork, hash: string): Promise<CompiledRegulation> {
  const rows = await uow.query<{ document: RegulationDocument }>('select document from core_regulation_version where hash = $1', [hash]);
  const document = rows[0]?.document;
  if (document === undefined) throw new NotFoundError();
  return { ...compileRegulation(document, uow.company.installed.only(document.plugins), uow.company.timeZone), hash };
}

/** Published versions, newest first. */
export async function listVersions(uow: UnitOfWork): Promise<VersionRow[]> {
  return uow.query<VersionRow>(
    `select v.hash, v.number, v.title, v.published_at, v.published_by, u.full_name as published_by_name
     from core_regulation_version v left join core_user u on u.id = v.published_by order by v.number desc`,
  );
}

/** What a version changed since the one before it; `since` is that one's number, null for the first. @throws NotFoundError */
export async function versionChanges(uow: UnitOfWork, hash: string): Promise<{ readonly number: number; readonly since: number | null; readonly changes: readonly DocumentChange[] }> {
  const rows = await uow.query<{ number: number; document: RegulationDocument }>(
    'select number, document from core_regulation_version where number <= (select number from core_regulation_version where hash = $1) order by number desc limit 2',
    [hash],
  );
  const [version, before] = rows;
  if (version === undefined) throw new NotFoundError();
  return { number: version.number, since: before?.number ?? null, changes: before === undefined ? [] : diffDocuments(before.document, version.document) };
}

/** States in use that a version lacks, with how many items stand in each: what a migration mapping has to answer. */
export async function orphanStates(uow: UnitOfWork, document: RegulationDocument): Promise<OrphanState[]> {
  const orphans: OrphanState[] = [];
  for (const spec of uow.company.plugins.processes) {
    for (const [region, { field }] of Object.entries(spec.regions)) {
      const known = document.processes?.[spec.id]?.regions?.[region]?.states ?? {};
      const rows = await uow.query<{ state: string; n: string }>(`select "${field}" as state, count(*) as n from "${tableName(spec.id)}" group by 1`);
      for (const { state, n } of rows) {
        if (!Object.hasOwn(known, state) || known[state]?.disabled === true) orphans.push({ entity: spec.id, region, state, items: Number(n) });
      }
    }
  }
  return orphans;
}

/**
 * Publishes a checked document as the company's next version and makes it the one new items start on. Running items stay on theirs. The same content
 * again is no new version. @throws ConflictError when a state that items stand in would vanish from every version they could move to
 */
export async function publish(uow: UnitOfWork, document: RegulationDocument): Promise<{ readonly hash: string; readonly number: number; readonly isNew: boolean }> {
  if (document.company !== uow.company.id) {
    throw new InvalidError('core.wrong_company', { ru: 'Это регламент компании «{found}», а не «{expected}».', en: 'This is the regulation of “{found}”, not of “{expected}”.' }, { params: { found: document.company, expected: uow.company.id } });
  }
  const compiled = compileRegulation(document, uow.company.installed.only(document.plugins), uow.company.timeZone);
  await uow.elevate();
  await uow.query('select pg_advisory_xact_lock(hashtext($1))', [`regulation ${uow.company.id}`]);
  const known = await uow.query<{ number: number }>('select number from core_regulation_version where hash = $1', [compiled.hash]);
  let number = known[0]?.number;
  const isNew = number === undefined;
  if (number === undefined) {
    number = Number((await uow.query<{ n: number }>('select coalesce(max(number), 0) + 1 as n from core_regulation_version'))[0]?.n ?? 1);
    await uow.query(
      'insert into core_regulation_version (hash, number, code, title, document, published_at, published_by) values ($1, $2, $3, $4, $5, $6, $7)',
      [compiled.hash, number, document.company, JSON.stringify(document.title), JSON.stringify(document), uow.now, uow.actor.userId],
    );
  }
  const migrated = await migrateItems(uow, compiled, await orphanStates(uow, document));
  await activateHash(uow, compiled.hash);
  await audit(uow, { action: 'regulation.publish', after: { hash: compiled.hash, number, migrated } });
  const { company } = uow;
  uow.afterCommit(() => company.activate(compiled));
  return { hash: compiled.hash, number, isNew };
}

async function activateHash(uow: UnitOfWork, hash: string): Promise<void> {
  await uow.asInstallation(() => uow.query('update reglament.company set active_hash = $2 where id = $1', [uow.company.id, hash]));
}
