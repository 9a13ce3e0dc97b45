/** What other plugins may use of the mail: reading letters, taking them in, and the way letters leave. */
export { parseLetter, stripQuotedReply } from './eml/index.ts';
export type { Letter as ParsedLetter, LetterAddress, LetterAttachment, SplitReply } from './eml/index.ts';
export { Letter } from './entities/letter.ts';
export type { LetterRow } from './entities/letter.ts';
export { FolderTransport, configureMail, transportOf } from './outgoing/transport.ts';
export type { MailSettings, MailTransport } from './outgoing/transport.ts';
export { composeLetter } from './outgoing/compose-letter.ts';
export type { OutgoingLetter } from './outgoing/compose-letter.ts';
export { receiveLetter } from './services/receive-letter.ts';
export type { ReceivedLetter } from './services/receive-letter.ts';
