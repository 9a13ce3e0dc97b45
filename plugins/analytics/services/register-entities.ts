import type { EntityDefinition, UnitOfWork } from '../../../core/index.ts';
import { tableName } from '../../../core/index.ts';

/** How documents of one kind are found and described, read off its declaration. */
export interface RegisterEntity {
  readonly definition: EntityDefinition;
  readonly table: string;
  /** Columns with a client or counterparty. */
  readonly parties: readonly { readonly column: string; readonly target: string }[];
  /** Columns with sums of money that everybody may see. */
  readonly amounts: readonly string[];
  /** Column with the document's own date; the moment it was made where there is none. */
  readonly date: string;
  readonly isMoment: boolean;
  /** Column of the first region of its process. */
  readonly state: { readonly region: string; readonly field: string } | undefined;
  readonly responsible: string | undefined;
  /** Rows that say where the original lies: their table, their reference to the document, their column with the place. */
  readonly places: readonly { readonly table: string; readonly via: string }[];
}

const PARTIES = new Set(['crm.partner', 'crm.counterparty']);

/** Everything that is a document: entities of that kind, and others that have both a number and a process. */
export function registerEntities(uow: UnitOfWork): RegisterEntity[] {
  const { plugins, regulation } = uow.company;
  const definitions = plugins.entities.map((one) => one.definition);
  return definitions
    .filter((one) => one.kind === 'document' || ('number' in one.fields && plugins.processSpec(one.id) !== undefined && !one.id.startsWith('core.')))
    .map((definition) => {
      const fields = Object.entries(definition.fields);
      const region = Object.entries(regulation.processes.get(definition.id)?.regions ?? {})[0];
      const date = definition.fields['date'];
      return {
        definition,
        table: tableName(definition.id),
        parties: fields.flatMap(([column, one]) => (one.type === 'reference' && one.target !== undefined && PARTIES.has(one.target) ? [{ column, target: one.target }] : [])),
        amounts: fields.filter(([, one]) => one.type === 'decimal' && one.scale === 2 && one.precision === 15 && one.confidential === undefined).map(([column]) => column),
        date: date === undefined ? 'created_at' : 'date',
        isMoment: date?.type !== 'date',
        state: region === undefined ? undefined : { region: region[0], field: region[1].field },
        responsible: definition.owner ?? ('responsible_id' in definition.fields ? 'responsible_id' : undefined),
        places: definitions.flatMap((other) =>
          'storage_place' in other.fields ? Object.entries(other.fields).filter(([, one]) => one.type === 'reference' && one.target === definition.id).map(([via]) => ({ table: tableName(other.id), via })) : [],
        ),
      };
    });
}
