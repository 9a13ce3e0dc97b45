import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Company, UnitOfWork } from '../company/index.ts';
import { tableName } from '../entity/index.ts';
import { InvalidError } from '../errors/index.ts';
import { ProcessEngine } from '../process/index.ts';
import { createRecord, updateRecord } from '../records/index.ts';
import { readYaml } from '../regulation/index.ts';
import type { Application } from './application.ts';

/** A person of the examples: what a user is made from, and further columns of his row. */
export interface ExampleUser extends Readonly<Record<string, unknown>> {
  readonly login: string;
  readonly full_name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** A row of the examples. `_key` names it for later rows, `_events` are sent to it once it is made, `_as` names the user who makes it. */
export interface ExampleRow extends Readonly<Record<string, unknown>> {
  readonly _key?: string;
  readonly _events?: readonly { readonly event: string; readonly data?: Readonly<Record<string, unknown>> }[];
}

export interface Examples {
  readonly users: readonly ExampleUser[];
  /** Blocks in the order of the file: entity id and its rows. */
  readonly data: readonly { readonly entity: string; readonly rows: readonly ExampleRow[] }[];
}

async function readPart(file: string): Promise<unknown> {
  if (!existsSync(file)) return undefined;
  const { value, diagnostics } = readYaml(await readFile(file, 'utf8'), file);
  const problem = diagnostics.find((one) => one.severity === 'error');
  if (problem !== undefined) {
    throw new InvalidError('core.bad_examples', { ru: '{file}:{line}:{column} {text}', en: '{file}:{line}:{column} {text}' }, { params: { file, line: problem.line, column: problem.column, text: problem.message.en } });
  }
  return value;
}

/** Reads `examples/users.yaml` and `examples/data.yaml` beside a regulation; absent files are empty. */
export async function readExamples(folder: string): Promise<Examples> {
  const users = (await readPart(join(folder, 'examples', 'users.yaml'))) as { users?: ExampleUser[] } | undefined;
  const data = (await readPart(join(folder, 'examples', 'data.yaml'))) as Record<string, ExampleRow[]> | ExampleBlock[] | undefined;
  const blocks = Array.isArray(data) ? data : Object.entries(data ?? {}).map(([entity, rows]) => ({ entity, rows }));
  return { users: users?.users ?? [], data: blocks };
}

type ExampleBlock = Examples['data'][number];

/** Columns of `core.user` that an example may give beside what makes the account. */
const ACCOUNT = new Set(['login', 'full_name', 'email', 'roles', 'locale', 'position']);

/**
 * Makes the people and rows of a regulation's examples, through the same doors as everything else: save rules, numbers, history. Rows go in as the
 * robot, so that a demo may begin in the middle of things. What is there already (by code) is left alone.
 */
export async function loadExamples(application: Application, company: Company, folder: string, password: string): Promise<void> {
  const { users, data } = await readExamples(folder);
  const keys = new Map<string, string>();
  for (const user of users) {
    const { login, full_name: name, email, roles, locale, position, ...rest } = user;
    const id = await company.write(company.robot, async (uow) => {
      const made = await application.access.users.createUser(uow, {
        login, full_name: name, email, roles, password, ...(locale === undefined ? {} : { locale: locale as 'ru' | 'en' }), ...(typeof position === 'string' ? { position } : {}),
      });
      const extra = Object.fromEntries(Object.entries(rest).filter(([column]) => !column.startsWith('_') && !ACCOUNT.has(column)));
      if (Object.keys(extra).length > 0) await updateRecord(uow, { entity: 'core.user', id: made.id }, extra);
      return made.id;
    });
    keys.set(`core.user/${login}`, id);
  }
  for (const { entity, rows } of data) {
    for (const row of rows) await company.write(company.robot, (uow) => loadRow(uow, entity, row, keys));
  }
}

async function loadRow(uow: UnitOfWork, entity: string, row: ExampleRow, keys: Map<string, string>): Promise<void> {
  const { _key: key, _events: events, ...values } = row;
  const code = typeof values['code'] === 'string' ? values['code'] : undefined;
  const known = code === undefined ? undefined : await idByCode(uow, entity, code);
  const id = known ?? (await createRecord(uow, entity, (await resolveReferences(uow, values, keys)) as Record<string, unknown>, { asSystem: true, standing: true })).id;
  for (const name of [key, code]) if (name !== undefined) keys.set(`${entity}/${name}`, id);
  if (known !== undefined) return;
  for (const { event, data } of events ?? []) {
    await ProcessEngine.of(uow).send({ entity, id }, event, (await resolveReferences(uow, data ?? {}, keys)) as Record<string, unknown>, { asSystem: true });
  }
}

async function idByCode(uow: UnitOfWork, entity: string, code: string): Promise<string | undefined> {
  const fields = uow.company.plugins.entity(entity)?.definition.fields;
  if (fields === undefined || !('code' in fields)) return undefined;
  return (await uow.query<{ id: string }>(`select id from "${tableName(entity)}" where code = $1`, [code]))[0]?.id;
}

/** Replaces `{ ref: <entity>/<key or code> }`, at any depth. @throws InvalidError for a name nothing answers to */
async function resolveReferences(uow: UnitOfWork, value: unknown, keys: ReadonlyMap<string, string>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((one) => resolveReferences(uow, one, keys)));
  if (typeof value !== 'object' || value === null) return value;
  const { ref } = value as { ref?: unknown };
  if (typeof ref === 'string') {
    const [entity = '', ...rest] = ref.split('/');
    const id = keys.get(ref) ?? (await idByCode(uow, entity, rest.join('/')));
    if (id === undefined) throw new InvalidError('core.unknown_reference', { ru: 'Нет строки {ref}.', en: 'There is no row {ref}.' }, { params: { ref } });
    return id;
  }
  const resolved: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) resolved[name] = await resolveReferences(uow, one, keys);
  return resolved;
}
