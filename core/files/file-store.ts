import type { Readable } from 'node:stream';
import type { UnitOfWork } from '../company/index.ts';
import type { EntityRow } from '../entity/index.ts';
import { ConflictError, NotFoundError, RefusalError, UnavailableError } from '../errors/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { ItemRef } from '../process/index.ts';
import { ProcessEngine } from '../process/index.ts';
import { createRecord, rawRecord, updateRecord } from '../records/index.ts';
import type { AntivirusScanner } from './antivirus.ts';
import { AntivirusToken } from './antivirus.ts';
import { checkGzip, checkZip } from './archive/check-archive.ts';
import { FileDamagedError, fileErrors, refuseFile } from './errors.ts';
import { kindOf } from './file-kind.ts';
import { safeFileName } from './file-name.ts';
import { FileStorage, sha256Of } from './file-storage.ts';

/** Where files lie and how large they may be, packed and unpacked. */
export interface FileSettings {
  readonly dir: string;
  readonly maxBytes: number;
  readonly unpackedMaxBytes: number;
}

const MOST_ENTRIES = 10_000;
const DEEPEST_ARCHIVE = 3;

/** A file to be kept. `kind`: what it is to its owner; `name`: as its sender called it. */
export interface NewFile {
  readonly name: string;
  readonly content: Buffer | Readable;
  readonly kind?: string;
  readonly note?: string;
}

/** Files of rows, used inside a unit of work: the bytes are on the disk before the row is committed, so no row is without its file. */
export class FileStore {
  readonly storage: FileStorage;

  constructor(readonly settings: FileSettings) {
    this.storage = new FileStorage(settings.dir);
  }

  /** Media type of a content that may be kept. @throws InvalidError for what is refused, UnavailableError core.antivirus_away */
  async inspect(content: Buffer, name: string, scanner?: AntivirusScanner): Promise<string> {
    const { maxBytes, unpackedMaxBytes } = this.settings;
    if (content.length === 0) throw refuseFile('core.file_empty', { name });
    if (content.length > maxBytes) throw refuseFile('core.file_too_large', { name, megabytes: Math.round(maxBytes / 1_048_576) });
    const kind = await kindOf(content, name);
    if (kind.isDangerous) throw refuseFile('core.file_dangerous', { name });
    if (kind.isOpaqueArchive) throw refuseFile('core.archive_unreadable', { name });
    if (kind.hasOldMacros) throw refuseFile('core.file_macros', { name });
    const limits = { unpackedBytes: unpackedMaxBytes, entries: MOST_ENTRIES, depth: DEEPEST_ARCHIVE };
    if (kind.isZip) await checkZip(content, name, limits);
    if (kind.isGzip) await checkGzip(content, name, limits);
    if (scanner !== undefined) await scan(scanner, content, name);
    return kind.mimeType;
  }

  /**
   * Keeps a file of `owner`. The same content sent twice for one owner is kept once: `isNew` is false and the first row is answered.
   * @throws NotFoundError when there is no owner, InvalidError for a file that is refused
   */
  async put(uow: UnitOfWork, owner: ItemRef, file: NewFile): Promise<{ readonly row: EntityRow; readonly isNew: boolean }> {
    const name = safeFileName(file.name);
    const content = Buffer.isBuffer(file.content) ? file.content : await readWhole(file.content, this.settings.maxBytes, name);
    const mimeType = await this.inspect(content, name, scannerOf(uow));
    // The lock makes two senders of one file wait for each other.
    await ProcessEngine.of(uow).store.lock(owner);
    const hash = sha256Of(content);
    const [present] = await uow.query<{ id: string }>(
      `select id from core_attachment where owner_entity = $1 and owner_id = $2 and sha256 = $3 and kind = $4 and not deletion_mark`,
      [owner.entity, owner.id, hash, file.kind ?? 'other'],
    );
    if (present !== undefined) return { row: await rawRecord(uow, 'core.attachment', present.id), isNew: false };
    const stored = await this.storage.put(uow.company.id, content);
    const row = await createRecord(uow, 'core.attachment', {
      owner_entity: owner.entity,
      owner_id: owner.id,
      kind: file.kind ?? 'other',
      file_name: name,
      mime_type: mimeType,
      size_bytes: stored.size,
      sha256: stored.sha256,
      storage_key: stored.key,
      ...(file.note === undefined ? {} : { note: file.note }),
    }, { asSystem: true });
    return { row, isNew: true };
  }

