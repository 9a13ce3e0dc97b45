import { defineEntity, field, label } from '../../../core/index.ts';
import { REFUSAL_SUBJECTS } from '../enums/index.ts';

/**
 * Why an inquiry, interest, order or contract came to nothing.
 * `is_reissue` marks the one reason `reissued`, which closes an order without losing the deal.
 * @see 001 §2.1, §6.1
 */
export const RefusalReason = defineEntity({
  id: 'crm.refusal_reason',
  kind: 'catalogue',
  label: { one: label('Причина отказа', 'Refusal reason'), many: label('Причины отказа', 'Refusal reasons') },
  path: 'refusal-reasons',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  title: 'name_ru',
  unique: [['code']],
  fields: {
    name_ru: field.string(label('Наименование', 'Name in Russian'), 150, { required: true, searched: true }),
    name_en: field.string(label('Наименование (англ.)', 'Name in English'), 150, { required: true, searched: true }),
    applies_to: field.enumerations(label('Применяется к', 'Applies to'), REFUSAL_SUBJECTS, { required: true }),
    is_reissue: field.boolean(label('Перевыставлен', 'Reissued'), { required: true, default: false }),
  },
});

export type RefusalReasonRow = InstanceType<typeof RefusalReason>;
