import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import type { Actor, Company, UnitOfWork } from '../company/index.ts';
import { ConflictError, InvalidError, RefusalError } from '../errors/index.ts';
import type { ImportContext, ImporterDefinition } from '../plugin/index.ts';
import { compileValidator } from '../validation/index.ts';
import { importErrors } from './errors.ts';

/** A file to be taken in. */
export interface ImportFile {
  readonly name: string;
  readonly content: Buffer;
}

/** How it is taken in. */
export interface ImportOptions {
  /** Values beside the file, by the importer's own schema. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Everything is done and checked, and nothing stays. */
  readonly dryRun?: boolean;
  /** Id of the run, chosen by whoever wants to follow it while it is under way. */
  readonly runId?: string;
  /** Opens the transaction of the import itself; default a plain one of the company. */
  readonly write?: <Result>(work: (uow: UnitOfWork) => Promise<Result>, dryRun: boolean) => Promise<Result>;
}

/** What became of it. */
export interface ImportOutcome {
  /** Row of `core.import_run`. */
  readonly run: string;
  readonly dry_run: boolean;
  readonly counts: Readonly<Record<string, unknown>>;
}

const REPORTS = 50;
const STALE = '1 hour';
const KEPT_PROBLEMS = 500;

/** What the row says of a refusal or a fault. */
function ending(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof RefusalError)) return { state: 'failed', error: error instanceof Error ? error.message : String(error) };
  const count = error.params['count'];
  return { state: 'refused', error: error.label.ru, problems: JSON.stringify(error.errors.slice(0, KEPT_PROBLEMS)), problem_count: typeof count === 'number' ? count : error.errors.length };
}

/** Changes the row of a run in a transaction of its own, so that others see it at once. */
async function note(company: Company, run: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(values);
  await company.write(company.robot, (uow) => uow.query(
    `update core_import_run set ${names.map((name, index) => `"${name}" = $${index + 3}`).join(', ')}, version = version + 1, updated_at = $2 where id = $1`,
    [run, uow.now, ...names.map((name) => (values[name] === 'now' ? uow.now : values[name]))],
  ));
}

/** Begins the row; runs that a stopped node left behind are closed on the way. */
async function begin(company: Company, actor: Actor, run: string, importer: ImporterDefinition, file: ImportFile, dryRun: boolean): Promise<void> {
  await company.write(company.robot, async (uow) => {
    await uow.query(`update core_import_run set state = 'failed', finished_at = $1, error = 'stopped' where state = 'running' and updated_at < $1::timestamptz - interval '${STALE}'`, [uow.now]);
    const made = await uow.query(
      `insert into core_import_run (id, version, created_at, updated_at, created_by, updated_by, deletion_mark, importer, file_name, state, dry_run, user_id, started_at, done, total, problem_count)
       values ($1, 1, $2, $2, $3, $3, false, $4, $5, 'running', $6, $3, $2, 0, 0, 0) on conflict (id) do nothing returning id`,
      [run, uow.now, actor.userId, importer.id, file.name.slice(0, 255), dryRun],
    );
    if (made.length === 0) throw new ConflictError('core.import_running', importErrors['core.import_running']);
  });
}

function checkParams(importer: ImporterDefinition, params: Readonly<Record<string, unknown>>): void {
  const schema = importer.params ?? { type: 'object', additionalProperties: false };
  const errors = compileValidator(schema)(params);
  if (errors.length > 0) throw new InvalidError('core.invalid_request', { ru: 'Данные не прошли проверку.', en: 'The data did not pass the checks.' }, { errors });
}

function checkName(importer: ImporterDefinition, file: ImportFile): void {
  const extensions = importer.accept.filter((one) => one.startsWith('.'));
  if (extensions.length === 0 || extensions.includes(extname(file.name).toLowerCase())) return;
  const params = { name: file.name, accept: extensions.join(', ') };
  throw new InvalidError('core.import_file_type', importErrors['core.import_file_type'], { params, errors: [{ pointer: '/file', code: 'not_allowed', message: importErrors['core.import_file_type'] }] });
}

/**
 * Takes a file in on behalf of `actor`: one transaction, all or nothing, with a row of `core.import_run` beside it that shows how far it is and keeps
 * what was refused. @throws whatever the importer refuses with; ConflictError core.import_running, InvalidError core.import_file_type
 */
export async function runImport(company: Company, actor: Actor, importer: ImporterDefinition, file: ImportFile, options: ImportOptions = {}): Promise<ImportOutcome> {
  const { params = {}, dryRun = false, runId: run = randomUUID() } = options;
  checkName(importer, file);
  checkParams(importer, params);
  // A read-only company still answers what a file would do; it just keeps no record of the question.
  const isRecorded = company.record.status !== 'read_only';
  if (isRecorded) await begin(company, actor, run, importer, file, dryRun);
  let reported = -1;
  const progress: ImportContext['progress'] = async (done, total) => {
    const step = Math.floor((done * REPORTS) / Math.max(1, total));
    if (step === reported || !isRecorded) return;
    reported = step;
    await note(company, run, { done, total });
  };
  const write = options.write ?? ((work, isDry) => company.write(actor, work, { dryRun: isDry }));
  try {
    const counts = await write((uow) => importer.run(file, { uow, params, dryRun, progress }), dryRun);
    if (isRecorded) await note(company, run, { state: 'done', counts: JSON.stringify(counts), finished_at: 'now' });
    return { run, dry_run: dryRun, counts };
  } catch (error) {
    if (isRecorded) await note(company, run, { ...ending(error), finished_at: 'now' });
    if (isRecorded && !dryRun && error instanceof RefusalError) await company.write(actor, async (uow) => importer.noteRefusal?.(file, { uow, params, reason: error.label }));
    throw error;
  }
}
