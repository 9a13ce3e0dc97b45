import { join } from 'node:path';
import type { Label } from '../language/index.ts';
import type { Answer } from './door.ts';
import { mismatches } from './match.ts';
import { pointerOf } from './raw-scenario.ts';
import type { Failure } from './result.ts';
import { shown } from './result.ts';
import type { Action, Refusal } from './scenario.ts';
import type { NamedItem, World } from './world.ts';

/** A refusal's body, as far as a scenario looks at it. */
interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly reasons?: readonly { readonly code: string; readonly message: string; readonly facts?: Record<string, unknown> }[];
  readonly errors?: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
}

/** Does one action and says what is wrong with the answer: an empty list when it went as the scenario says. @throws StuckError */
export async function perform(action: Action, world: World, zone: string): Promise<Failure[]> {
  const login = world.loginOf(action.by);
  const { answer, made } = await ask(action, world, login);
  if (action.refused !== undefined) return refusalFailures(action.refused, action, answer, world, zone);
  if (answer.status >= 300) return [{ place: world.scenario.locate(action.pointer), ...unexpectedRefusal(answer) }];
  if (action.as !== undefined) world.remember(action.as, made ?? { answer: answer.body });
  return [];
}

async function ask(action: Action, world: World, login: string): Promise<{ answer: Answer; made?: NamedItem }> {
  const { deed } = action;
  const values = (await world.fill(action.values, login)) as Record<string, unknown>;
  const version = await world.fill(action.version, login);
  switch (deed.verb) {
    case 'create': {
      const entity = world.entity(deed.entity);
      const answer = await world.door.call(login, 'POST', entity.path, values);
      return { answer, made: { entity, id: String((answer.body as { id?: unknown } | undefined)?.id) } };
    }
    case 'send': {
      const { entity, id } = await world.item(deed.item, login);
      const body = { event: deed.event, ...(Object.keys(values).length > 0 ? { data: values } : {}), ...(version === undefined ? {} : { version }) };
      return { answer: await world.door.call(login, 'POST', `${entity.path}/${id}/transitions`, body) };
    }
    case 'patch': {
      const item = await world.item(deed.item, login);
      const seen = version ?? (await world.row(item, login))['version'];
      return { answer: await world.door.call(login, 'PATCH', `${item.entity.path}/${item.id}`, { ...values, version: seen }) };
    }
    case 'delete': {
      const item = await world.item(deed.item, login);
      const seen = version ?? (await world.row(item, login))['version'];
      return { answer: await world.door.call(login, 'DELETE', `${item.entity.path}/${item.id}?version=${String(seen)}`) };
    }
    case 'post':
      return { answer: await world.door.call(login, 'POST', String(await world.fill(deed.path, login)), values) };
    case 'upload':
      return { answer: await world.door.upload(login, String(await world.fill(deed.path, login)), { path: join(world.scenario.folder, deed.file), parts: partsOf(values) }) };
    case 'import': {
      const { dry_run: isDry, ...params } = values;
      return { answer: await world.door.upload(login, `/api/imports/${deed.importer}${isDry === true ? '?dry_run=true' : ''}`, { path: join(world.scenario.folder, deed.file), parts: partsOf(params) }) };
    }
  }
}

function partsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** The reasons of a refusal in its own words, since that is what the author has to understand. */
function unexpectedRefusal(answer: Answer): { message: Label; got: string } {
  const problem = (answer.body ?? {}) as Problem;
  const reasons = [...(problem.reasons ?? []).map((one) => `${one.code}: ${one.message}`), ...(problem.errors ?? []).map((one) => `${one.pointer} ${one.code}: ${one.message}`)];
  const words = [problem.detail ?? '', ...reasons].filter((text) => text !== '').join(' | ');
  return { message: { ru: 'Отказано, хотя не должно быть', en: 'Refused, though it should not be' }, got: `${answer.status} ${problem.code ?? ''} ${words}`.trim() };
}

async function refusalFailures(refused: Refusal, action: Action, answer: Answer, world: World, zone: string): Promise<Failure[]> {
  const place = world.scenario.locate(pointerOf(action.pointer, 'refused'));
  if (answer.status < 400 || answer.status >= 500) {
    return [{ place, message: { ru: 'Не отказано, хотя должно быть', en: 'Not refused, though it should be' }, wanted: refused.codes.join(', '), got: `${answer.status}` }];
  }
  const problem = (answer.body ?? {}) as Problem;
  const codes = [problem.code, ...(problem.reasons ?? []).map((one) => one.code), ...(problem.errors ?? []).map((one) => one.code)];
  const failures: Failure[] = [];
  const missing = refused.codes.filter((code) => !codes.includes(code));
  if (missing.length > 0) failures.push({ place, message: { ru: 'Отказано по другой причине', en: 'Refused for another reason' }, wanted: missing.join(', '), got: unexpectedRefusal(answer).got });
  if (refused.status !== undefined && refused.status !== answer.status) failures.push({ place, message: { ru: 'Отказано с другим статусом', en: 'Refused with another status' }, wanted: String(refused.status), got: String(answer.status) });
  const pointers = (problem.errors ?? []).map((one) => one.pointer);
  const unnamed = (refused.fields ?? []).filter((field) => !pointers.includes(field));
  if (unnamed.length > 0) failures.push({ place, message: { ru: 'На эти поля не указано', en: 'These fields are not complained about' }, wanted: unnamed.join(', '), got: pointers.join(', ') });
  if (refused.facts !== undefined) failures.push(...(await factFailures(refused.facts, problem, world, action, zone)));
  return failures;
}

async function factFailures(facts: Readonly<Record<string, unknown>>, problem: Problem, world: World, action: Action, zone: string): Promise<Failure[]> {
  const wanted = await world.fill(facts, world.loginOf(action.by));
  const seen = (problem.reasons ?? []).map((one) => one.facts ?? {});
  if (seen.some((one) => mismatches(wanted, one, { zone }).length === 0)) return [];
  const place = world.scenario.locate(pointerOf(action.pointer, 'refused', 'facts'));
  return [{ place, message: { ru: 'Ни одна причина отказа не видела таких фактов', en: 'No reason of the refusal saw such facts' }, wanted: shown(wanted), got: shown(seen) }];
}
