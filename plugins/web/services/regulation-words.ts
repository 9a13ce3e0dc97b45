import type { CompiledProcess, CompiledRegulation, Condition, Label, Locale, UnitOfWork } from '../../../core/index.ts';
import { formatDuration, parseDuration, translate } from '../../../core/index.ts';
import type { Names } from './logic-words.ts';
import { factsInWords, logicWords } from './logic-words.ts';

type Plugins = UnitOfWork['company']['plugins'];

/** Codes that stand for nothing a person is told. */
const SILENT = new Set(['core.set', 'core.target_chosen']);
/** What the role code `any` stands for. */
const ANYBODY: Label = { ru: 'Любой сотрудник', en: 'Anybody' };

/** A condition as a sentence, and what is said when it does not hold; one of the two is always there. */
export interface ConditionWords {
  readonly text?: string;
  readonly otherwise?: string;
}

/** A way onward. `to`: where it leads, empty when the item stays. `by` is empty when nobody sends it: it follows from something else. */
export interface TransitionWords {
  readonly code: string;
  readonly label: string;
  readonly to: readonly string[];
  readonly by: readonly string[];
  readonly asks: readonly string[];
  readonly when: readonly ConditionWords[];
  readonly does: readonly string[];
  readonly source: string | null;
}

/** What waiting in a state leads to. */
export interface WaitWords {
  readonly code: string;
  readonly label: string;
  readonly after: string;
  readonly from: string | null;
  readonly repeats: boolean;
  readonly when: readonly ConditionWords[];
  readonly does: readonly string[];
}

/** A state of affairs with all that may come of it; `start` is before the first, `any` stands for every state that is not final. */
export interface StepWords {
  readonly kind: 'start' | 'state' | 'any';
  readonly state: string | null;
  readonly label: string;
  readonly description: string | null;
  readonly final: boolean;
  readonly waits: readonly WaitWords[];
  readonly transitions: readonly TransitionWords[];
}

type Transition = CompiledProcess['starts'][number];

/** Texts of parameters carry places for values: a regulation tells the text without them. */
function withoutPlaces(text: string): string {
  return text.replace(/\{[^}]*\}/g, '…');
}

/** Says what one company's regulation says, in the reader's language and without codes. */
export class RegulationWords {
  constructor(
    readonly plugins: Plugins,
    readonly regulation: CompiledRegulation,
    readonly locale: Locale,
  ) {}

  role(code: string): string {
    return translate(code === 'any' ? ANYBODY : (this.regulation.roles.get(code)?.label ?? { ru: code, en: code }), this.locale);
  }

  duration(text: string): string {
    return formatDuration(parseDuration(text), this.locale);
  }

  conditions(entity: string, conditions: readonly Condition[]): ConditionWords[] {
    return conditions.flatMap((one) => {
      if (one.code !== undefined && SILENT.has(one.code)) return [];
      const otherwise = one.message === undefined ? undefined : withoutPlaces(translate(one.message, this.locale));
      const text = this.#condition(entity, one) ?? (otherwise === undefined && 'logic' in one ? factsInWords(one.logic, this.#names(entity)) : undefined);
      return text === undefined && otherwise === undefined ? [] : [{ ...(text === undefined ? {} : { text }), ...(otherwise === undefined ? {} : { otherwise }) }];
    });
  }

