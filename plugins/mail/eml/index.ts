export type { Letter, LetterAddress, LetterAttachment } from './letter.ts';
export { sanitiseHtml } from './letter-html.ts';
export { MAX_LETTER_BYTES, parseLetter } from './parse-letter.ts';
export { stripQuotedReply } from './quoted-reply.ts';
export type { SplitReply } from './quoted-reply.ts';
export { LETTER_WARNINGS } from './warnings.ts';
export type { LetterWarning } from './warnings.ts';
