import { defineEntity, field, label } from '../../../core/index.ts';
import { PRODUCT_KINDS } from '../enums/index.ts';
import { HS_CODE_PATTERN } from './requisites.ts';

/**
 * Goods or a service that is sold; custom equipment comes from MacBuild and is matched by `macbuild_code`.
 * `price_eur` repeats the valid price of the base kind in euro; `price_group_id` follows the group; weights in kg, dimensions in mm.
 * @see 001 §1.3, §1.4 «Номенклатура», §2.3
 */
export const Product = defineEntity({
  id: 'crm.product',
  kind: 'catalogue',
  label: { one: label('Номенклатура', 'Product'), many: label('Номенклатура', 'Products') },
  path: 'products',
  permissions: { create: 'product.create', update: 'product.create' },
  title: 'working_name',
  unique: [['code']],
  indexes: [['group_id'], ['price_group_id'], ['article'], ['macbuild_code'], ['working_name']],
  checks: {
    price_eur_not_negative: 'price_eur >= 0',
    cost_not_negative: 'cost_price >= 0',
    weights_not_negative: 'weight_net_kg >= 0 and weight_gross_kg >= 0',
    net_within_gross: 'weight_net_kg <= weight_gross_kg',
    dimensions_not_negative: 'length_mm >= 0 and width_mm >= 0 and height_mm >= 0',
    load_volume_not_negative: 'load_volume >= 0',
  },
  sections: {
    attributes: { entity: 'crm.product_attribute', via: 'product_id', label: label('Описание шаблона', 'Template description') },
  },
  fields: {
    working_name: field.string(label('Рабочее наименование', 'Working name'), 250, { required: true, searched: true }),
    print_name: field.string(label('Наименование для печати', 'Name for printing'), 500, { required: true, searched: true }),
    article: field.string(label('Артикул', 'Article'), 50, { searched: true }),
    kind: field.enumeration(label('Вид', 'Kind'), PRODUCT_KINDS, { required: true, default: 'goods' }),
    group_id: field.reference(label('Группа номенклатуры', 'Product group'), 'crm.product_group', { required: true }),
    price_group_id: field.reference(label('Ценовая группа', 'Price group'), 'crm.price_group', { writable: 'system' }),
    price_eur: field.money(label('Цена в евро', 'Price in euro'), { minimum: '0' }),
    unit_id: field.reference(label('Единица', 'Unit'), 'crm.unit', { required: true }),
    vat_rate_id: field.reference(label('Ставка НДС', 'VAT rate'), 'crm.vat_rate', { required: true }),
    hs_code: field.string(label('ТНВЭД', 'HS code'), 10, { pattern: HS_CODE_PATTERN }),
    full_name_for_customs: field.string(label('Полное наименование', 'Full name for customs'), 500),
    weight_gross_kg: field.decimal(label('Вес брутто', 'Gross weight'), 12, 3, { minimum: '0' }),
    weight_net_kg: field.decimal(label('Вес нетто', 'Net weight'), 12, 3, { minimum: '0' }),
    length_mm: field.integer(label('Габаритные размеры: длина, мм', 'Length, mm'), { minimum: 0 }),
    width_mm: field.integer(label('Габаритные размеры: ширина, мм', 'Width, mm'), { minimum: 0 }),
    height_mm: field.integer(label('Габаритные размеры: высота, мм', 'Height, mm'), { minimum: 0 }),
    load_volume: field.decimal(label('Объем загрузки', 'Load volume'), 9, 3, { minimum: '0' }),
    cost_price: field.money(label('Себестоимость', 'Cost price'), { minimum: '0', confidential: 'cost' }),
    is_custom: field.boolean(label('Заказное оборудование', 'Custom equipment'), { required: true, default: false }),
    macbuild_code: field.string(label('Код МакБилд', 'MacBuild code'), 50, { searched: true }),
    is_regulated: field.boolean(label('Регламентируемая позиция', 'Regulated item'), { required: true, default: false }),
    is_returnable_packaging: field.boolean(label('Многооборотная тара', 'Returnable packaging'), { required: true, default: false }),
  },
});

export type ProductRow = InstanceType<typeof Product>;
