import type { MailSettings } from './transport.ts';
import { configureMail } from './transport.ts';

/** What a starting node hands to its plugins, as far as letters need it. */
export interface MailHost {
  readonly log?: (message: string) => void;
  readonly config?: { readonly mail?: MailSettings };
  readonly registry?: Parameters<typeof configureMail>[0];
}

/** Opens the way out for letters, when the configuration has one. @throws InvalidError mail.smtp_not_available */
export async function startMail({ config, registry }: MailHost): Promise<void> {
  if (config?.mail !== undefined && registry !== undefined) configureMail(registry, config.mail);
}
