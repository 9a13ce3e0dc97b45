import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '../company/index.ts';
import type { EntityClass, EntityDefinition, SectionLink } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import type { Writer } from './input.ts';
import { inputProblems, missingProblems } from './input.ts';
import { databaseValue } from './values.ts';

export type SectionRows = Record<string, Record<string, unknown>[]>;

/** Rows of a section that a person may send at once, and the system, which takes in files. */
const MOST_ROWS: Readonly<Record<Writer, number>> = { person: 2000, system: 20_000 };

/** Takes the section rows out of what was sent; a section that is not an array of objects is left for the checks to name. */
export function splitSections(definition: EntityDefinition, values: Readonly<Record<string, unknown>>, writer: Writer): { own: Record<string, unknown>; sections: SectionRows; problems: FieldProblem[] } {
  const own: Record<string, unknown> = {};
  const sections: SectionRows = {};
  const problems: FieldProblem[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (definition.sections === undefined || !Object.hasOwn(definition.sections, name)) {
      own[name] = value;
    } else if (Array.isArray(value) && value.length <= MOST_ROWS[writer] && value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))) {
      sections[name] = value.map((row) => ({ ...(row as Record<string, unknown>) }));
    } else {
      problems.push({ pointer: `/${name}`, code: 'type', message: { ru: `Нужен список строк (не более ${MOST_ROWS[writer]}).`, en: `A list of rows is needed (at most ${MOST_ROWS[writer]}).` } });
    }
  }
  return { own, sections, problems };
}

export function sectionEntity(uow: UnitOfWork, link: SectionLink): EntityClass {
  const entity = uow.company.plugins.entity(link.entity);
  if (entity === undefined) throw new Error(`Section entity ${link.entity} is not registered`);
  return entity;
}

/** Whether people write these rows, always together with their owner and with its permission. */
export function isPeoplesSection(entity: EntityDefinition): boolean {
  return entity.kind === 'section' || (entity.kind !== 'register' && entity.permissions.update !== undefined);
}

/** Problems of the section rows a person or the system sent, each with its row in the pointer. `ownerId`: user the owning row belongs to. */
export function sectionProblems(uow: UnitOfWork, definition: EntityDefinition, sections: SectionRows, writer: Writer, ownerId: string | null | undefined): FieldProblem[] {
  return Object.entries(sections).flatMap(([name, rows]) => {
    const entity = sectionEntity(uow, (definition.sections as Record<string, SectionLink>)[name] as SectionLink).definition;
    if (writer === 'person' && !isPeoplesSection(entity)) {
      return [{ pointer: `/${name}`, code: 'read_only', message: { ru: 'Эти строки ведёт система.', en: 'These rows are kept by the system.' } }];
    }
    return rows.flatMap((row, index) => {
      const { id, ...values } = row;
      const problems = inputProblems(uow, entity, values, { writer, creating: true, actor: uow.actor, pointer: `/${name}/${index}`, ownerId });
      return id === undefined || typeof id === 'string' ? problems : [...problems, { pointer: `/${name}/${index}/id`, code: 'type', message: { ru: 'Нужна строка.', en: 'A string is needed.' } }];
    });
  });
}

/** Stores the sections as they now are: rows with a known id are updated, new ones added, absent ones removed. Answers problems of required columns. */
export async function storeSections(uow: UnitOfWork, definition: EntityDefinition, ownerId: string, sections: SectionRows, creating: boolean): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const [name, rows] of Object.entries(sections)) {
    const link = (definition.sections as Record<string, SectionLink>)[name] as SectionLink;
    const { definition: entity } = sectionEntity(uow, link);
    const present = creating ? new Set<string>() : new Set((await uow.query<{ id: string }>(`select id from "${tableName(entity.id)}" where "${link.via}" = $1`, [ownerId])).map((row) => row.id));
    const kept = new Set<string>();
    const added: Record<string, unknown>[] = [];
    for (const [index, row] of rows.entries()) {
      const values: Record<string, unknown> = { ...row, [link.via]: ownerId };
      if ('line_no' in entity.fields) values['line_no'] = index + 1;
      const id = typeof row['id'] === 'string' && present.has(row['id']) ? row['id'] : undefined;
      delete values['id'];
      if (id === undefined) {
        for (const [column, one] of Object.entries(entity.fields)) {
          if (!(column in values) && one.default !== undefined) values[column] = one.default;
        }
        const missing = missingProblems(entity, values, `/${name}/${index}`);
        problems.push(...missing);
        if (missing.length === 0) added.push(values);
      } else {
        kept.add(id);
        await updateSectionRow(uow, entity, id, values);
      }
    }
    await insertSectionRows(uow, entity, added);
    const gone = [...present].filter((id) => !kept.has(id));
    if (gone.length > 0) await uow.query(`delete from "${tableName(entity.id)}" where id = any($1::uuid[])`, [gone]);
  }
  return problems;
}

/** Values that one statement carries; PostgreSQL takes 65 535. */
const MOST_VALUES = 30_000;

/** Adds rows, those with the same columns in one statement, since a file may bring thousands. */
async function insertSectionRows(uow: UnitOfWork, entity: EntityDefinition, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const alike = new Map<string, { readonly columns: string[]; readonly rows: Record<string, unknown>[] }>();
  for (const values of rows) {
    const row: Record<string, unknown> = { ...values, id: randomUUID(), version: 1, created_at: uow.now, updated_at: uow.now, created_by: uow.actor.userId, updated_by: uow.actor.userId };
    const columns = Object.keys(row).filter((name) => name in entity.fields).sort();
    const key = columns.join();
    if (!alike.has(key)) alike.set(key, { columns, rows: [] });
    alike.get(key)?.rows.push(row);
  }
  for (const { columns, rows: same } of alike.values()) {
    const size = Math.max(1, Math.floor(MOST_VALUES / columns.length));
    for (let from = 0; from < same.length; from += size) {
      const part = same.slice(from, from + size);
      await uow.query(
        `insert into "${tableName(entity.id)}" (${columns.map((name) => `"${name}"`).join(', ')}) values ${part.map((_, row) => `(${columns.map((__, index) => `$${row * columns.length + index + 1}`).join(', ')})`).join(', ')}`,
        part.flatMap((row) => columns.map((name) => databaseValue(entity.fields[name], row[name]))),
      );
    }
  }
}

async function updateSectionRow(uow: UnitOfWork, entity: EntityDefinition, id: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(values).filter((name) => name in entity.fields && name !== 'version');
  await uow.query(
    `update "${tableName(entity.id)}" set ${[...columns.map((name, index) => `"${name}" = $${index + 4}`), 'version = version + 1', 'updated_at = $2', 'updated_by = $3'].join(', ')} where id = $1`,
    [id, uow.now, uow.actor.userId, ...columns.map((name) => databaseValue(entity.fields[name], values[name]))],
  );
}
