import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, Field } from '../entity/index.ts';
import { relationName, tableName } from '../entity/index.ts';
import type { Label } from '../language/index.ts';
import { confidentialPermission, mayKnowField, mayReadField } from './visibility.ts';

/** A field of a report as SQL, with what is to be said about it. */
export interface ReportField {
  readonly sql: string;
  readonly label: Label;
  /** Undefined for a field of the company's own that is plain text. */
  readonly field: Field;
}

/** Finds the fields of one report and joins the rows they refer to, each once. */
export class ReportFields {
  readonly joins: string[] = [];
  readonly #aliases = new Map<string, string>();

  constructor(
    readonly uow: UnitOfWork,
    readonly definition: EntityDefinition,
    readonly bind: (value: unknown) => string,
  ) {}

  /** A field by its path: of the row itself, of the company's own, or of a row it refers to. Undefined when there is none that this person may know. */
  find(path: string): ReportField | undefined {
    const [first = '', second, ...rest] = path.split('.');
    if (rest.length > 0) return undefined;
    if (first === 'custom' && second !== undefined) return this.#custom(second);
    const one = Object.hasOwn(this.definition.fields, first) ? this.definition.fields[first] : undefined;
    if (one === undefined || !mayKnowField(this.uow.actor, this.definition, one)) return undefined;
    if (second === undefined) return { sql: this.#guarded(this.definition, one, 't', first), label: one.label, field: one };
    const target = one.type === 'reference' && one.target !== undefined ? this.uow.company.plugins.entity(one.target)?.definition : undefined;
    const theirs = target !== undefined && Object.hasOwn(target.fields, second) ? target.fields[second] : undefined;
    if (target === undefined || theirs === undefined || !mayKnowField(this.uow.actor, target, theirs) || !this.#readable(target)) return undefined;
    const alias = this.#join(first, target);
    return { sql: this.#guarded(target, theirs, alias, second), label: { ru: `${one.label.ru}: ${theirs.label.ru}`, en: `${one.label.en}: ${theirs.label.en}` }, field: theirs };
  }

  /** Paths that may be named, for suggestions. */
  names(): string[] {
    return Object.entries(this.definition.fields).flatMap(([name, one]) => (mayKnowField(this.uow.actor, this.definition, one) ? [name] : []));
  }

  #custom(name: string): ReportField | undefined {
    const declared = this.uow.company.regulation.document.fields?.[this.definition.id];
    const one = declared !== undefined && Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (one === undefined) return undefined;
    const text = `(t.custom ->> ${this.bind(name)})`;
    const type = one.type === 'number' || one.type === 'decimal' ? 'decimal' : one.type;
    const cast = type === 'string' ? '' : type === 'decimal' || type === 'integer' ? '::numeric' : `::${type}`;
    return { sql: `${text}${cast}`, label: one.label, field: { type, label: one.label } };
  }

  /** A confidential field granted as `own` is there in the person's own rows only. */
  #guarded(definition: EntityDefinition, one: Field, alias: string, name: string): string {
    const column = `${alias}."${name}"`;
    if (mayReadField(this.uow.actor, definition, one)) return column;
    const scope = this.uow.actor.permissions.get(confidentialPermission(definition, one.confidential ?? ''));
    return definition.owner !== undefined && scope !== undefined ? `(case when ${alias}."${definition.owner}" = ${this.bind(this.uow.actor.userId)}::uuid then ${column} end)` : `(case when false then ${column} end)`;
  }

  #readable(target: EntityDefinition): boolean {
    return target.permissions.read === undefined || this.uow.actor.kind === 'robot' || this.uow.actor.permissions.has(target.permissions.read);
  }

  #join(column: string, target: EntityDefinition): string {
    const key = relationName(column);
    let alias = this.#aliases.get(key);
    if (alias !== undefined) return alias;
    alias = `j${this.#aliases.size + 1}`;
    this.#aliases.set(key, alias);
    const { actor } = this.uow;
    const scope = target.permissions.read === undefined || actor.kind === 'robot' ? 'all' : actor.permissions.get(target.permissions.read);
    const people = scope === 'team' ? [actor.userId, ...(actor.team ?? [])] : [actor.userId];
    const mine = scope === 'all' ? '' : target.owner === undefined ? ' and false' : ` and ${alias}."${target.owner}" = any(${this.bind(people)}::uuid[])`;
    this.joins.push(`left join "${tableName(target.id)}" ${alias} on ${alias}.id = t."${column}"${mine}`);
    return alias;
  }
}
