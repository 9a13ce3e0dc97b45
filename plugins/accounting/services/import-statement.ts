import { createHash } from 'node:crypto';
import { InvalidError, ProcessEngine, RefusalError, createRecord, fillLabel, updateRecord } from '../../../core/index.ts';
import type { FieldProblem, UnitOfWork } from '../../../core/index.ts';
import { accountingErrors } from '../errors.ts';
import type { Statement, StatementDocument, StatementSide } from '../exchange/read-exchange.ts';
import { atLine, readExchange } from '../exchange/read-exchange.ts';
import type { OwnAccount, Parties } from './statement-parties.ts';
import { partiesOf } from './statement-parties.ts';

/** What a statement brought. Counts are of documents; `problems` name the lines of those that made no payment, `warnings` what to look at. */
export interface ImportedStatement {
  readonly payments: readonly { readonly id: string; readonly number: string; readonly line: number; readonly amount: string; readonly unallocated: string }[];
  /** Already in the books, from an earlier file or by hand. */
  readonly known: number;
  /** Payment requests that the bank has paid. */
  readonly requests_paid: number;
  /** Money that went out, or from one of our accounts to another. */
  readonly other: number;
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

interface Line {
  readonly document: StatementDocument;
  readonly direction: 'incoming' | 'outgoing';
  readonly account: OwnAccount;
  readonly other: StatementSide;
  readonly bookedOn: string;
  readonly key: string;
}

type Outcome = 'payment' | 'request_paid' | 'other' | 'unknown_payer' | 'refused';

interface Taken {
  readonly outcome: Outcome;
  readonly paymentId?: string;
  readonly requestId?: string;
}

function lineOf(document: StatementDocument, parties: Parties): Line | undefined {
  const incoming = parties.own.get(document.payee.account);
  const account = incoming ?? parties.own.get(document.payer.account);
  if (account === undefined) return undefined;
  const direction = incoming === undefined ? 'outgoing' : 'incoming';
  const other = direction === 'incoming' ? document.payer : document.payee;
  const bookedOn = (direction === 'incoming' ? document.received : document.paidOut) ?? document.date;
  const key = createHash('sha256').update(JSON.stringify([account.id, direction, bookedOn, document.number, document.date, document.amount, other.account, other.inn])).digest('hex');
  return { document, direction, account, other, bookedOn, key };
}

interface Known {
  readonly id: string;
  readonly line_key: string;
  readonly payment_id: string | null;
  readonly outcome: Outcome;
}

/** Takes one statement into the books, line by line, each line once however often the file comes. */
class StatementImport {
  readonly payments: ImportedStatement['payments'][number][] = [];
  readonly problems: FieldProblem[] = [];
  readonly warnings: FieldProblem[] = [];
  known = 0;
  requestsPaid = 0;
  other = 0;

  constructor(readonly uow: UnitOfWork, readonly parties: Parties, readonly fileName: string, readonly before: ReadonlyMap<string, Known>) {}

  async take(line: Line): Promise<void> {
    const before = this.before.get(line.key);
    if (before !== undefined && !['unknown_payer', 'refused'].includes(before.outcome)) {
      this.known += 1;
      return;
    }
    const taken = line.direction === 'incoming' && !this.parties.own.has(line.document.payer.account) ? await this.#incoming(line) : await this.#outgoing(line);
    const values = { outcome: taken.outcome, payment_id: taken.paymentId ?? null, request_id: taken.requestId ?? null };
    if (before !== undefined) await updateRecord(this.uow, { entity: 'accounting.bank_statement_line', id: before.id }, values);
    else await createRecord(this.uow, 'accounting.bank_statement_line', { ...this.#register(line), ...values }, { asSystem: true });
  }

  #register({ document, direction, account, other, bookedOn, key }: Line): Record<string, unknown> {
    return {
      account_id: account.id, direction, booked_on: bookedOn, document_number: document.number, document_date: document.date, amount: document.amount, other_name: other.name, other_inn: other.inn,
      other_kpp: other.kpp, other_account: other.account, purpose: document.purpose, line_key: key, file_name: this.fileName.slice(0, 255), file_line: document.line,
    };
  }

  async #incoming({ document, account, other, bookedOn }: Line): Promise<Taken> {
    const [payer, ...more] = this.parties.find(other);
    const { line } = document;
    if (payer === undefined || more.length > 0) {
      this.problems.push(payer === undefined ? atLine(line, 'accounting.unknown_payer', { name: other.name ?? '', inn: other.inn ?? '—' }) : atLine(line, 'accounting.several_payers', { inn: other.inn }));
      return { outcome: 'unknown_payer' };
    }
    const [present] = await this.uow.query<{ id: string; number: string; amount: string }>(
      `select id, number, amount from accounting_payment where payer_id = $1 and date = $2::date and incoming_number = $3 and posting_state <> 'cancelled' and not deletion_mark`,
      [payer, bookedOn, document.number],
    );
    if (present !== undefined && present.amount !== document.amount) {
      this.problems.push(atLine(line, 'accounting.bank_line_differs', { number: present.number, amount: present.amount }));
      return { outcome: 'refused', paymentId: present.id };
    }
    if (present !== undefined) {
      this.known += 1;
      return { outcome: 'payment', paymentId: present.id };
    }
    return this.#draft(document, account, payer, bookedOn);
  }

