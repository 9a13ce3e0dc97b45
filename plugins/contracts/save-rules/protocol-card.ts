import { ConflictError, InvalidError, defineSaveRule } from '../../../core/index.ts';
import type { FieldProblem } from '../../../core/index.ts';
import { DisagreementProtocol } from '../entities/index.ts';
import { contractsErrors } from '../errors.ts';
import { decidingPoints } from '../services/deciding-points.ts';
import { pointsOf } from '../services/live-protocol.ts';
import type { StoredPoint } from '../services/live-protocol.ts';

type Point = Record<string, unknown>;
type Code = keyof typeof contractsErrors;

const FROZEN = ['sent_to_client', 'signed', 'superseded'];
const IN_REVIEW = ['under_review', 'approved'];
const WORDINGS = ['our_wording', 'client_wording', 'proposed_wording'] as const;
/** Wording a decision speaks of. */
const WORDING_OF: Readonly<Record<string, (typeof WORDINGS)[number]>> = { accept_client: 'client_wording', compromise: 'proposed_wording' };

/** What of the request is the protocol itself: its points and what people write in its head. Marks of time, signatures and states are not. */
function contentOf(given: ReadonlySet<string>): string[] {
  const fields: Readonly<Record<string, { readonly writable?: string }>> = DisagreementProtocol.definition.fields;
  return [...given].filter((name) => name !== 'responsible_id' && fields[name]?.writable !== 'system');
}

function problem(pointer: string, code: Code): FieldProblem {
  return { pointer, code, message: contractsErrors[code] };
}

function said(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** Each point says something, and what it decides about is worded. */
function wordingProblems(point: Point, at: string): FieldProblem[] {
  if (!WORDINGS.some((name) => said(point[name]))) return [problem(`${at}/client_wording`, 'contracts.point_without_wording')];
  const needed = WORDING_OF[String(point['decision'])];
  return needed === undefined || said(point[needed]) ? [] : [problem(`${at}/${needed}`, 'contracts.point_wording_required')];
}

/** A point settled in an earlier round stays as it was settled, but for the comment on it. */
function settledProblems(point: Point, stored: StoredPoint, at: string): FieldProblem[] {
  if (stored.carried_from_id === null || stored.decision === 'open') return [];
  const touched = (['clause', ...WORDINGS, 'decision'] as const).filter((name) => (point[name] ?? null) !== stored[name]);
  return touched.map((name) => problem(`${at}/${name}`, 'contracts.point_settled'));
}

/** Checks the points as they will be, and gives new ones the revision they come with. @throws InvalidError with a pointer per problem */
function checkPoints(rows: Point[], stored: readonly StoredPoint[], revision: number): void {
  const problems: FieldProblem[] = [];
  for (const [index, row] of rows.entries()) {
    const at = `/items/${index}`;
    const known = stored.find((one) => one.id === row['id']);
    if (known === undefined) {
      if (typeof row['id'] === 'string') problems.push(problem(`${at}/id`, 'contracts.unknown_point'));
      row['added_in_revision'] = revision;
      problems.push(...wordingProblems({ decision: 'open', ...row }, at));
      continue;
    }
    const whole = { ...known, ...row };
    problems.push(...settledProblems(whole, known, at), ...wordingProblems(whole, at));
  }
  const kept = new Set(rows.map((row) => row['id']));
  for (const one of stored) {
    const early = one.added_in_revision < revision || one.carried_from_id !== null;
    if (early && !kept.has(one.id)) problems.push(problem('/items', 'contracts.point_removed'));
  }
  if (problems.length > 0) throw new InvalidError(String(problems[0]?.code), contractsErrors[problems[0]?.code as Code], { errors: problems });
}

/**
 * The points of a protocol change while it is drawn up or corrected, and by nobody else than the reviewer while it is reviewed; what was sent, signed
 * or replaced is read-only whoever writes. Points of an earlier revision or round are decided, not removed.
 */
export const protocolCard = defineSaveRule({
  id: 'contracts.protocol_card',
  entity: 'contracts.disagreement_protocol',
  async prepare(draft, { uow, before, given, sections }) {
    const state = String(before?.['state'] ?? '');
    const content = contentOf(given);
    const closed: Code | undefined = FROZEN.includes(state) ? 'contracts.protocol_frozen'
      : IN_REVIEW.includes(state) && !decidingPoints(uow).has(String(before?.id)) ? 'contracts.protocol_in_review' : undefined;
    if (closed !== undefined && content.length > 0) {
      throw new ConflictError(closed, contractsErrors[closed], { reasons: [{ code: closed, message: contractsErrors[closed] }], errors: content.map((name) => problem(`/${name}`, closed)) });
    }
    const items = sections['items'];
    if (items !== undefined) checkPoints(items, before === undefined ? [] : await pointsOf(uow, [before.id]), Number(draft['revision_no'] ?? 1));
  },
});
