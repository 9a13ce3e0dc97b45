import type { EntityDefinition } from './entity.ts';
import { tableName } from './entity.ts';
import type { Field } from './field.ts';

/** PostgreSQL type of a column. */
export function columnType(one: Field): string {
  switch (one.type) {
    case 'string':
      return `varchar(${one.maxLength ?? 255})`;
    case 'text':
      return 'text';
    case 'integer':
      return 'integer';
    case 'decimal':
      return `numeric(${one.precision ?? 15},${one.scale ?? 2})`;
    case 'boolean':
      return 'boolean';
    case 'date':
      return 'date';
    case 'datetime':
      return 'timestamptz';
    case 'uuid':
    case 'reference':
      return 'uuid';
    case 'enum':
      return 'varchar(60)';
    case 'enums':
    case 'strings':
      return 'text[]';
    case 'references':
      return 'uuid[]';
    case 'json':
      return 'jsonb';
  }
}

function literal(value: string): string {
  return `'${value.replace(/'/g, "''")}'`;
}

function column(name: string, one: Field, isState: boolean): string {
  const parts = [`"${name}" ${columnType(one)}`];
  if (one.required === true) parts.push('not null');
  // A company may add states of its own: which of them are known is the process engine's to say, and nobody else writes the column.
  if (one.type === 'enum' && !isState) parts.push(`check ("${name}" in (${(one.values ?? []).map((value) => literal(value.code)).join(', ')}))`);
  return parts.join(' ');
}

/** A name PostgreSQL keeps whole (63 bytes), unique within the table. */
function indexName(table: string, columns: readonly string[], suffix: string): string {
  return `${table}_${columns.join('_')}`.slice(0, 62 - suffix.length) + `_${suffix}`;
}

/**
 * The statements that make an entity's table: what a new plugin's first migration contains. Written to a file and reviewed there; the running
 * system never derives a table from a model. `stateColumns` are those a process moves; undefined for an entity without one. Foreign keys come after, by `foreignKeysSql`, since tables may refer to each other.
 */
export function tableSql(definition: EntityDefinition, stateColumns?: readonly string[]): string {
  const table = tableName(definition.id);
  const lines = Object.entries(definition.fields).map(([name, one]) => column(name, one, stateColumns?.includes(name) === true));
  if (stateColumns !== undefined) lines.push('"regulation_hash" text');
  lines.push('primary key (id)');
  for (const [name, sql] of Object.entries(definition.checks ?? {})) lines.push(`constraint ${table}_${name}_check check (${sql})`.slice(0, 2000));
  const statements = [`create table ${table} (\n  ${lines.join(',\n  ')}\n);`];
  for (const columns of [...(definition.unique ?? []), ...Object.entries(definition.fields).filter(([, one]) => one.unique === true).map(([name]) => [name])]) {
    statements.push(`create unique index ${indexName(table, columns, 'key')} on ${table} (${columns.map((name) => `"${name}"`).join(', ')});`);
  }
  const indexed = [
    ...(definition.indexes ?? []),
    ...Object.entries(definition.fields).filter(([, one]) => one.indexed === true || (one.type === 'reference' && !['created_by', 'updated_by'].includes(keyOf(definition, one)))).map(([name]) => [name]),
    ['created_at', 'id'],
  ];
  const seen = new Set<string>();
  for (const columns of indexed) {
    const key = columns.join(',');
    if (seen.has(key)) continue;
    seen.add(key);
    statements.push(`create index ${indexName(table, columns, 'idx')} on ${table} (${columns.map((name) => `"${name}"`).join(', ')});`);
  }
  return statements.join('\n');
}

function keyOf(definition: EntityDefinition, one: Field): string {
  return Object.entries(definition.fields).find(([, other]) => other === one)?.[0] ?? '';
}

/** References as foreign keys; those to people who made or changed a row are left out, being on every table. */
export function foreignKeysSql(definition: EntityDefinition): string {
  const table = tableName(definition.id);
  const sections = new Set<string>();
  return Object.entries(definition.fields)
    .filter(([name, one]) => one.type === 'reference' && one.target !== undefined && !['created_by', 'updated_by'].includes(name) && !sections.has(name))
    .map(([name, one]) => `alter table ${table} add constraint ${`${table}_${name}`.slice(0, 58)}_fkey foreign key ("${name}") references ${tableName(one.target as string)}(id);`)
    .join('\n');
}
