import iconv from 'iconv-lite';
import { InvalidError, fillLabel, label } from '../../../core/index.ts';
import { accountingErrors, problem, refuse } from '../errors.ts';
import type { AccountingErrorCode } from '../errors.ts';
import type { FieldProblem, Label } from '../../../core/index.ts';

/** One value of a document and the line it stands in, counted from 1. */
interface Given {
  readonly value: string;
  readonly line: number;
}

/** A document of a statement as the bank wrote it. `line`: where its section begins. */
export interface StatementDocument {
  readonly line: number;
  readonly number: string;
  /** Dates 'YYYY-MM-DD'; `received`, `paidOut`: when the bank moved the money, null when it does not say. */
  readonly date: string;
  readonly received: string | null;
  readonly paidOut: string | null;
  /** Decimal string above zero, two digits after the point. */
  readonly amount: string;
  readonly payer: StatementSide;
  readonly payee: StatementSide;
  readonly purpose: string | null;
}

export interface StatementSide {
  readonly account: string;
  readonly name: string | null;
  readonly inn: string | null;
  readonly kpp: string | null;
}

/** A statement file: the accounts it is about, its documents, and what is wrong with single ones. */
export interface Statement {
  readonly accounts: readonly { readonly account: string; readonly line: number }[];
  readonly documents: readonly StatementDocument[];
  readonly problems: readonly FieldProblem[];
}

const MOST = 2000;
const DAY = label('ДД.ММ.ГГГГ', 'DD.MM.YYYY');
const MONEY = label('сумма в рублях и копейках', 'an amount in roubles and kopecks');

/** The pointer of a problem in a file: its line. */
export function atLine(line: number, code: AccountingErrorCode, params: Readonly<Record<string, unknown>> = {}): FieldProblem {
  return problem(`/lines/${line}`, code, { line, ...params });
}

/** UTF-8 when it is that, else the one-byte encoding the file names: windows-1251, or cp866 for DOS. */
function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const head = iconv.decode(content.subarray(0, 2000), 'cp866');
    return iconv.decode(content, /Кодировка\s*=\s*DOS/iu.test(head) ? 'cp866' : 'win1251');
  }
}

class DocumentReader {
  readonly fields = new Map<string, Given>();
  readonly problems: FieldProblem[] = [];

  constructor(readonly line: number) {}

  add(key: string, given: Given): void {
    if (this.fields.has(key)) this.problems.push(atLine(given.line, 'accounting.key_repeated', { key }));
    else this.fields.set(key, given);
  }

