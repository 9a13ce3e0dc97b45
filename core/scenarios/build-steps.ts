import type { Label } from '../language/index.ts';
import { nearest } from '../language/index.ts';
import type { Diagnostic, YamlFile } from '../regulation/source/index.ts';
import { readExpectation } from './read-expectation.ts';
import type { RawScenario, RawStep as Raw } from './raw-scenario.ts';
import { pointerOf } from './raw-scenario.ts';
import type { Action, Deed, Refusal, Step } from './scenario.ts';
import { DEEDS } from './schema.ts';

interface Built {
  readonly id: string;
  readonly title: Label;
  readonly steps: readonly Step[];
}

/** Keys that make a step an action; under `do` they belong to each of its actions. */
const ACTION_KEYS = [...DEEDS, 'file', 'with', 'as', 'version', 'refused'];

/** The file's own story and one more for each variant; a variant's steps share those before the step it replaces. */
export function buildSteps(raw: RawScenario, yaml: YamlFile, diagnostics: Diagnostic[]): Built[] {
  const builder = new StepBuilder(yaml, diagnostics);
  const given = (raw.given ?? []).map((step, index) => builder.step(step, pointerOf('', 'given', index)));
  const steps = raw.steps.map((step, index) => builder.step(step, pointerOf('', 'steps', index)));
  const own: Built = { id: raw.scenario, title: raw.title, steps: [...given, ...steps] };
  const variants = (raw.variants ?? []).map((variant, index): Built => {
    const pointer = pointerOf('', 'variants', index);
    const place = steps.findIndex((step) => step.id === variant.instead_of);
    if (place < 0) {
      const known = steps.flatMap((step) => (step.id === undefined ? [] : [step.id]));
      builder.report(pointerOf(pointer, 'instead_of'), 'unknown_step', { ru: `Шага с id «${variant.instead_of}» нет`, en: `There is no step with the id "${variant.instead_of}"` }, nearest(variant.instead_of, known));
    }
    const rest = variant.steps.map((step, number) => builder.step(step, pointerOf(pointer, 'steps', number)));
    return { id: `${raw.scenario}/${variant.variant}`, title: variant.title, steps: [...given, ...steps.slice(0, Math.max(0, place)), ...rest] };
  });
  return [own, ...variants];
}

class StepBuilder {
  readonly #ids = new Map<string, number>();

  constructor(
    readonly yaml: YamlFile,
    readonly diagnostics: Diagnostic[],
  ) {}

