import type { Label } from '../../language/index.ts';
import { factTypesOf } from '../../process/index.ts';
import type { PluginRegistry } from '../../plugin/index.ts';
import type { FactType } from '../../rules/index.ts';
import type { Ajv } from '../../validation/index.ts';
import type { RegulationDocument } from '../document.ts';
import type { Findings } from './findings.ts';

/** What every check of a document works with, and what the checks tell each other. */
export interface CheckContext {
  readonly document: RegulationDocument;
  readonly registry: PluginRegistry;
  readonly findings: Findings;
  /** One for the whole check: making a validator takes longer than compiling a schema with it. After a schema that failed it is made anew. */
  ajv: Ajv;
  /** Type of `p`, read off the values of the parameters. */
  readonly parameters: FactType;
  /** Roles that some transition, task or text names. */
  readonly usedRoles: Set<string>;
  /** Decisions that some condition asks. */
  readonly usedDecisions: Set<string>;
}

export type FactTypes = Readonly<Record<string, FactType>>;

/** Everything a rule about `entity` may read, with the parameters this document really has. */
export function factsOf(context: CheckContext, entity: string): FactTypes {
  return { ...factTypesOf(context.registry, entity), p: context.parameters };
}

/** The type of a value as a regulation writes it; an empty value may become anything. */
export function typeOfWritten(value: unknown): FactType {
  if (value === null || value === undefined) return { type: 'any', nullable: true };
  if (Array.isArray(value)) {
    const first = value[0] === undefined ? undefined : typeOfWritten(value[0]);
    return first === undefined || value.some((item) => typeOfWritten(item).type !== first.type) ? { type: 'array' } : { type: 'array', items: first };
  }
  if (typeof value === 'object') return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typeOfWritten(one)])) };
  const type = typeof value;
  return type === 'number' || type === 'boolean' ? { type } : { type: 'string' };
}

/** In `by`: everybody who is signed in. */
const ANY_EMPLOYEE = 'any';
const ROLE: Label = { ru: 'Роль', en: 'Role' };

/** Reports a role that the document does not declare, and remembers one that it does. */
export function checkRole(context: CheckContext, role: string, pointer: string): void {
  if (role === ANY_EMPLOYEE) return;
  const known = Object.keys(context.document.roles ?? {});
  if (known.includes(role)) context.usedRoles.add(role);
  else context.findings.unknown('unknown_role', pointer, ROLE, role, known);
}
