import type { UnitOfWork } from '../company/index.ts';
import { NotFoundError, RefusalError } from '../errors/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import type { SaveContext } from '../plugin/index.ts';
import { regulationDefaults } from './defaults.ts';
import { inputProblems, missingProblems } from './input.ts';
import { sectionProblems, splitSections } from './sections.ts';
import { presentRecord } from './visibility.ts';
import { initialValues } from './write.ts';

/** A new row as it would be completed now. `missing`: names of the fields that only a person can give. */
export interface NewRow {
  readonly values: Readonly<Record<string, unknown>>;
  readonly sections: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly missing: readonly string[];
}

/**
 * What a form of a new row begins with, and how it is completed as fields are chosen: defaults of the entity, of the regulation, and of the save rules,
 * which run as far as half of a row lets them. What does not fit yet is left out, not refused: the row is not being made. For a dry run only.
 * @throws NotFoundError for an entity that is not there
 */
export async function draftRecord(uow: UnitOfWork, entityId: string, given: Readonly<Record<string, unknown>>): Promise<NewRow> {
  const definition = uow.company.plugins.entity(entityId)?.definition;
  if (definition === undefined) throw new NotFoundError();
  const ownerId = uow.actor.userId;
  const typed = splitSections(definition, given, 'person');
  const wrong = namesOf([...typed.problems, ...inputProblems(uow, definition, typed.own, { writer: 'person', creating: true, actor: uow.actor, ownerId })]);
  const own = Object.fromEntries(Object.entries(typed.own).filter(([name, value]) => !wrong.has(name) && value !== null));
  const wrongSections = namesOf(sectionProblems(uow, definition, typed.sections, 'person', ownerId));
  const sections = Object.fromEntries(Object.entries(typed.sections).filter(([name]) => !wrongSections.has(name)));

  const draft: Record<string, unknown> = { ...initialValues(uow, definition), ...(await regulationDefaults(uow, definition)), ...own };
  const context: SaveContext = { uow, actor: uow.actor, before: undefined, sections, given: new Set([...Object.keys(own), ...Object.keys(sections)]) };
  for (const rule of uow.company.plugins.saveRules(entityId)) {
    try {
      await rule.prepare?.(draft, context);
    } catch (error) {
      // A rule that misses something says so when the row is saved; what it has filled in before stays.
      if (!(error instanceof RefusalError)) throw error;
    }
  }
  const lacking = new Set(namesOf(missingProblems(definition, draft)));
  const askable = Object.entries(definition.fields).filter(([name, one]) => name !== 'id' && (one.writable ?? 'always') !== 'system');
  const shown = presentRecord(uow.actor, definition, draft);
  const rowsOf = (name: string) => uow.company.plugins.entity(definition.sections?.[name]?.entity ?? '')?.definition;
  return {
    values: Object.fromEntries(askable.map(([name]) => [name, shown[name]] as const).filter(([, value]) => value !== undefined && value !== null)),
    sections: Object.fromEntries(
      Object.entries(context.sections).map(([name, rows]) => {
        const section = rowsOf(name);
        return [name, section === undefined ? [] : rows.map((row) => presentRecord(uow.actor, section, row, undefined, ownerId))];
      }),
    ),
    missing: askable.map(([name]) => name).filter((name) => lacking.has(name)),
  };
}

/** Fields that problems are about, by the first part of their pointers. */
function namesOf(problems: readonly FieldProblem[]): ReadonlySet<string> {
  return new Set(problems.map(({ pointer }) => pointer.split('/')[1] ?? ''));
}