  step(raw: Raw, pointer: string): Step {
    if (raw['at'] !== undefined && raw['wait'] !== undefined) this.report(pointerOf(pointer, 'wait'), 'at_or_wait', { ru: 'Шаг двигает часы либо к моменту (at), либо на срок (wait)', en: 'A step moves the clock either to a moment (at) or by a duration (wait)' });
    const id = raw['id'] as string | undefined;
    if (id !== undefined) this.#remember(id, pointer);
    const note = typeof raw['note'] === 'string' ? { ru: raw['note'], en: raw['note'] } : (raw['note'] as Label | undefined);
    return {
      pointer,
      actions: this.#actions(raw, pointer),
      expectations: Object.entries((raw['expect'] ?? {}) as Raw).flatMap(([key, wanted]) => this.#expectation(key, wanted, pointerOf(pointer, 'expect', key))),
      ...(id === undefined ? {} : { id }),
      ...(note === undefined ? {} : { note }),
      ...(raw['at'] === undefined ? {} : { at: raw['at'] as string }),
      ...(raw['wait'] === undefined ? {} : { wait: raw['wait'] as string }),
      ...(raw['seen_by'] === undefined ? {} : { seenBy: raw['seen_by'] as string }),
    };
  }

  report(pointer: string, code: string, message: Label, suggestion?: string): void {
    this.diagnostics.push({
      ...this.yaml.locateKey(pointer), severity: 'error', code, message, pointer,
      ...(suggestion === undefined ? {} : { fix: { ru: `возможно, имелось в виду «${suggestion}»`, en: `did you mean "${suggestion}"?` } }),
    });
  }

  #remember(id: string, pointer: string): void {
    const count = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, count);
    if (count > 1) this.report(pointerOf(pointer, 'id'), 'step_twice', { ru: `Шаг с id «${id}» уже есть`, en: `There is a step with the id "${id}" already` });
  }

  #actions(raw: Raw, pointer: string): Action[] {
    const present = ACTION_KEYS.filter((key) => raw[key] !== undefined);
    const many = raw['do'] as readonly Raw[] | undefined;
    if (many !== undefined) {
      if (present[0] !== undefined) this.report(pointerOf(pointer, present[0]), 'do_or_action', { ru: `«${present[0]}» перенесите внутрь do`, en: `Move "${present[0]}" inside do` });
      return many.flatMap((one, index) => this.#action(one, pointerOf(pointer, 'do', index), raw['by'] as string | undefined));
    }
    return present.length === 0 ? [] : this.#action(raw, pointer, undefined);
  }

  #action(raw: Raw, pointer: string, fallback: string | undefined): Action[] {
    const verbs = DEEDS.filter((verb) => raw[verb] !== undefined);
    const by = (raw['by'] as string | undefined) ?? fallback;
    if (verbs.length !== 1) {
      this.report(verbs[1] === undefined ? pointer : pointerOf(pointer, verbs[1]), 'one_action', { ru: `Нужно ровно одно действие: ${DEEDS.join(', ')}`, en: `Exactly one action is needed: ${DEEDS.join(', ')}` });
      return [];
    }
    if (by === undefined) {
      this.report(pointer, 'nobody', { ru: 'Не сказано, кто это делает (by)', en: 'It is not said who does it (by)' });
      return [];
    }
    const taking = raw['import'] === undefined ? 'upload' : 'import';
    if ((raw[taking] === undefined) !== (raw['file'] === undefined)) {
      this.report(pointerOf(pointer, raw['file'] === undefined ? taking : 'file'), 'upload_file', { ru: `${taking} и file пишут вместе`, en: `${taking} and file go together` });
      return [];
    }
    return [
      {
        pointer, by,
        deed: deedOf(verbs[0] as (typeof DEEDS)[number], raw),
        values: (raw['with'] ?? {}) as Raw,
        ...(raw['as'] === undefined ? {} : { as: raw['as'] as string }),
        ...(raw['version'] === undefined ? {} : { version: raw['version'] }),
        ...(raw['refused'] === undefined ? {} : { refused: refusalOf(raw['refused']) }),
      },
    ];
  }

  #expectation(key: string, wanted: unknown, pointer: string): Step['expectations'][number][] {
    const read = readExpectation(key, wanted);
    if ('fault' in read) {
      this.report(pointer, 'bad_expectation', read.fault);
      return [];
    }
    return read.map((one) => ({ ...one, pointer }));
  }
}

function deedOf(verb: (typeof DEEDS)[number], raw: Raw): Deed {
  switch (verb) {
    case 'create':
      return { verb, entity: raw[verb] as string };
    case 'send': {
      const [item, event] = Object.entries(raw[verb] as Record<string, string>)[0] as [string, string];
      return { verb, item, event };
    }
    case 'patch':
    case 'delete':
      return { verb, item: raw[verb] as string };
    case 'post':
      return { verb, path: raw[verb] as string };
    case 'upload':
      return { verb, path: raw[verb] as string, file: raw['file'] as string };
    case 'import':
      return { verb, importer: raw[verb] as string, file: raw['file'] as string };
  }
}

function refusalOf(raw: unknown): Refusal {
  if (typeof raw === 'string' || Array.isArray(raw)) return { codes: [raw].flat() as string[] };
  const { code, status, facts, fields } = raw as { code?: string | string[]; status?: number; facts?: Raw; fields?: string[] };
  return { codes: code === undefined ? [] : [code].flat(), ...(status === undefined ? {} : { status }), ...(facts === undefined ? {} : { facts }), ...(fields === undefined ? {} : { fields }) };
}