  /** Notes a file that lies elsewhere. */
  async link(uow: UnitOfWork, owner: ItemRef, link: { readonly url: string; readonly name: string; readonly kind?: string; readonly note?: string }): Promise<EntityRow> {
    if (!/^https?:\/\//i.test(link.url)) throw refuseFile('core.bad_link', {});
    await ProcessEngine.of(uow).store.lock(owner);
    return createRecord(uow, 'core.attachment', {
      owner_entity: owner.entity, owner_id: owner.id, kind: link.kind ?? 'other', file_name: safeFileName(link.name), external_url: link.url, ...(link.note === undefined ? {} : { note: link.note }),
    }, { asSystem: true });
  }

  /** A file with its bytes, compared with the hash they were stored under. @throws NotFoundError, ConflictError core.file_is_link, FileDamagedError */
  async get(uow: UnitOfWork, id: string): Promise<{ readonly row: EntityRow; readonly content: Buffer }> {
    const row = await rawRecord(uow, 'core.attachment', id);
    if (row.deletion_mark) throw new NotFoundError();
    const key = row['storage_key'];
    if (typeof key !== 'string') throw new ConflictError('core.file_is_link', fileErrors['core.file_is_link'], { params: { url: row['external_url'] } });
    const content = await this.storage.get(uow.company.id, key);
    if (content === undefined) throw new FileDamagedError(id, 'missing');
    if (sha256Of(content) !== row['sha256']) throw new FileDamagedError(id, 'changed');
    return { row, content };
  }

  /** Marks a file as deleted; its bytes stay, for what was printed and approved refers to them. */
  async delete(uow: UnitOfWork, id: string, version?: number): Promise<EntityRow> {
    return updateRecord(uow, { entity: 'core.attachment', id }, { deletion_mark: true }, version === undefined ? {} : { version });
  }

  /**
   * Removes what no row names: files of transactions that were rolled back, unfinished writes. Young files are left alone, since their rows may not be
   * committed yet. Answers how many went.
   */
  async sweep(uow: UnitOfWork, olderThanMs = 3_600_000): Promise<number> {
    let removed = 0;
    for await (const key of this.storage.older(uow.company.id, olderThanMs)) {
      if ((await uow.query('select 1 from core_attachment where storage_key = $1', [key])).length > 0) continue;
      await this.storage.removeLeftover(uow.company.id, key);
      removed += 1;
    }
    return removed;
  }
}

async function scan(scanner: AntivirusScanner, content: Buffer, name: string): Promise<void> {
  let result;
  try {
    result = await scanner.scan(content, name);
  } catch (cause) {
    if (cause instanceof RefusalError) throw cause;
    throw new UnavailableError('core.antivirus_away', fileErrors['core.antivirus_away'], 30, { cause });
  }
  if (!result.clean) throw refuseFile('core.file_infected', { name, threat: result.threat });
}

async function readWhole(stream: Readable, maxBytes: number, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > maxBytes) {
      stream.destroy();
      throw refuseFile('core.file_too_large', { name, megabytes: Math.round(maxBytes / 1_048_576) });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function scannerOf(uow: UnitOfWork): AntivirusScanner | undefined {
  const container = uow.company.plugins.containerFor(uow);
  return container.isRegistered(AntivirusToken, true) ? container.resolve(AntivirusToken) : undefined;
}

/** One store per application, found by its registry of plugins; two applications in one process do not share one. */
const stores = new WeakMap<PluginRegistry, FileStore>();

/** Tells where the files of an application lie. Called once when it is opened. */
export function configureFiles(registry: PluginRegistry, settings: FileSettings): FileStore {
  const store = new FileStore(settings);
  stores.set(registry, store);
  return store;
}

/** The store of the application a unit of work belongs to. @throws Error before `configureFiles` */
export function filesOf(uow: UnitOfWork): FileStore {
  const store = stores.get(uow.company.installed);
  if (store === undefined) throw new Error('The folder of files is not configured');
  return store;
}
