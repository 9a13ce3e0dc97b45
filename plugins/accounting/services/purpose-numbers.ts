/** A number of ours as a payer's words give it. `prefix`: letters before the digits in one spelling, null when only digits were written. */
export interface NamedNumber {
  readonly prefix: string | null;
  /** Without leading zeros. */
  readonly digits: string;
}

/** Latin letters that look like Cyrillic ones, and letters that are typed for digits: «3K», «ЗK» and «ЗК» are one prefix. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У', З: '3', О: '0', Ё: 'Е',
};

function onePrefix(letters: string): string {
  return [...letters].map((one) => LOOKALIKES[one] ?? one).map((one) => LOOKALIKES[one] ?? one).join('');
}

/** One case, one dash, plain blanks. */
function plain(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll('Ё', 'Е').replace(/[‐-―−]/gu, '-').replace(/\s+/gu, ' ');
}

/** Our number in its parts: «ЗК-000103» → «3К», «103»; null when it is of another shape. */
export function partsOf(number: string): NamedNumber | null {
  const match = /^([\p{L}\d]{0,6}?)[-/ ]?0*(\d{1,12})$/u.exec(plain(number));
  if (match === null || !/\p{L}/u.test(match[1] ?? '')) return /^\d+$/.test(number) ? { prefix: null, digits: number.replace(/^0+(?=\d)/, '') } : null;
  return { prefix: onePrefix(match[1] ?? ''), digits: match[2] ?? '' };
}

/** What may stand before a list of invoice numbers: an invoice or an order, in any case and shortened; never «счет-фактура» or «расчетный счет». */
const INVOICE_WORD = '(?<![\\p{L}\\d/.])(?:СЧЕТ(?:А|У|ОМ|Е|ОВ|АМ|АХ|АМИ)?|СЧ(?:ЕТ)?\\.|СЧ|ЗАКАЗ(?:А|У|ОМ|Е|ОВ|АМ)?|ЗАК\\.|INVOICES?|INV\\.?|ORDERS?)(?![\\p{L}])(?! ?- ?Ф| ?/ ?Ф)';
const ON_PAYMENT = '(?: ?(?:НА|К|ДЛЯ) ОПЛАТ[УЕЫ]| ?КЛИЕНТА| ?ПОКУПАТЕЛЯ)?';
const SIGN = '(?:(?:№|#|N[OR]?|НОМЕР(?:А|ОМ)?)[.:]? ?)*';
/** An own prefix, then digits that are no sum, no date and no part of a longer number. */
const ITEM = '(?<prefix>[\\p{L}3]{1,5}(?:[ -]|(?=\\d)))?0*(?<digits>\\d{1,9})(?![\\p{L}\\d/%]|-\\d|[.,]\\d{2}(?!\\d)| ?(?:%|РУБ|Р\\.|КОП))';
const DATED = '(?: ?(?:ОТ )?\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}(?: ?Г(?:ОДА|\\.)?)?)?';
const BETWEEN = ' ?(?:[,;+&]|И(?= )|AND(?= )) ?';
/** Words whose own number follows «№»: what stands after them is not an invoice. */
const OTHER_PAPER = /(?:ДОГ|КОНТР|СОГЛАШ|НАКЛ|УПД|АКТ|СПЕЦ|ПРИЛ|ТТН|ТОРГ|П\/П|ПОРУЧ|ЧЕК|ЗАЯВ|ДОВЕР|ТЕНДЕР|ЛОТ|ФАКТУР|СФ|С\/Ф|СЧ\/Ф|Р\/С|К\/С|РАСЧ|ЛИЦЕВ|ПАСПОРТ|КВ|ДОМ|ОФИС)\p{L}*[.:]? ?$/u;

const ANCHOR = new RegExp(`${INVOICE_WORD}[.:]?${ON_PAYMENT}[.:]? ?`, 'gu');
const BARE_SIGN = /(?:№|(?<!\p{L})N[OR]?\.?(?= ?\d|[\p{L}]{1,5}-?\d)) ?/gu;
const SCAN = new RegExp(`${SIGN}${ITEM}${DATED}`, 'uy');
const NEXT = new RegExp(`${BETWEEN}(?:${INVOICE_WORD}[.:]? ?)?${SIGN}${ITEM}${DATED}`, 'uy');

function listFrom(text: string, start: number): NamedNumber[] {
  const found: NamedNumber[] = [];
  let at = start;
  for (let expression = SCAN; ; expression = NEXT) {
    expression.lastIndex = at;
    const match = expression.exec(text);
    const digits = match?.groups?.['digits'];
    if (match === null || digits === undefined) return found;
    const letters = match.groups?.['prefix']?.replace(/[ -]/g, '');
    found.push({ prefix: letters === undefined ? null : onePrefix(letters), digits: digits.replace(/^0+(?=\d)/, '') });
    at = expression.lastIndex;
  }
}

/** Numbers of invoices and orders that a payer's words name by a word or a sign: «по счетам № ЗК-000103, 104 от 05.03.2025 и зк 105». */
export function numbersNamed(purpose: string): NamedNumber[] {
  const text = plain(purpose);
  const found: NamedNumber[] = [];
  for (const anchor of text.matchAll(ANCHOR)) {
    if (/(?:РАСЧ\p{L}*\.?|ЛИЦЕВ\p{L}*|БАНК\p{L}*|[РКЛ]\/) ?$/u.test(text.slice(0, anchor.index))) continue;
    found.push(...listFrom(text, anchor.index + anchor[0].length));
  }
  for (const sign of text.matchAll(BARE_SIGN)) {
    const before = text.slice(0, sign.index);
    if (!OTHER_PAPER.test(before) && !/[\p{L}\d]$/u.test(before)) found.push(...listFrom(text, sign.index));
  }
  return found;
}

/** Whether a payer's words name this number: whole as we print it however it is typed, or its digits in a list of invoices; never a part of it. */
export function namesInvoice(purpose: string, number: string): boolean {
  const own = partsOf(number);
  const text = plain(purpose);
  if (own === null) {
    const at = text.indexOf(plain(number));
    return at >= 0 && !/[\p{L}\d]$/u.test(text.slice(0, at)) && !/^[\p{L}\d]/u.test(text.slice(at + plain(number).length));
  }
  if (numbersNamed(purpose).some((one) => one.digits === own.digits && (one.prefix === null || one.prefix === own.prefix))) return true;
  if (own.prefix === null) return false;
  // The whole number needs no word before it: its letters say what it is.
  for (const match of text.matchAll(/(?<![\p{L}\d])([\p{L}3]{1,6})[ -]?(?:№ ?)?0*(\d{1,12})(?![\p{L}\d/]|-\d)/gu)) {
    if (onePrefix(match[1] ?? '') === own.prefix && match[2] === own.digits) return true;
  }
  return false;
}
