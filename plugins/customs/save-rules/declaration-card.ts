import { ConflictError, InvalidError, defineSaveRule, fillLabel } from '../../../core/index.ts';
import type { FieldProblem, SaveContext, UnitOfWork } from '../../../core/index.ts';
import { customsErrors } from '../errors.ts';
import { dutyOf, isDeclarationNumber, spreadValue } from '../services/duty.ts';

type Draft = Record<string, unknown>;
type ErrorCode = keyof typeof customsErrors;

interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly organization_id: string;
  readonly posting_state: string;
  readonly customs_required: boolean;
  readonly declaration: string | null;
}

function refuseValue(code: ErrorCode, pointer: string): never {
  throw new InvalidError(code, customsErrors[code], { errors: [{ pointer, code, message: customsErrors[code] }] });
}

function refuseNow(code: ErrorCode, facts: Readonly<Record<string, unknown>>): never {
  const message = fillLabel(customsErrors[code], facts);
  throw new ConflictError(code, message, { reasons: [{ code, message, facts, who: ['accountant'] }] });
}

/** The receipt a new declaration is about. Goods are declared once, and only what came from abroad. */
async function readReceipt(uow: UnitOfWork, id: unknown): Promise<Receipt> {
  const [receipt] = await uow.query<Receipt>(
    `select g.id, g.number, g.organization_id, g.posting_state, g.customs_required,
       (select coalesce(d.declaration_number, d.number) from customs_customs_declaration d where d.receipt_id = g.id and d.posting_state <> 'cancelled' limit 1) as declaration
     from warehouse_goods_receipt g where g.id = $1`,
    [id ?? null],
  );
  if (receipt === undefined) refuseValue('customs.receipt_unknown', '/receipt_id');
  const { number, declaration } = receipt;
  const early = uow.company.regulation.parameters['declaration_from_draft_receipt'] === true && receipt.posting_state === 'draft';
  if (receipt.posting_state !== 'posted' && !early) refuseNow('customs.receipt_not_posted', { number });
  if (!receipt.customs_required) refuseNow('customs.not_required', { number });
  if (declaration !== null) refuseNow('customs.already_declared', { number, declaration });
  return receipt;
}

interface ReceiptLine {
  readonly id: string;
  readonly amount: string;
}

/** Lines as they will be: those sent, every line of the receipt once; or the receipt's own with the customs value spread by amount. */
function completeLines(sent: readonly Draft[] | undefined, lines: readonly ReceiptLine[], draft: Draft): Draft[] {
  if (sent === undefined) {
    const values = spreadValue(String(draft['customs_value'] ?? '0'), lines.map((line) => line.amount));
    return lines.map((line, index) => ({ receipt_line_id: line.id, customs_value: values[index] }));
  }
  const problem = (pointer: string, code: ErrorCode): FieldProblem => ({ pointer, code, message: customsErrors[code] });
  const problems = sent.flatMap((row, index): FieldProblem[] => {
    if (!lines.some((line) => line.id === row['receipt_line_id'])) return [problem(`/lines/${index}/receipt_line_id`, 'customs.line_of_another_receipt')];
    return sent.findIndex((other) => other['receipt_line_id'] === row['receipt_line_id']) < index ? [problem(`/lines/${index}/receipt_line_id`, 'customs.line_twice')] : [];
  });
  if (problems.length === 0 && sent.length < lines.length) problems.push(problem('/lines', 'customs.line_missing'));
  if (problems[0] !== undefined) throw new InvalidError(problems[0].code, problems[0].message, { errors: problems });
  return sent.map((row) => ({ ...row, customs_value: row['customs_value'] ?? '0' }));
}

/** Only a comment may be added to a declaration that is posted. */
function keepPosted({ before, given, sections }: SaveContext, draft: Draft): boolean {
  if (before === undefined || before['posting_state'] === 'draft') return false;
  const touched = [...given].filter((name) => name !== 'comment' && (name in sections || JSON.stringify(draft[name] ?? null) !== JSON.stringify(before[name] ?? null)));
  if (touched.length > 0) {
    throw new ConflictError('customs.posted_is_kept', customsErrors['customs.posted_is_kept'], { errors: touched.map((name) => ({ pointer: `/${name}`, code: 'customs.posted_is_kept', message: customsErrors['customs.posted_is_kept'] })) });
  }
  return true;
}

/** Fills a declaration from its receipt and computes the duty of its lines; the customs value, when it changes, is spread over them anew. */
export const declarationCard = defineSaveRule({
  id: 'customs.declaration_card',
  entity: 'customs.customs_declaration',
  async prepare(draft, context) {
    const { uow, before, given, sections } = context;
    if (keepPosted(context, draft)) return;
    if (before === undefined) draft['organization_id'] = (await readReceipt(uow, draft['receipt_id'])).organization_id;
    const number = draft['declaration_number'];
    if (typeof number === 'string' && !isDeclarationNumber(number)) refuseValue('customs.number_format', '/declaration_number');
    const spread = before === undefined || given.has('customs_value');
    if (sections['lines'] === undefined && !spread && !given.has('duty_rate')) return;
    const lines = await uow.query<ReceiptLine>(`select id, amount from warehouse_goods_receipt_line where receipt_id = $1 order by line_no, id`, [draft['receipt_id']]);
    const stored = sections['lines'] !== undefined || spread ? sections['lines'] : await uow.query<Draft>(`select id, receipt_line_id, customs_value from customs_customs_declaration_line where declaration_id = $1 order by line_no, id`, [before?.id ?? null]);
    sections['lines'] = completeLines(stored, lines, draft).map((row) => ({ ...row, duty_amount: dutyOf(String(row['customs_value']), String(draft['duty_rate'] ?? '0')) }));
  },
});
