import { InvalidError, defineRoute, label, writeWorkbook } from '../../../core/index.ts';
import type { RouteDefinition, RouteRequest, UnitOfWork } from '../../../core/index.ts';
import { conflict, invalid, problem, supplyErrors } from '../errors.ts';
import { applyRegister, planErrors } from '../registers/apply-register.ts';
import type { RegisterDiff } from '../registers/compare-register.ts';
import { compareRegister } from '../registers/compare-register.ts';
import { readRegister } from '../registers/read-register.ts';
import type { SheetContent } from '../registers/read-sheet.ts';
import { readSheet } from '../registers/read-sheet.ts';
import type { RegisterName, RegisterRow } from '../registers/sheets.ts';
import { BASE_SHEET, SHEETS } from '../registers/sheets.ts';

const YEAR = { type: 'string', pattern: '^20\\d{2}$' } as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function yearOf(uow: UnitOfWork, query: Readonly<Record<string, string>>): number {
  return Number(query['year'] ?? uow.today.slice(0, 4));
}

function shown(diff: RegisterDiff, locale: 'ru' | 'en', applied: number | null): Record<string, unknown> {
  return { ...diff, errors: diff.errors.map((one) => ({ ...one, message: one.message[locale] })), applied };
}

async function diffOf(uow: UnitOfWork, name: RegisterName, year: number, content: SheetContent): Promise<{ readonly diff: RegisterDiff; readonly register: RegisterRow[] }> {
  const register = await readRegister(uow, name, year);
  const diff = compareRegister(name, content.rows, register, content.base, content.errors);
  const more = await planErrors(uow, name, content.rows, register, diff);
  const bad = new Set(more.map((one) => one.row));
  return { register, diff: { ...diff, changes: diff.changes.filter((one) => !bad.has(one.row)), errors: [...diff.errors, ...more] } };
}

function listRoute(name: RegisterName): RouteDefinition {
  return defineRoute({
    method: 'GET',
    path: `/api/supply/registers/${name}`,
    permission: 'signed_in',
    summary: label(`Лист ${SHEETS[name].title}`, `Sheet ${SHEETS[name].title}`),
    query: { year: YEAR },
    async handle(request) {
      return request.read(async (uow) => {
        const year = yearOf(uow, request.query);
        const rows = await readRegister(uow, name, year);
        return { body: { year, columns: SHEETS[name].columns.map(({ key, header }) => ({ key, header })), data: rows.map(({ cells, ...ids }) => ({ ...cells, ...ids })) } };
      });
    },
  });
}

/** The sheet as an .xlsx with exactly its columns; a second sheet remembers the cells as they are, for the import. */
function exportRoute(name: RegisterName): RouteDefinition {
  return defineRoute({
    method: 'GET',
    path: `/api/supply/registers/${name}/export`,
    permission: 'register.edit',
    summary: label(`Выгрузить лист ${SHEETS[name].title}`, `Export sheet ${SHEETS[name].title}`),
    query: { year: YEAR },
    async handle(request) {
      const { year, rows } = await request.read(async (uow) => {
        const wanted = yearOf(uow, request.query);
        return { year: wanted, rows: (await readRegister(uow, name, wanted)).map((row) => row.cells) };
      });
      const { title, columns } = SHEETS[name];
      const content = await writeWorkbook([{ name: `${title} ${year}`, columns, rows }, { name: BASE_SHEET, columns, rows }]);
      return { file: { name: `${title} ${year}.xlsx`, mimeType: XLSX, content } };
    },
  });
}

/**
 * Takes a sheet back: first only the differences are answered (`apply` absent); with `apply=true` and the `digest` of that answer the changed cells are
 * written, all or none. Unknown references and cells changed on both sides are listed and left alone.
 */
function importRoute(name: RegisterName): RouteDefinition {
  return defineRoute<unknown>({
    method: 'POST',
    path: `/api/supply/registers/${name}/import`,
    permission: 'register.edit',
    summary: label(`Загрузить лист ${SHEETS[name].title}: сначала различия`, `Import sheet ${SHEETS[name].title}: the differences first`),
    multipart: true,
    query: { year: YEAR, apply: { type: 'string', enum: ['true', 'false'] }, digest: { type: 'string', pattern: '^[0-9a-f]{32}$' } },
    async handle(request: RouteRequest<unknown>) {
      const [file] = request.files;
      if (file === undefined) throw invalid('supply.file_required', '/file');
      const content = await readSheet(name, file.content);
      if (request.query['apply'] !== 'true') {
        return request.read(async (uow) => ({ body: shown((await diffOf(uow, name, yearOf(uow, request.query), content)).diff, request.locale, null) }));
      }
      return request.write(async (uow) => {
        const { diff, register } = await diffOf(uow, name, yearOf(uow, request.query), content);
        if (request.query['digest'] !== diff.digest) throw conflict('supply.register_changed');
        if (diff.errors.length > 0) {
          throw new InvalidError('supply.cell_wrong', supplyErrors['supply.cell_wrong'], { params: { value: `${diff.errors.length}` }, errors: diff.errors.map((one) => ({ ...problem(`/rows/${one.row}${one.column === null ? '' : `/${one.column}`}`, 'supply.cell_wrong'), code: one.code, message: one.message })) });
        }
        const applied = await applyRegister(uow, name, content.rows, register, diff);
        return { body: shown(diff, request.locale, applied) };
      });
    },
  });
}

/** List, export and import of both sheets. */
export const registerRoutes: readonly RouteDefinition[] = (['orders', 'truck'] as const).flatMap((name) => [listRoute(name), exportRoute(name), importRoute(name)]);
