import type { UnitOfWork } from '../../../core/index.ts';
import { createRecord, fillLabel, headerKey, refuseRows } from '../../../core/index.ts';
import { invalid, lineErrors } from '../errors.ts';
import type { OrderFileLine } from '../file/order-file.ts';
import type { MacbuildParameters } from '../parameters.ts';
import { macbuildParametersOf } from '../parameters.ts';

/** Code of the product that stands in a line until somebody has put a real one there. */
const PLACEHOLDER = 'macbuild_empty_row';

/** Products of a file's lines. */
export interface LineProducts {
  /** Product id by line number; an empty row has none. */
  readonly byLine: ReadonlyMap<number, string>;
  readonly created: number;
  readonly matched: number;
}

interface NewProductTerms {
  readonly groupId: string;
  readonly unitId: string;
  readonly vatRateId: string;
}

async function byCode(uow: UnitOfWork, entity: string, code: string): Promise<string> {
  const [row] = await uow.query<{ id: string }>(`select id from ${entity.replace('.', '_')} where code = $1 and not deletion_mark`, [code]);
  if (row === undefined) throw invalid('macbuild_import.catalog_missing', '', { entity, code });
  return row.id;
}

/** The general rate in force today, where the regulation names none. */
async function generalVatRate(uow: UnitOfWork): Promise<string> {
  const [row] = await uow.query<{ id: string }>(
    `select id from crm_vat_rate where not deletion_mark and is_active and (valid_from is null or valid_from <= $1::date) and (valid_to is null or valid_to >= $1::date) order by rate desc nulls last limit 1`, [uow.today],
  );
  if (row === undefined) throw invalid('macbuild_import.catalog_missing', '', { entity: 'crm.vat_rate', code: '%' });
  return row.id;
}

async function termsOf(uow: UnitOfWork, { product }: MacbuildParameters): Promise<NewProductTerms> {
  return {
    groupId: await byCode(uow, 'crm.product_group', product.group),
    unitId: await byCode(uow, 'crm.unit', product.unit ?? 'pcs'),
    vatRateId: product.vat_rate === undefined ? await generalVatRate(uow) : await byCode(uow, 'crm.vat_rate', product.vat_rate),
  };
}

/** Product groups that the file names, by code or name. @throws InvalidError core.table_rows_wrong for unknown ones */
async function groupsOf(uow: UnitOfWork, lines: readonly OrderFileLine[]): Promise<ReadonlyMap<string, string>> {
  const named = lines.filter((line) => line.group !== null);
  if (named.length === 0) return new Map();
  const rows = await uow.query<{ id: string; code: string | null; name: string }>('select id, code, name from crm_product_group where not deletion_mark');
  const known = new Map(rows.flatMap((row) => [[headerKey(row.name), row.id], ...(row.code === null ? [] : [[headerKey(row.code), row.id]])] as [string, string][]));
  const problems = named.filter((line) => !known.has(headerKey(line.group as string))).map((line) => ({
    row: line.row, column: null, code: 'group_unknown', message: fillLabel(lineErrors.group_unknown, { group: line.group }),
  }));
  if (problems.length > 0) throw refuseRows(problems);
  return new Map(named.map((line) => [line.group as string, known.get(headerKey(line.group as string)) as string]));
}

const keyOf = (line: OrderFileLine): string => (line.code === null ? `name ${headerKey(line.name ?? '')}` : `code ${line.code}`);

/** Products in the catalogue by what a file calls them: the MacBuild code, or, without one, the working name. */
async function knownProducts(uow: UnitOfWork, lines: readonly OrderFileLine[]): Promise<Map<string, string>> {
  const codes = [...new Set(lines.flatMap((line) => (line.code === null ? [] : [line.code])))];
  const names = [...new Set(lines.flatMap((line) => (line.code === null && line.name !== null ? [line.name.slice(0, 250)] : [])))];
  const rows = await uow.query<{ id: string; macbuild_code: string | null; working_name: string }>(
    'select id, macbuild_code, working_name from crm_product where not deletion_mark and (macbuild_code = any($1::text[]) or working_name = any($2::text[])) order by created_at desc, id', [codes, names],
  );
  const found = new Map<string, string>();
  for (const row of rows) {
    if (row.macbuild_code !== null) found.set(`code ${row.macbuild_code}`, row.id);
    found.set(`name ${headerKey(row.working_name)}`, row.id);
  }
  return found;
}

/** Finds the product of each line, or makes it with its description and its price in euro. `progress` is told after each new one. */
export async function productsOf(uow: UnitOfWork, lines: readonly OrderFileLine[], progress: (done: number) => Promise<void>): Promise<LineProducts> {
  const named = lines.filter((line) => line.code !== null || line.name !== null);
  const known = await knownProducts(uow, named);
  const matched = new Set(named.map(keyOf).filter((key) => known.has(key))).size;
  const groups = await groupsOf(uow, named.filter((line) => !known.has(keyOf(line))));
  const byLine = new Map<number, string>();
  let terms: NewProductTerms | undefined;
  let created = 0;
  for (const [index, line] of named.entries()) {
    let id = known.get(keyOf(line));
    if (id === undefined) {
      terms ??= await termsOf(uow, macbuildParametersOf(uow));
      id = await createProduct(uow, line, { ...terms, ...(line.group === null ? {} : { groupId: groups.get(line.group) as string }) });
      known.set(keyOf(line), id);
      created += 1;
    }
    byLine.set(line.lineNo, id);
    await progress(index + 1);
  }
  return { byLine, created, matched };
}

async function createProduct(uow: UnitOfWork, line: OrderFileLine, terms: NewProductTerms): Promise<string> {
  const name = line.name ?? '';
  const row = await createRecord(uow, 'crm.product', {
    working_name: name.slice(0, 250), print_name: name, kind: 'goods', group_id: terms.groupId, unit_id: terms.unitId, vat_rate_id: terms.vatRateId, is_custom: true,
    ...(line.code === null ? {} : { macbuild_code: line.code }),
    ...(line.priceEur === null ? {} : { price_eur: line.priceEur }),
    attributes: Object.entries(line.attributes).map(([characteristic, value]) => ({ characteristic, value })),
  }, { asSystem: true });
  return row.id;
}

/** The product that holds the place of a missing one; it is marked as deleted so that nobody chooses it. */
export async function placeholderProduct(uow: UnitOfWork): Promise<string> {
  const [present] = await uow.query<{ id: string }>('select id from crm_product where code = $1', [PLACEHOLDER]);
  if (present !== undefined) return present.id;
  const terms = await termsOf(uow, macbuildParametersOf(uow));
  const row = await createRecord(uow, 'crm.product', {
    code: PLACEHOLDER, working_name: 'Пустая строка МакБилда', print_name: 'Номенклатура не подобрана', kind: 'goods', group_id: terms.groupId, unit_id: terms.unitId, vat_rate_id: terms.vatRateId, deletion_mark: true, is_active: false,
  }, { asSystem: true });
  return row.id;
}
