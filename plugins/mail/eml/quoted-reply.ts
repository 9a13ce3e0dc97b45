/** What the sender wrote now, and the earlier letter below it. */
export interface SplitReply {
  readonly reply: string;
  /** '' when nothing is quoted. */
  readonly quoted: string;
}

const TIME = /\d{1,2}:\d{2}/;
const DAY = /\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2} \p{L}{3,9}\.?,? \d{4}|\p{L}{3,9} \d{1,2}, \d{4}/u;
const WRITER = /(?:пишет|писал|писала|написал(?:\(а\)|а)?|wrote|writes)\s*:?\s*$|@[^\s<>]+>?"?\s*:\s*$/iu;
const RULER = /^\s*[-_]{2,}\s*(?:original message|исходное сообщение|первоначальное сообщение)\s*[-_]{2,}\s*$/i;
const HEADER = /^\s*\*?(?:от|from|кому|to|копия|cc|отправлено|sent|дата|date|тема|subject)\*?\s*:/i;
const FIRST_HEADER = /^\s*\*?(?:от|from)\*?\s*:/i;
/** An enclosed letter is shown with its subject second; a program that quotes names the date or the receiver there. */
const SUBJECT = /^\s*\*?(?:тема|subject)\*?\s*:/i;
const FORWARDED = /^\s*(?:fwd?|пересл?|fw)\s*:/i;

const isQuoted = (line: string): boolean => /^\s*>/.test(line);
const isBlank = (line: string): boolean => line.trim() === '';

/** «10.12.2014, в 23:12, Иван <ivan@…> написал(а):», «On Mon, … wrote:», also folded over up to three lines. */
function attributionLines(lines: readonly string[], index: number): number {
  for (let count = 1; count <= 3; count += 1) {
    const run = lines.slice(index, index + count);
    if (run.length < count || run.some(isBlank)) return 0;
    const text = run.join(' ').trim();
    if (text.length > 300) return 0;
    if (WRITER.test(text) && (DAY.test(text) || TIME.test(text))) return count;
  }
  return 0;
}

/** Outlook repeats the fields of the earlier letter: «От:», «Отправлено:», «Кому:», «Тема:». */
function startsFieldBlock(lines: readonly string[], index: number): boolean {
  if (!FIRST_HEADER.test(lines[index] ?? '') || SUBJECT.test(lines[index + 1] ?? '')) return false;
  return lines.slice(index, index + 6).filter((line) => HEADER.test(line)).length >= 3;
}

function quoteStart(lines: readonly string[]): number {
  const lastQuoted = lines.findLastIndex(isQuoted);
  const lastOwn = lines.findLastIndex((line) => !isBlank(line) && !isQuoted(line));
  for (let index = 0; index < lines.length; index += 1) {
    if (RULER.test(lines[index] as string) || startsFieldBlock(lines, index)) return index;
    const length = attributionLines(lines, index);
    const answersBetween = lastQuoted >= index + length && lastOwn >= index + length;
    if (length > 0 && !answersBetween) return index;
  }
  return lastQuoted > lastOwn ? lastOwn + 1 : lines.length;
}

/**
 * Splits the quoted earlier letter off the end of a reply. Answers written between the quotes stay whole, so does a letter that is nothing but a
 * quotation, and a forwarded one (by `subject` «Fwd:», or enclosed): its content is the message.
 */
export function stripQuotedReply(text: string, subject: string = ''): SplitReply {
  const lines = text.split(/\r?\n/);
  const start = FORWARDED.test(subject) ? lines.length : quoteStart(lines);
  const reply = lines.slice(0, start).join('\n').trim();
  if (reply === '') return { reply: text.trim(), quoted: '' };
  return { reply, quoted: lines.slice(start).join('\n').trim() };
}
