import type { EntityRow, ImporterDefinition, UnitOfWork } from '../../../core/index.ts';
import { createRecord, label, may, updateRecord } from '../../../core/index.ts';
import { Lookups } from './lookups.ts';
import { LIST_FORMATS, given, readList } from './read-list.ts';
import { CellError } from './row-taker.ts';

const COLUMNS = {
  code: { column: ['Код', 'Код номенклатуры'], maxLength: 50 },
  article: { column: 'Артикул', maxLength: 50 },
  working_name: { column: ['Наименование', 'Рабочее наименование'], required: true, maxLength: 250 },
  print_name: { column: ['Наименование для печати', 'Печатное наименование'], maxLength: 500 },
  kind: { column: 'Вид', type: 'enum', values: { goods: ['Товар'], service: ['Услуга'] } },
  group: { column: ['Группа', 'Группа номенклатуры'], required: true },
  unit: { column: ['Единица', 'Ед. изм.'] },
  vat_rate: { column: ['Ставка НДС', 'НДС'] },
  hs_code: { column: 'ТНВЭД', maxLength: 10 },
  weight_net_kg: { column: 'Вес нетто', type: 'decimal', min: 0, scale: 3 },
  weight_gross_kg: { column: 'Вес брутто', type: 'decimal', min: 0, scale: 3 },
  price_eur: { column: ['Цена, EUR', 'Цена в евро'], type: 'decimal', min: 0, scale: 2 },
  price: { column: ['Цена', 'Цена, руб'], type: 'decimal', min: 0, scale: 2 },
  valid_from: { column: ['Цена с', 'Действует с'], type: 'date' },
  attributes: { columns: 'Характеристика: *' },
} as const;

async function storePrice(uow: UnitOfWork, productId: string, priceKindId: string, price: string, validFrom: string): Promise<boolean> {
  const [known] = await uow.query<EntityRow & { price: string; valid_from: string }>(
    'select id, version, price, valid_from from crm_product_price where product_id = $1 and price_kind_id = $2 and valid_from <= $3::date order by valid_from desc limit 1', [productId, priceKindId, validFrom],
  );
  if (known !== undefined && Number(known.price) === Number(price)) return false;
  if (known?.valid_from === validFrom) await updateRecord(uow, { entity: 'crm.product_price', id: known.id }, { price });
  else await createRecord(uow, 'crm.product_price', { product_id: productId, price_kind_id: priceKindId, valid_from: validFrom, price }, { asSystem: true });
  return true;
}

/** Products with their descriptions and prices; a product is known by its code, or by its article. Prices need `price.edit` and fall to the kind `price_kind`. */
export const productsImporter: ImporterDefinition = {
  id: 'crm.products',
  label: label('Номенклатура и цены', 'Products and prices'),
  permission: 'product.create',
  accept: LIST_FORMATS,
  params: { type: 'object', additionalProperties: false, properties: { price_kind: { type: 'string', minLength: 1, maxLength: 100 } } },
  paramLabels: { price_kind: label('Вид цен (код или наименование)', 'Price kind (code or name)') },
  async run(file, { uow, params, progress }) {
    const { rows, taker } = await readList(file.content, COLUMNS, { group_id: 'group', unit_id: 'unit', vat_rate_id: 'vat_rate' });
    const lookups = new Lookups(uow);
    const counts = { rows: rows.length, created: 0, changed: 0, unchanged: 0, prices: 0 };
    for (const [index, { row, values }] of rows.entries()) {
      await taker.take(row, async () => {
        if ((values.price !== null || values.price_eur !== null) && !may(uow.actor, 'price.edit')) throw new CellError(values.price === null ? 'price_eur' : 'price', 'crm.price_edit', label('цены меняет руководитель отдела продаж', 'prices are changed by the head of sales'));
        if (values.code === null && values.article === null) throw new CellError('code', 'required', label('нужен код или артикул', 'a code or an article is needed'));
        const vatRate = await lookups.catalog('crm.vat_rate', 'vat_rate', values.vat_rate);
        const patch = given({
          code: values.code, article: values.article, working_name: values.working_name, print_name: values.print_name, kind: values.kind, hs_code: values.hs_code, weight_net_kg: values.weight_net_kg, weight_gross_kg: values.weight_gross_kg,
          price_eur: values.price_eur, group_id: await lookups.catalog('crm.product_group', 'group', values.group), unit_id: await lookups.catalog('crm.unit', 'unit', values.unit), vat_rate_id: vatRate,
        });
        const attributes = Object.entries(values.attributes).map(([characteristic, value]) => ({ characteristic, value }));
        const [known] = await uow.query<EntityRow>('select id, version from crm_product where not deletion_mark and (code = $1 or $1::text is null and article = $2) limit 1', [values.code, values.article]);
        let id = known?.id;
        if (known === undefined) {
          const made = await createRecord(uow, 'crm.product', { print_name: values.working_name, vat_rate_id: vatRate ?? await generalRate(uow), ...patch, ...(attributes.length > 0 ? { attributes } : {}) }, { asSystem: true });
          id = made.id;
          counts.created += 1;
        } else {
          const after = await updateRecord(uow, { entity: 'crm.product', id: known.id }, { ...patch, ...(await newAttributes(uow, known.id, attributes)) });
          counts[after.version === known.version ? 'unchanged' : 'changed'] += 1;
        }
        if (values.price === null) return;
        const kind = await lookups.catalog('crm.price_kind', 'price', (params['price_kind'] as string | undefined) ?? 'base');
        if (await storePrice(uow, id as string, kind as string, values.price, values.valid_from ?? uow.today)) counts.prices += 1;
      });
      await progress(index + 1, rows.length);
    }
    taker.finish();
    return counts;
  },
};

/** The general rate in force today, for a file that names none. */
async function generalRate(uow: UnitOfWork): Promise<string | null> {
  const [rate] = await uow.query<{ id: string }>(
    'select id from crm_vat_rate where is_active and not deletion_mark and (valid_from is null or valid_from <= $1::date) and (valid_to is null or valid_to >= $1::date) order by rate desc nulls last limit 1', [uow.today],
  );
  return rate?.id ?? null;
}

/** The description as the file has it, if it differs from what stands there. */
async function newAttributes(uow: UnitOfWork, productId: string, attributes: readonly { readonly characteristic: string; readonly value: string }[]): Promise<Record<string, unknown>> {
  if (attributes.length === 0) return {};
  const present = await uow.query<{ characteristic: string; value: string }>('select characteristic, value from crm_product_attribute where product_id = $1 order by line_no', [productId]);
  return JSON.stringify(present) === JSON.stringify(attributes) ? {} : { attributes };
}
