import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import t from 'tap';
import pg from 'pg';
import { PROJECT_ROOT, guardedColumns } from '../../core/application/index.ts';
import { columnType, tableName } from '../../core/entity/index.ts';
import type { Label } from '../../core/language/index.ts';
import { startTestApp } from '../../core/testing/index.ts';
import { compileValidator } from '../../core/validation/index.ts';

/** Every `{ ru, en }` inside a value, with where it stands. */
function labelsIn(value: unknown, place: string, found: [string, Label][] = [], seen = new Set<unknown>()): [string, Label][] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  if ('ru' in value || 'en' in value) {
    found.push([place, value as Label]);
    return found;
  }
  for (const [name, one] of Object.entries(value)) labelsIn(one, `${place}.${name}`, found, seen);
  return found;
}

const repeated = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);
const isSaid = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '' && text === text.trim();

t.test('every plugin keeps the kernel’s promises', async (t) => {
  const app = await startTestApp(t);
  const { registry } = app.application;
  const bundled = readdirSync(join(PROJECT_ROOT, 'plugins')).filter((id) => existsSync(join(PROJECT_ROOT, 'plugins', id, 'plugin.ts')));

  t.test('what is bundled is looked at, and explains itself', async (t) => {
    t.same(bundled.filter((id) => !registry.plugins.some((plugin) => plugin.id === id)), [], 'all of them are in configs/test.yaml');
    for (const id of bundled) {
      const file = join(PROJECT_ROOT, 'plugins', id, 'README.md');
      t.ok(existsSync(file) && readFileSync(file, 'utf8').length > 300, `${id}/README.md`);
    }
  });

  t.test('codes are unique, snake_case, and begin with their plugin', async (t) => {
    const kinds: Record<string, readonly (readonly [string, string])[]> = {
      entities: registry.plugins.flatMap((plugin) => (plugin.entities ?? []).map((one) => [plugin.id, one.definition.id] as const)),
      effects: registry.plugins.flatMap((plugin) => (plugin.effects ?? []).map((one) => [plugin.id, one.id] as const)),
      decisions: registry.plugins.flatMap((plugin) => (plugin.decisions ?? []).map((one) => [plugin.id, one.id] as const)),
      schedules: registry.plugins.flatMap((plugin) => (plugin.schedules ?? []).map((one) => [plugin.id, one.id] as const)),
      saveRules: registry.plugins.flatMap((plugin) => (plugin.saveRules ?? []).map((one) => [plugin.id, one.id] as const)),
      errors: registry.plugins.flatMap((plugin) => Object.keys(plugin.errors ?? {}).map((code) => [plugin.id, code] as const)),
    };
    for (const [kind, codes] of Object.entries(kinds)) {
      t.same(repeated(codes.map(([, code]) => code)), [], kind);
      t.same(codes.filter(([plugin, code]) => !new RegExp(`^${plugin.replaceAll('-', '_')}\\.[a-z][a-z0-9_]*$`).test(code)).map(([, code]) => code), [], `${kind}: spelling`);
    }
    t.same(repeated(registry.permissions.map((one) => one.code)), [], 'permissions');
    t.same(repeated(registry.invariants.map((one) => one.code).filter((code) => !/^V\d/.test(code))), [], 'invariants');
    t.same(repeated(registry.entities.map((one) => tableName(one.definition.id))), [], 'tables');
  });

  t.test('every label is said in both languages', async (t) => {
    for (const plugin of registry.plugins) {
      const shown = {
        label: plugin.label, processes: plugin.processes, permissions: plugin.permissions, errors: plugin.errors,
        entities: (plugin.entities ?? []).map((one) => one.definition),
        effects: (plugin.effects ?? []).map(({ id, label }) => ({ id, label })),
        facts: plugin.facts, decisions: plugin.decisions, schedules: plugin.schedules, invariants: plugin.invariants, importers: plugin.importers,
        routes: (plugin.routes ?? []).map(({ summary }) => summary),
      };
      const labels = labelsIn(shown, plugin.id);
      t.ok(plugin.id === 'core' || labels.length > 5, `${plugin.id}: ${labels.length} labels`);
      t.same(labels.filter(([, label]) => !isSaid(label.ru) || !isSaid(label.en)).map(([place]) => place), [], plugin.id);
      t.same(labels.filter(([, label]) => /[а-яё]/i.test(label.en.replace(/«[^»]*»|“[^”]*”/g, ''))).map(([place, label]) => `${place}: ${label.en}`), [], `${plugin.id}: English is English`);
      for (const kind of ['effects', 'decisions', 'permissions', 'schedules', 'invariants'] as const) {
        t.same((plugin[kind] ?? []).filter((one) => (one as { label?: Label }).label === undefined).map((one) => JSON.stringify(one).slice(0, 60)), [], `${plugin.id}: ${kind} are named`);
      }
    }
  });

  t.test('every permission that is asked for is declared, and every parameter schema compiles', async (t) => {
    const declared = new Set(registry.permissions.map((one) => one.code));
    const asked = [
      ...registry.entities.flatMap(({ definition }) => Object.values(definition.permissions).filter((one): one is string => one !== undefined)),
      ...registry.entities.flatMap(({ definition }) => Object.values(definition.fields).flatMap((one) => (one.confidential === undefined ? [] : [`${definition.id.split('.')[0]}.${one.confidential}.read`]))),
      ...registry.processes.flatMap((spec) => Object.values(spec.transitions).flatMap((one) => (one.permission === undefined ? [] : [one.permission]))),
      ...app.node.http.routes.map((one) => one.permission).filter((one) => one !== 'public' && one !== 'signed_in'),
    ];
    t.same([...new Set(asked)].filter((code) => !declared.has(code)), []);
    for (const effect of registry.effects) t.doesNotThrow(() => compileValidator(effect.params), effect.id);
  });

  t.test('every route has a permission and stands in the OpenAPI document, which is valid', async (t) => {
    const document = (await app.anonymous().get('/api/openapi.json')).body as { paths: Record<string, Record<string, { 'x-permission': string; operationId: string }>> };
    await t.resolves(SwaggerParser.validate(structuredClone(document) as never) as Promise<unknown>);
    const routes = app.node.http.routes;
    t.same(routes.filter((one) => typeof one.permission !== 'string' || one.permission === ''), []);
    const described = routes.map((route) => {
      const path = route.path.replace(/[:*]([A-Za-z_]\w*)/g, '{$1}');
      return [`${route.method} ${path}`, document.paths[path]?.[route.method.toLowerCase()]?.['x-permission'], route.permission] as const;
    });
    t.same(described.filter(([, shown, permission]) => shown !== permission).map(([name]) => name), []);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    t.equal(operations.length, routes.length, 'nothing else is described');
    t.same(repeated(operations.map((one) => one.operationId)), []);
    for (const { definition } of registry.entities) {
      const base = `/api/${registry.pluginOf(definition.id)}/${definition.path}`;
      t.ok(document.paths[base]?.['get'] !== undefined && document.paths[`${base}/{id}`]?.['get'] !== undefined, definition.id);
      t.equal(document.paths[`${base}/{id}/transitions`]?.['post'] !== undefined, registry.processSpec(definition.id) !== undefined, `${definition.id}: transitions`);
    }
  });

  t.test('the tables are what the entities say', async (t) => {
    const client = new pg.Client({ connectionString: app.adminUrl });
    await client.connect();
    t.teardown(() => client.end());
    const company = app.company();
    const schema = company.record.schema_name;
    const { rows: columns } = await client.query<{ table_name: string; name: string; type: string; required: boolean }>(
      `select c.relname as table_name, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
       from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = $1::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`, [schema]);
    const spelled = (type: string): string => type.replace('character varying', 'varchar').replace('timestamp with time zone', 'timestamptz').replace(/^numeric\((\d+), ?(\d+)\)$/, 'numeric($1,$2)');
    for (const { definition } of registry.entities) {
      const table = tableName(definition.id);
      const actual = Object.fromEntries(columns.filter((one) => one.table_name === table).map((one) => [one.name, `${spelled(one.type)}${one.required ? ' not null' : ''}`]));
      const declared = Object.fromEntries(Object.entries(definition.fields).map(([name, one]) => [name, `${columnType(one)}${one.required === true ? ' not null' : ''}`]));
      const extra = Object.keys(actual).filter((name) => !(name in declared) && !(name === 'regulation_hash' && registry.processSpec(definition.id) !== undefined));
      t.same(Object.fromEntries(Object.keys(declared).map((name) => [name, actual[name]])), declared, definition.id);
      // A column computed by the database may stand beside the declared ones; nothing may be demanded that the entity does not know.
      t.same(extra.filter((name) => actual[name]?.endsWith('not null') === true), [], `${definition.id}: no unknown demands`);
      const refers = Object.entries(definition.fields).filter(([name, one]) => one.type === 'reference' && !['created_by', 'updated_by'].includes(name));
      const { rows: keys } = await client.query<{ column: string }>(
        `select a.attname as column from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey) where k.contype = 'f' and k.conrelid = ($1 || '.' || $2)::regclass`, [schema, table]);
      const held = new Set(keys.map((one) => one.column));
      const loose = refers.filter(([name, one]) => !held.has(name) && registry.entity(one.target ?? '') !== undefined);
      t.same(loose.map(([name, one]) => `${name} → ${one.target}`), [], `${definition.id}: references are foreign keys`);
    }
    const { rows: guards } = await client.query<{ table_name: string; arguments: Buffer }>(
      `select c.relname as table_name, t.tgargs as arguments from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
       where p.proname = 'guard_state' and c.relnamespace = $1::regnamespace and t.tgenabled = 'O' and t.tgtype & 2 = 2 and t.tgtype & 4 = 4 and t.tgtype & 8 = 8 and t.tgtype & 16 = 16`, [schema]);
    for (const [table, states] of Object.entries(guardedColumns(registry))) {
      const guard = guards.find((one) => one.table_name === table);
      const named = guard?.arguments.toString('utf8').split('\0').filter((one) => one !== '') ?? [];
      t.same(named, [company.record.engine_role_name, ...states], `${table}: the database guards its states`);
    }
  });

  t.test('the same tables in every company', async (t) => {
    const client = new pg.Client({ connectionString: app.adminUrl });
    await client.connect();
    t.teardown(() => client.end());
    let first: unknown[] | undefined;
    for (const { record } of app.application.companies.values()) {
      const { rows } = await client.query<Record<string, unknown>>(`select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = $1 order by 1, 2`, [record.schema_name]);
      first ??= rows;
      t.same(rows, first, record.schema_name);
      const owned = await client.query(`select 1 from pg_tables where schemaname = $1 and tableowner in ($2, $3)`, [record.schema_name, record.role_name, record.engine_role_name]);
      t.equal(owned.rowCount, 0, 'no run-time role owns a table');
    }
  });
});