  async #draft(document: StatementDocument, account: OwnAccount, payer: string, bookedOn: string): Promise<Taken> {
    const payerAccount = this.parties.accountOf(payer, document.payer.account);
    try {
      const row = await createRecord(this.uow, 'accounting.payment', {
        date: bookedOn, incoming_number: document.number, incoming_date: document.date, operation: 'from_client', account_id: account.id, amount: document.amount, payer_id: payer,
        payer_account_id: payerAccount, purpose: document.purpose,
      }, { asSystem: true });
      const number = String(row['number']);
      if (payerAccount === null) this.warnings.push(atLine(document.line, 'accounting.payer_account_unknown', { account: document.payer.account, number }));
      this.payments.push({ id: row.id, number, line: document.line, amount: document.amount, unallocated: String(row['unallocated']) });
      return { outcome: 'payment', paymentId: row.id };
    } catch (error) {
      // Only what a person can mend stays with its line; a fault ends the whole import.
      if (!(error instanceof RefusalError)) throw error;
      const { ru, en } = error.label;
      this.problems.push({ pointer: `/lines/${document.line}`, code: error.code, message: { ru: `Строка ${document.line}: ${ru}`, en: `Line ${document.line}: ${en}` } });
      return { outcome: 'refused' };
    }
  }

  /** Money that went out pays a request when receiver, sum and order number are those of one that was sent to the bank. */
  async #outgoing({ document, direction, account, bookedOn }: Line): Promise<Taken> {
    const [request] = direction === 'incoming' ? [] : await this.uow.query<{ id: string }>(
      `select r.id from accounting_payment_request r
         join accounting_bank_file_order o on o.bank_file_id = r.bank_file_id and o.request_id = r.id join crm_bank_account a on a.id = r.payee_account_id
       where r.state = 'sent_to_bank' and r.account_id = $1 and a.account_number = $2 and r.amount = $3::numeric and o.order_number = ltrim($4, '0') order by r.number limit 1`,
      [account.id, document.payee.account, document.amount, document.number],
    );
    if (request === undefined) {
      this.other += 1;
      return { outcome: 'other' };
    }
    await ProcessEngine.of(this.uow).sendAsSystem({ entity: 'accounting.payment_request', id: request.id }, 'payment_request.paid', { paid_on: bookedOn }, false);
    this.requestsPaid += 1;
    return { outcome: 'request_paid', requestId: request.id };
  }
}

function demandReadable(statement: Statement, foreign: readonly FieldProblem[], skipBad: boolean): void {
  const bad = [...statement.problems, ...foreign];
  if (bad.length > 0 && !skipBad) throw new InvalidError('accounting.statement_bad', fillLabel(accountingErrors['accounting.statement_bad'], { count: bad.length }), { errors: bad });
}

/**
 * Takes a bank statement (1CClientBankExchange) into the books: each client's payment becomes a draft with the allocation R-22 is sure of, money paid out
 * for a payment request ends it, and every line is kept in the register of bank lines. A line that came before changes nothing. A file with unreadable
 * documents is refused whole unless `skipBad`; a payer nobody knows leaves his line in the register, to be taken when the file comes again.
 */
export async function importStatement(uow: UnitOfWork, file: { readonly name: string; readonly content: Buffer }, skipBad = false): Promise<ImportedStatement> {
  const statement = readExchange(file.content);
  const parties = await partiesOf(uow, statement);
  const notOurs = statement.accounts.filter((one) => !parties.own.has(one.account));
  if (notOurs.length > 0) {
    throw new InvalidError('accounting.foreign_account', fillLabel(accountingErrors['accounting.foreign_account'], notOurs[0] ?? {}), { errors: notOurs.map((one) => atLine(one.line, 'accounting.foreign_account', { account: one.account })) });
  }
  const lines = statement.documents.map((document) => ({ document, line: lineOf(document, parties) }));
  const foreign = lines.filter((one) => one.line === undefined).map(({ document }) => atLine(document.line, 'accounting.foreign_account', { account: document.payee.account }));
  demandReadable(statement, foreign, skipBad);
  const ours = lines.flatMap((one) => one.line ?? []);
  const before = await uow.query<Known>(`select id, line_key, payment_id, outcome from accounting_bank_statement_line where line_key = any($1::text[])`, [ours.map((one) => one.key)]);
  const run = new StatementImport(uow, parties, file.name, new Map(before.map((one) => [one.line_key, one])));
  const seen = new Set<string>();
  for (const line of ours) {
    if (seen.has(line.key)) run.known += 1;
    else await run.take(line);
    seen.add(line.key);
  }
  const { payments, known, requestsPaid, other, warnings } = run;
  return { payments, known, requests_paid: requestsPaid, other, problems: [...(skipBad ? [...statement.problems, ...foreign] : []), ...run.problems], warnings };
}
