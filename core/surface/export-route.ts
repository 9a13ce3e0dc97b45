import type { Company, UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, Field } from '../entity/index.ts';
import { relationName } from '../entity/index.ts';
import { BadRequestError } from '../errors/index.ts';
import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { Label, Locale } from '../language/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import { listRecords, mayKnowField, titleColumn, wholeList } from '../records/index.ts';
import type { SheetColumn } from '../tables/index.ts';
import { writeWorkbook } from '../tables/index.ts';
import { entityPath } from './entity-routes.ts';

/** Rows that one file may take; a longer list is to be narrowed first. */
const MOST_ROWS = 50_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What has no form for people: ids, lists of ids, JSON. */
const UNWRITTEN: ReadonlySet<string> = new Set(['json', 'uuid', 'references']);
const SERVICE_FIELDS: ReadonlySet<string> = new Set(['id', 'version', 'deletion_mark']);
const SHEET_TYPES: Readonly<Partial<Record<Field['type'], SheetColumn['type']>>> = { decimal: 'decimal', integer: 'integer', date: 'date', datetime: 'datetime' };

function tooLong(total: number): BadRequestError {
  return new BadRequestError(
    'core.list_too_long',
    { ru: 'В списке {total} строк, а в файл входит не более {most}. Сузьте отбор.', en: 'The list has {total} rows and a file takes at most {most}. Narrow the filter.' },
    { params: { total, most: MOST_ROWS } },
  );
}

/** Columns in the order they were asked for, else all that this person may know. */
function columnsOf(uow: UnitOfWork, definition: EntityDefinition, asked: string | null): [string, Field][] {
  const known = Object.entries(definition.fields).filter(([name, one]) => !UNWRITTEN.has(one.type) && !SERVICE_FIELDS.has(name) && mayKnowField(uow.actor, definition, one));
  if (asked === null || asked === '') return known;
  const wanted = asked.split(',').map((name) => name.trim());
  return wanted.flatMap((name) => known.filter(([column]) => column === name));
}

/** A moment as the company's clock shows it; a sheet keeps no zone. */
function wallClock(moment: string, zone: string): string {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(moment));
  return `${shown.replace(' ', 'T')}Z`;
}

/** Words of every code that a field may hold: its own values, and the states that the regulation in force gives it. */
function wordsOf(company: Company, definition: EntityDefinition, name: string, one: Field): ReadonlyMap<string, Label> {
  const words = new Map((one.values ?? []).map(({ code, label }) => [code, label]));
  const regions = Object.values(company.regulation.processes.get(definition.id)?.regions ?? {});
  for (const region of regions.filter(({ field }) => field === name)) for (const [state, { label }] of Object.entries(region.states)) words.set(state, label);
  return words;
}

/** How the values of one column are written: words instead of codes, names instead of ids. */
function writerOf(company: Company, definition: EntityDefinition, name: string, one: Field, locale: Locale): (row: Readonly<Record<string, unknown>>) => unknown {
  if (one.type === 'reference') {
    const target = company.plugins.entity(one.target ?? '')?.definition;
    const title = target === undefined ? 'name' : titleColumn(target);
    return (row) => (row[relationName(name)] as Readonly<Record<string, unknown>> | null | undefined)?.[title];
  }
  if (one.type === 'enum' || one.type === 'enums') {
    const words = wordsOf(company, definition, name, one);
    const word = (code: unknown): string => words.get(String(code))?.[locale] ?? '';
    return (row) => (Array.isArray(row[name]) ? (row[name] as unknown[]).map(word).join(', ') : row[name] === null || row[name] === undefined ? null : word(row[name]));
  }
  if (one.type === 'boolean') {
    const [yes, no] = locale === 'ru' ? ['Да', 'Нет'] : ['Yes', 'No'];
    return (row) => (row[name] === true ? yes : row[name] === false ? no : null);
  }
  if (one.type === 'strings') return (row) => (Array.isArray(row[name]) ? (row[name] as unknown[]).join(', ') : null);
  if (one.type === 'datetime') return (row) => (typeof row[name] === 'string' ? wallClock(row[name], company.timeZone) : null);
  return (row) => row[name];
}

/** The whole of a filtered list as an .xlsx workbook: the rows and columns that its reader may see, in his language. `fields` chooses the columns and their order. */
export function exportRoute(registry: PluginRegistry, definition: EntityDefinition): RouteDefinition {
  const { many } = definition.label;
  return defineRoute({
    method: 'GET',
    path: `${entityPath(registry, definition)}/export`,
    permission: definition.permissions.read ?? 'signed_in',
    summary: { ru: `Выгрузить в Excel: ${many.ru}`, en: `Export to Excel: ${many.en}` },
    openQuery: true,
    handle: async (request) => {
      const { company, locale } = request;
      const content = await request.read(async (uow) => {
        const asked = new URLSearchParams(Object.entries(request.query));
        // The question itself is checked first, with the fields as they were named; only then is it known how many rows there are.
        asked.set('limit', '1');
        asked.set('total', 'true');
        const { total = 0 } = await listRecords(uow, definition.id, asked);
        if (total > MOST_ROWS) throw tooLong(total);
        const columns = columnsOf(uow, definition, asked.get('fields'));
        const references = columns.filter(([, one]) => one.type === 'reference').map(([name]) => relationName(name));
        asked.set('fields', columns.map(([name]) => name).join(','));
        if (references.length > 0) asked.set('include', references.join(','));
        else asked.delete('include');
        const writers = columns.map(([name, one]) => [name, writerOf(company, definition, name, one, locale)] as const);
        const rows: Record<string, unknown>[] = [];
        for await (const batch of wholeList(uow, definition.id, asked, MOST_ROWS)) {
          for (const row of batch) rows.push(Object.fromEntries(writers.map(([name, write]) => [name, write(row)])));
        }
        return writeWorkbook([{
          name: many[locale],
          columns: columns.map(([name, one]) => ({ key: name, header: one.label[locale], type: SHEET_TYPES[one.type] ?? 'text', ...(one.scale === undefined ? {} : { scale: one.scale }) })),
          rows,
        }]);
      });
      return { file: { name: `${many[locale]}.xlsx`, mimeType: XLSX, content } };
    },
  });
}
