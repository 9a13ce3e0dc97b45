import type { RouteRequest, UnitOfWork } from '../../../core/index.ts';
import { filesOf } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { CLAIM_FILE } from './claimant-view.ts';

const DEFAULTS = { files: 5, megabytes: 20 };

function limit(uow: UnitOfWork, parameter: string, otherwise: number): number {
  const value = uow.company.regulation.parameters[parameter];
  return typeof value === 'number' ? value : otherwise;
}

/** Keeps what an outside party sent with his claim, within the company's limits. @throws InvalidError claims.too_many_files, claims.files_too_large, and whatever a file is refused for */
export async function keepClaimFiles(uow: UnitOfWork, claimId: string, files: RouteRequest['files']): Promise<number> {
  if (files.length === 0) return 0;
  const most = limit(uow, 'claim_files_per_claim', DEFAULTS.files);
  const megabytes = limit(uow, 'claim_files_megabytes', DEFAULTS.megabytes);
  const [kept] = await uow.query<{ n: number; bytes: number }>(
    `select count(*)::int as n, coalesce(sum(size_bytes), 0)::float8 as bytes from core_attachment where owner_entity = 'claims.claim' and owner_id = $1 and kind = $2 and not deletion_mark`,
    [claimId, CLAIM_FILE],
  );
  if ((kept?.n ?? 0) + files.length > most) throw invalid('claims.too_many_files', '/files', { limit: most });
  if ((kept?.bytes ?? 0) + files.reduce((sum, file) => sum + file.size, 0) > megabytes * 1_048_576) throw invalid('claims.files_too_large', '/files', { megabytes });
  for (const file of files) await filesOf(uow).put(uow, { entity: 'claims.claim', id: claimId }, { name: file.name, content: file.content, kind: CLAIM_FILE });
  return files.length;
}
