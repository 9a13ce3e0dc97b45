import { defineEffect, label } from '../../../core/index.ts';
import type { Label } from '../../../core/index.ts';
import { orderTask } from '../services/open-task.ts';

const NAMES: Readonly<Record<string, Label>> = {
  inn: label('ИНН', 'INN'),
  kpp: label('КПП', 'KPP'),
  legal_address: label('юридический адрес', 'legal address'),
  contract_kind: label('тип договора', 'contract kind'),
  bank_account: label('банковский счет', 'bank account'),
  contact_person: label('контактное лицо', 'contact person'),
};

/** The names of fields in one language, as they stand in a task. */
export function fieldNames(fields: readonly string[], locale: 'ru' | 'en'): string {
  return fields.map((field) => NAMES[field]?.[locale] ?? field).join(', ');
}

/** Asks the client's manager for what is missing: the fields named with the event, else those the requisites lack. */
export const requestData = defineEffect({
  id: 'contracts.request_data',
  label: label('Запросить недостающие данные', 'Ask for missing data'),
  entity: 'crm.counterparty',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const named = ctx.data['fields'];
    const fields = Array.isArray(named) && named.length > 0 ? (named as string[]) : (await ctx.fill(label('{requisites_missing}', '{requisites_missing}'))).en.split(',').filter((name) => name !== '');
    const [manager] = await ctx.uow.query<{ id: string | null }>(`select main_manager_id as id from crm_partner where id = $1`, [ctx.item.row['partner_id']]);
    const name = String(ctx.item.row['short_name']);
    const comment = typeof ctx.data['comment'] === 'string' ? ctx.data['comment'] : '';
    await orderTask(ctx, {
      kind: 'data_request',
      title: { ru: `${name}: запросите у клиента ${fieldNames(fields, 'ru') || 'недостающие данные'}`, en: `${name}: ask the client for ${fieldNames(fields, 'en') || 'the missing data'}` },
      ...(comment === '' ? {} : { description: { ru: comment, en: comment } }),
      subject: { entity: ctx.item.entity, id: ctx.item.id },
      userId: manager?.id ?? null,
      role: 'sales_manager',
      due: '2 working days',
      ruleCode: 'K-32',
    });
  },
});
