import { defineEntity, field, label } from '../../../core/index.ts';
import { REGISTRY_RESULTS } from '../enums/index.ts';

/**
 * What a state register, or a person reading it, said about a counterparty at a moment; never changed afterwards.
 * `service`: `1spark`, `egrul`, `manual` or a connector's own code. `differences`: `[{ field, ours, registry }]`. `filled_fields`: columns taken over.
 * @see 001 §3.1 step 3; 002 L92–105
 */
export const RegistryCheck = defineEntity({
  id: 'crm.registry_check',
  kind: 'register',
  label: { one: label('Проверка контрагента по реестру', 'Registry check'), many: label('Проверки контрагентов по реестру', 'Registry checks') },
  path: 'registry-checks',
  permissions: {},
  title: 'service',
  indexes: [['counterparty_id', 'checked_at']],
  fields: {
    counterparty_id: field.reference(label('Контрагент', 'Counterparty'), 'crm.counterparty', { required: true, writable: 'system' }),
    service: field.string(label('Сервис', 'Service'), 30, { required: true, writable: 'system' }),
    checked_at: field.datetime(label('Когда', 'Checked at'), { required: true, writable: 'system' }),
    checked_by: field.reference(label('Кем', 'Checked by'), 'core.user', { required: true, writable: 'system' }),
    result: field.enumeration(label('Результат', 'Result'), REGISTRY_RESULTS, { required: true, writable: 'system' }),
    differences: field.json(label('Расхождения', 'Differences'), { writable: 'system' }),
    filled_fields: field.strings(label('Заполнено из реестра', 'Filled from the registry'), { writable: 'system' }),
  },
});

export type RegistryCheckRow = InstanceType<typeof RegistryCheck>;
