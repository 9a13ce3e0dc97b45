import { label } from '../entity/index.ts';
import type { InvariantDefinition, PluginDefinition } from '../plugin/index.ts';
import { filesEntities } from './entities/index.ts';
import { fileErrors } from './errors.ts';
import { fileRoutes } from './file-routes.ts';
import { filesOf } from './file-store.ts';
import { sha256Of } from './file-storage.ts';

const YOUNG_MS = 3_600_000;

/** Each attachment's file is there with the hash it was stored under, its owner exists, and no file lies about without a row. */
const fileInvariant: InvariantDefinition = {
  code: 'V10',
  label: label('Файлы на месте и не изменены', 'Files are in place and unchanged'),
  async find(uow) {
    const found: { entity: string; id: string; text: string }[] = [];
    const say = (id: string, text: string): void => void found.push({ entity: 'core.attachment', id, text });
    const { storage } = filesOf(uow);
    const rows = await uow.query<{ id: string; owner_entity: string; storage_key: string; sha256: string | null }>('select id, owner_entity, storage_key, sha256 from core_attachment where storage_key is not null');
    for (const row of rows) {
      const content = await storage.get(uow.company.id, row.storage_key);
      if (content === undefined) say(row.id, 'the file is missing');
      else if (sha256Of(content) !== row.sha256) say(row.id, 'the file has changed since it was stored');
      if (uow.company.plugins.entity(row.owner_entity) === undefined) say(row.id, `the owner is of an unknown kind ${row.owner_entity}`);
    }
    const known = new Set(rows.map((row) => row.storage_key));
    for await (const key of storage.older(uow.company.id, YOUNG_MS)) if (!known.has(key)) say(key, 'a file without a row');
    return found;
  },
};

/** What files add to the kernel's own plugin `core`. */
export const filesContributions: Partial<PluginDefinition> = {
  entities: filesEntities,
  routes: fileRoutes,
  invariants: [fileInvariant],
  permissions: [{ code: 'template.manage', label: label('Шаблоны документов и писем', 'Templates of documents and letters') }],
  errors: fileErrors,
};
