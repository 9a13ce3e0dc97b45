import type { Label } from '../../../core/index.ts';

/** An address of a letter. `email` as written, for display; compare by its normal form. */
export interface LetterAddress {
  readonly email: string;
  readonly name: string | null;
}

/** A file inside a letter. */
export interface LetterAttachment {
  /** Without folders, control and direction characters; made up when the letter gave none. */
  readonly fileName: string;
  readonly mimeType: string;
  /** Bytes of `content`. */
  readonly size: number;
  readonly content: Buffer;
  /** Without angle brackets, as `cid:` in the HTML names it. */
  readonly contentId: string | null;
  /** Shown inside the text rather than listed. */
  readonly inline: boolean;
}

/** A letter read whole. */
export interface Letter {
  /** With angle brackets; made from the bytes, `<sha256:…>`, when the letter has none or a broken one. At most 250 characters. */
  readonly messageId: string;
  readonly from: LetterAddress | null;
  readonly to: readonly LetterAddress[];
  readonly cc: readonly LetterAddress[];
  readonly replyTo: LetterAddress | null;
  readonly subject: string;
  /** ISO 8601 in UTC; null when absent or impossible. */
  readonly date: string | null;
  /** All words of the letter, also of one that is HTML only. */
  readonly text: string;
  /** Sanitised; null for a letter of plain text. */
  readonly html: string | null;
  readonly attachments: readonly LetterAttachment[];
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Written by a program: vacation answer, delivery report, mass mailing. Such a letter must not be answered by another program. */
  readonly autoSubmitted: boolean;
  readonly warnings: readonly Label[];
}
