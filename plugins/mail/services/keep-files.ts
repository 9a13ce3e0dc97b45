import { createHash } from 'node:crypto';
import type { ItemRef, UnitOfWork } from '../../../core/index.ts';
import { InvalidError, createRecord } from '../../../core/index.ts';
import { filesOf } from '../../../core/index.ts';
import type { IncomingLetter } from './read-letter.ts';

const RAW_TYPE = 'message/rfc822';

/** Keeps what a letter carries; answers the names of what may not be kept apart from the letter's source. */
export async function keepAttachments(uow: UnitOfWork, owner: ItemRef, { letter }: IncomingLetter): Promise<string[]> {
  const skipped: string[] = [];
  for (const { fileName, content } of letter.attachments) {
    try {
      await filesOf(uow).put(uow, owner, { name: fileName, content, kind: 'mail_attachment' });
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      skipped.push(fileName);
    }
  }
  return skipped;
}

/**
 * Keeps the letter's own bytes. They are never refused, whatever is inside: this copy is why no letter is lost, and it is handed out as a letter,
 * which no program runs.
 */
export async function keepSource(uow: UnitOfWork, owner: ItemRef, { raw, letter, isBounce }: IncomingLetter): Promise<void> {
  const { storage } = filesOf(uow);
  const stored = await storage.put(uow.company.id, raw);
  const note = isBounce ? 'Отчёт о недоставке' : letter.autoSubmitted ? 'Письмо написано программой' : undefined;
  await createRecord(uow, 'core.attachment', {
    owner_entity: owner.entity,
    owner_id: owner.id,
    kind: 'mail_letter',
    file_name: `letter-${createHash('sha256').update(raw).digest('hex').slice(0, 12)}.eml`,
    mime_type: RAW_TYPE,
    size_bytes: stored.size,
    sha256: stored.sha256,
    storage_key: stored.key,
    ...(note === undefined ? {} : { note }),
  }, { asSystem: true });
}
