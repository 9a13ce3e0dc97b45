import { defineEffect, label } from '../../../core/index.ts';
import { clearReceipt, unclearReceipt } from '../../warehouse/index.ts';

const NOTHING = { type: 'object', additionalProperties: false, properties: {} };

/** Customs has let the goods in: their receipt carries the declaration's number, and what clients wait for is in stock. */
export const clearGoods = defineEffect({
  id: 'customs.clear_goods',
  label: label('Выпустить товар из-под таможенного контроля', 'Release the goods from customs'),
  entity: 'customs.customs_declaration',
  params: NOTHING,
  async run(_params, ctx) {
    await clearReceipt(ctx, String(ctx.item.row['receipt_id']), String(ctx.item.row['declaration_number']));
  },
});

/** The declaration is taken back: its goods wait for customs again. */
export const withholdGoods = defineEffect({
  id: 'customs.withhold_goods',
  label: label('Вернуть товар под таможенный контроль', 'Put the goods under customs again'),
  entity: 'customs.customs_declaration',
  params: NOTHING,
  async run(_params, ctx) {
    await unclearReceipt(ctx, String(ctx.item.row['receipt_id']));
  },
});