  #wrong(key: string, given: Given, expected: Label): null {
    const inWords = (words: string): FieldProblem => atLine(given.line, 'accounting.value_wrong', { key, value: given.value.slice(0, 60), expected: words });
    this.problems.push({ ...inWords(expected.ru), message: { ru: inWords(expected.ru).message.ru, en: inWords(expected.en).message.en } });
    return null;
  }

  /** A value of one line; null when it is absent or empty. */
  text(key: string, most: number, pattern?: RegExp, expected: Label = label(`не длиннее ${most} знаков`, `at most ${most} characters`)): string | null {
    const given = this.fields.get(key);
    if (given === undefined || given.value === '') return null;
    return given.value.length > most || (pattern !== undefined && !pattern.test(given.value)) ? this.#wrong(key, given, expected) : given.value;
  }

  required(key: string, most: number, pattern?: RegExp, expected?: Label): string {
    if ((this.fields.get(key)?.value ?? '') === '') this.problems.push(atLine(this.line, 'accounting.key_missing', { key }));
    return this.text(key, most, pattern, expected) ?? '';
  }

  day(key: string): string | null {
    const given = this.fields.get(key);
    if (given === undefined || given.value === '') return null;
    const match = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(given.value);
    const day = match === null ? '' : `${match[3]}-${match[2]}-${match[1]}`;
    const moment = new Date(`${day}T00:00:00Z`);
    return day === '' || Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day ? this.#wrong(key, given, DAY) : day;
  }

  money(key: string): string {
    const text = this.required(key, 16, /^\d{1,13}(?:[.,-]\d{1,2})?$/, MONEY);
    const [whole = '0', rest = ''] = text.split(/[.,-]/);
    const amount = `${whole.replace(/^0+(?=\d)/, '')}.${rest.padEnd(2, '0')}`;
    const given = this.fields.get(key);
    if (given !== undefined && text !== '' && /^0\.00$/.test(amount)) this.#wrong(key, given, label('сумма больше нуля', 'an amount above zero'));
    return amount;
  }

  side(prefix: string): StatementSide {
    const account = this.required(`${prefix}Счет`, 34, /^[0-9A-Za-z]{5,34}$/, label('номер счёта', 'an account number'));
    const name = this.text(`${prefix}1`, 250) ?? this.text(prefix, 250);
    return { account, name, inn: this.text(`${prefix}ИНН`, 12, /^(?:0|\d{10}|\d{12})$/, label('10 или 12 цифр', '10 or 12 digits')), kpp: this.text(`${prefix}КПП`, 9, /^(?:0|[\dA-Za-z]{9})$/, label('9 знаков', '9 characters')) };
  }

  read(): StatementDocument | null {
    const number = this.required('Номер', 20);
    const date = this.day('Дата');
    if ((this.fields.get('Дата')?.value ?? '') === '') this.problems.push(atLine(this.line, 'accounting.key_missing', { key: 'Дата' }));
    const document = {
      line: this.line, number, date: date ?? '', received: this.day('ДатаПоступило'), paidOut: this.day('ДатаСписано'), amount: this.money('Сумма'),
      payer: this.side('Плательщик'), payee: this.side('Получатель'), purpose: this.#purpose(),
    };
    return this.problems.length === 0 ? document : null;
  }

  /** The bank breaks a long purpose into numbered lines. */
  #purpose(): string | null {
    const whole = this.text('НазначениеПлатежа', 2000) ?? [1, 2, 3, 4, 5, 6].flatMap((at) => this.text(`НазначениеПлатежа${at}`, 500) ?? []).join(' ');
    return whole === '' ? null : whole.slice(0, 500);
  }
}

/** Reads a statement in the exchange format of 1C and client-bank programs. @throws InvalidError for what is no such file as a whole */
export function readExchange(content: Buffer): Statement {
  const lines = decode(content).replace(/^﻿/, '').split(/\r\n|\n|\r/).map((line) => line.trim());
  if (lines[0] !== '1CClientBankExchange') refuse([atLine(1, 'accounting.statement_format')]);
  const end = lines.indexOf('КонецФайла');
  if (end < 0) refuse([atLine(lines.length, 'accounting.statement_truncated')]);
  const accounts: { account: string; line: number }[] = [];
  const documents: StatementDocument[] = [];
  const problems: FieldProblem[] = [];
  let open: DocumentReader | undefined;
  let sections = 0;
  const close = (reader: DocumentReader): void => {
    const document = reader.read();
    if (document === null) problems.push(...reader.problems);
    else documents.push(document);
  };
  for (const [index, text] of lines.slice(1, end).entries()) {
    const line = index + 2;
    const at = text.indexOf('=');
    const key = at < 0 ? text : text.slice(0, at).trim();
    if (text === '') continue;
    if (/[\u0000-\u0008\u000e-\u001f]/.test(text) || (at < 0 && !/^(?:СекцияРасчСчет|Конец\p{L}+)$/u.test(text))) {
      problems.push(atLine(line, 'accounting.line_unreadable', { text: text.slice(0, 60).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?') }));
    } else if (key === 'СекцияДокумент') {
      if (open !== undefined) problems.push(atLine(open.line, 'accounting.section_unclosed'));
      open = new DocumentReader(line);
      sections += 1;
      if (sections > MOST) throw new InvalidError('accounting.statement_too_long', fillLabel(accountingErrors['accounting.statement_too_long'], { most: MOST }));
    } else if (key === 'КонецДокумента') {
      if (open === undefined) problems.push(atLine(line, 'accounting.line_unreadable', { text }));
      else close(open);
      open = undefined;
    } else if (open !== undefined) {
      if (at >= 0) open.add(key, { value: text.slice(at + 1).trim(), line });
    } else if (key === 'РасчСчет') {
      accounts.push({ account: text.slice(at + 1).trim(), line });
    }
  }
  if (open !== undefined) problems.push(atLine(open.line, 'accounting.section_unclosed'));
  return { accounts, documents, problems };
}
