import { createHash } from 'node:crypto';
import type { ImporterDefinition, UnitOfWork } from '../../../core/index.ts';
import { createRecord, label } from '../../../core/index.ts';
import { checkInn } from '../requisites/index.ts';
import { PartnerMatcherToken } from '../services/partner-matcher.ts';
import { Distribution } from './company-list.ts';
import { Lookups, partnerKey } from './lookups.ts';
import { LIST_FORMATS, readList } from './read-list.ts';
import { CellError } from './row-taker.ts';

const COLUMNS = {
  company: { column: ['Компания', 'Наименование', 'Организация'], required: true, maxLength: 250 },
  inn: { column: 'ИНН', maxLength: 12 },
  contact: { column: ['Контактное лицо', 'ФИО', 'Контакт'], maxLength: 250 },
  phone: { column: 'Телефон', maxLength: 32 },
  email: { column: ['E-mail', 'Почта', 'Электронная почта'], type: 'email' },
  subject: { column: ['Тема', 'Интерес'], maxLength: 500 },
  note: { column: ['Комментарий', 'Примечание'], maxLength: 10_000 },
} as const;

interface Client {
  readonly id: string;
  readonly main_manager_id: string;
}

/** The client that a company of the list is already: by INN, by e-mail or phone, or by name when one alone is called so. */
async function clientOf(uow: UnitOfWork, lookups: Lookups, values: { readonly company: string; readonly inn: string | null; readonly email: string | null; readonly phone: string | null }): Promise<Client | undefined> {
  const byKey = async (text: string): Promise<string | undefined> => {
    try {
      return await lookups.partner('company', text);
    } catch (error) {
      if (error instanceof CellError) return undefined;
      throw error;
    }
  };
  let id = values.inn === null ? undefined : await byKey(values.inn);
  if (id === undefined) {
    const matched = await uow.resolve(PartnerMatcherToken).match(uow, { email: values.email, phone: values.phone });
    id = matched.length === 1 ? matched[0] : undefined;
  }
  id ??= await byKey(values.company);
  if (id === undefined) return undefined;
  return (await uow.query<Client>('select id, main_manager_id from crm_partner where id = $1', [id]))[0];
}

/**
 * A list of companies to be called: an inquiry for each, its source the name of the file, distributed by the regulation's rule and with a first call
 * planned. A company that is a client already is linked to it. The same file again, or a company that stands in it twice, makes nothing new.
 * @see 004 L5, L75–79
 */
export const companiesImporter: ImporterDefinition = {
  id: 'crm.companies',
  label: label('Список компаний для обзвона', 'List of companies to call'),
  permission: 'inquiry.import',
  accept: LIST_FORMATS,
  async run(file, { uow, progress }) {
    const { rows, taker } = await readList(file.content, COLUMNS, { company_name: 'company', from_phone: 'phone', from_email: 'email' });
    const campaign = file.name.slice(0, 150);
    const keyOf = (values: (typeof rows)[number]['values']): string => `list:${createHash('sha256').update(JSON.stringify([campaign, partnerKey(values.company), values.inn, values.phone, values.email])).digest('hex').slice(0, 40)}`;
    const known = new Set((await uow.query<{ key: string }>('select source_message_id as key from crm_inquiry where campaign = $1 and source_message_id is not null', [campaign])).map((one) => one.key));
    const lookups = new Lookups(uow);
    const distribution = await Distribution.of(uow);
    const counts = { rows: rows.length, inquiries: 0, calls: 0, linked_to_clients: 0, known_already: 0 };
    for (const [index, { row, values }] of rows.entries()) {
      await taker.take(row, async () => {
        const wrong = values.inn === null ? null : checkInn(values.inn);
        if (wrong !== null) throw new CellError('inn', wrong.code, wrong.message);
        const key = keyOf(values);
        if (known.has(key)) {
          counts.known_already += 1;
          return;
        }
        known.add(key);
        const client = await clientOf(uow, lookups, values);
        const manager = distribution.managerFor(client?.main_manager_id ?? null);
        const inquiry = await createRecord(uow, 'crm.inquiry', {
          channel: 'list_import', campaign, source_message_id: key, company_name: values.company, contact_name: values.contact, from_phone: values.phone, from_email: values.email,
          subject_line: values.subject ?? values.company, body: [values.note, values.inn === null ? null : `ИНН ${values.inn}`].filter((part) => part !== null).join('\n') || null, assigned_to: manager,
          ...(client === undefined ? {} : { partner_id: client.id }),
        }, { asSystem: true, event: 'inquiry.received' });
        await createRecord(uow, 'crm.interaction', {
          kind: 'phone_call', direction: 'outgoing', start_at: distribution.callTime(manager).toISOString(), subject_entity: 'crm.inquiry', subject_id: inquiry.id, responsible_id: manager,
          topic: `Первый звонок: ${values.company}`.slice(0, 500), ...(values.phone === null ? {} : { call_number: values.phone }), ...(client === undefined ? {} : { partner_id: client.id }),
        }, { asSystem: true, event: 'interaction.planned' });
        counts.inquiries += 1;
        counts.calls += 1;
        if (client !== undefined) counts.linked_to_clients += 1;
      });
      await progress(index + 1, rows.length);
    }
    taker.finish();
    return counts;
  },
};
