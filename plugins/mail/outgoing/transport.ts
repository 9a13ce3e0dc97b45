import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnitOfWork } from '../../../core/index.ts';
import { refuse } from '../errors.ts';
import type { OutgoingLetter } from './compose-letter.ts';
import { composeLetter } from './compose-letter.ts';

/** `mail` of the configuration, as far as letters are concerned. */
export interface MailSettings {
  readonly transport: 'folder' | 'smtp';
  /** `Name <address>` of the sender. */
  readonly from: string;
  /** Absolute path, for the transport `folder`. */
  readonly folder?: string;
}

/** Carries letters out of the program. Sending one twice under the same Message-ID must be harmless. */
export interface MailTransport {
  readonly from: string;
  send(letter: OutgoingLetter): Promise<void>;
}

/** Writes letters as .eml files instead of sending them, where nothing may leave the machine. A repeated letter replaces its file. */
export class FolderTransport implements MailTransport {
  constructor(readonly from: string, readonly folder: string) {}

  async send(letter: OutgoingLetter): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = letter.messageId.replace(/^<|@.*$/g, '').replace(/[^A-Za-z0-9._-]/g, '_');
    const draft = join(this.folder, `${name}.part`);
    try {
      await writeFile(draft, composeLetter(letter), { mode: 0o600 });
      await rename(draft, join(this.folder, `${name}.eml`));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

/** The transport that settings name. @throws InvalidError mail.smtp_not_available */
export function transportOf(settings: MailSettings): MailTransport {
  if (settings.transport === 'smtp' || settings.folder === undefined) throw refuse('mail.smtp_not_available');
  return new FolderTransport(settings.from, settings.folder);
}

type Installation = UnitOfWork['company']['plugins'];

/** One transport per application, found by its registry of plugins. */
const transports = new WeakMap<Installation, MailTransport>();

/** Tells how letters of an application leave it. Called when a node starts. @throws InvalidError mail.smtp_not_available */
export function configureMail(installation: Installation, settings: MailSettings): void {
  transports.set(installation, transportOf(settings));
}

/** @throws InvalidError mail.not_configured */
export function mailOf(uow: UnitOfWork): MailTransport {
  const transport = transports.get(uow.company.plugins);
  if (transport === undefined) throw refuse('mail.not_configured');
  return transport;
}