  effects(effects: readonly { readonly effect: string; readonly params: Readonly<Record<string, unknown>> }[]): string[] {
    const said = effects.flatMap(({ effect, params }) => {
      const label = this.plugins.effect(effect)?.label;
      if (label === undefined || SILENT.has(effect)) return [];
      const text = ['title', 'text', 'subject'].map((name) => this.#text(params[name])).find((one) => one !== undefined);
      const role = typeof params['role'] === 'string' && this.regulation.roles.has(params['role']) ? ` (${this.role(params['role'])})` : '';
      return [`${translate(label, this.locale)}${text === undefined ? '' : `: «${withoutPlaces(text)}»`}${role}`];
    });
    return [...new Set(said)];
  }

  /** Every state of a region with what may happen in it, in the order of the regulation; before them how it begins, after them what may happen in any. */
  steps(process: CompiledProcess, region: string): StepWords[] {
    const all = [...process.transitions.values()].filter((one) => one.region === region && one.disabled !== true);
    const states = Object.entries(process.regions[region]?.states ?? {}).filter(([, state]) => state.disabled !== true);
    const open = states.filter(([, state]) => state.final !== true).map(([state]) => state);
    const isCommon = (one: Transition): boolean => open.length > 2 && one.from !== 'start' && open.every((state) => one.from.includes(state));
    const leaving = (state: string): Transition[] => all.filter((one) => one.from !== 'start' && one.from.includes(state) && !(isCommon(one) && open.includes(state)));
    const step = (kind: StepWords['kind'], transitions: readonly Transition[]): StepWords[] =>
      transitions.length === 0 ? [] : [{ kind, state: null, label: '', description: null, final: false, waits: [], transitions: this.#ways(process, region, transitions) }];
    return [
      ...step('start', all.filter((one) => one.from === 'start')),
      ...states.map(([state, one]): StepWords => ({
        kind: 'state',
        state,
        label: translate(one.label, this.locale),
        description: one.description === undefined ? null : translate(one.description, this.locale),
        final: one.final === true,
        waits: this.#waits(process, region, state),
        transitions: this.#ways(process, region, leaving(state)),
      })),
      ...step('any', all.filter(isCommon)),
    ];
  }

  /** Ways that differ in nothing but where they lead are one way. */
  #ways(process: CompiledProcess, region: string, transitions: readonly Transition[]): TransitionWords[] {
    const ways = new Map<string, TransitionWords>();
    for (const one of transitions) {
      const way = this.#transition(process, region, one);
      const key = JSON.stringify({ ...way, to: way.to.length === 0, code: way.code.split('.')[0] });
      const known = ways.get(key);
      ways.set(key, known === undefined ? way : { ...known, to: [...new Set([...known.to, ...way.to])] });
    }
    return [...ways.values()];
  }

  #transition(process: CompiledProcess, region: string, one: Transition): TransitionWords {
    const target = process.regions[region]?.states[one.to];
    return {
      code: one.code,
      label: one.label === undefined ? '' : translate(one.label, this.locale),
      to: target === undefined ? [] : [translate(target.label, this.locale)],
      by: one.automatic === true ? [] : (one.by ?? []).map((role) => this.role(role)),
      asks: Object.values(one.needs ?? {}).map((need) => translate(need.label, this.locale)),
      when: this.conditions(process.id, one.when),
      does: this.effects(one.effects),
      source: one.source ?? null,
    };
  }

  #waits(process: CompiledProcess, region: string, state: string): WaitWords[] {
    const spec = process.regions[region]?.states[state]?.after ?? {};
    return (process.after.get(`${region}:${state}`) ?? []).map((wait) => {
      const label = spec[wait.code]?.label;
      const column = wait.from === undefined ? undefined : this.plugins.entity(process.id)?.definition.fields[wait.from]?.label;
      return {
        code: wait.code,
        label: label === undefined ? '' : translate(label, this.locale),
        after: this.duration(wait.in),
        from: column === undefined ? null : translate(column, this.locale),
        repeats: wait.repeat,
        when: this.conditions(process.id, wait.when),
        does: this.effects(wait.effects),
      };
    });
  }

  #condition(entity: string, condition: Condition): string | undefined {
    if ('logic' in condition) return logicWords(condition.logic, this.#names(entity));
    if ('decision' in condition) {
      const table = this.regulation.decisions.get(condition.decision);
      if (table === undefined) return undefined;
      return `${{ ru: 'по таблице решений', en: 'by the decision table' }[this.locale]} «${translate(table.label, this.locale)}»`;
    }
    const rule = this.regulation.rules.get(condition.rule);
    if (rule === undefined) return undefined;
    return rule.label.ru === rule.id ? logicWords(rule.when, this.#names(entity)) : translate(rule.label, this.locale);
  }

  #names(entity: string): Names {
    const fields = this.plugins.entity(entity)?.definition.fields ?? {};
    const sources = this.plugins.factSources(entity);
    const regions = Object.values(this.regulation.processes.get(entity)?.regions ?? {});
    const states = Object.assign({}, ...regions.map((one) => one.states)) as Readonly<Record<string, { readonly label: Label }>>;
    return {
      locale: this.locale,
      fact: (path) => {
        const [name = ''] = path.replace(/^event\./, '').split('.');
        const label = fields[name]?.label ?? sources.map((one) => (one.facts[name] as { readonly label?: Label } | undefined)?.label).find((one) => one !== undefined);
        return label === undefined ? undefined : translate(label, this.locale);
      },
      value: (path, code) => {
        const label = fields[path ?? '']?.values?.find((one) => one.code === code)?.label ?? (regions.some((one) => one.field === path) || path === undefined ? states[code]?.label : undefined);
        return label === undefined ? undefined : translate(label, this.locale);
      },
      parameter: (name) => this.regulation.parameters[name],
    };
  }

  #text(value: unknown): string | undefined {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return undefined;
    const { ru, en } = value as Partial<Label>;
    return typeof ru === 'string' && typeof en === 'string' ? translate({ ru, en }, this.locale) : undefined;
  }
}
