import type { ImporterDefinition, MappedRow, UnitOfWork } from '../../../core/index.ts';
import { createRecord, label, may, updateRecord } from '../../../core/index.ts';
import { LEGAL_FORMS, PARTNER_LIFECYCLES } from '../enums/index.ts';
import { Lookups, partnerKey } from './lookups.ts';
import { LIST_FORMATS, given, readList } from './read-list.ts';
import { CellError } from './row-taker.ts';

const namesOf = (values: readonly { readonly code: string; readonly label: { readonly ru: string } }[]): Record<string, string[]> => Object.fromEntries(values.map((one) => [one.code, [one.label.ru]]));

const COLUMNS = {
  code: { column: ['Код', 'Код клиента'], maxLength: 50 },
  working_name: { column: ['Наименование', 'Рабочее наименование', 'Клиент', 'Компания'], required: true, maxLength: 200 },
  public_name: { column: 'Публичное наименование', maxLength: 250 },
  legal_form: { column: ['Юр/Физлицо', 'Вид лица'], type: 'enum', values: { ...namesOf(LEGAL_FORMS), entrepreneur: ['ИП', 'Индивидуальный предприниматель'], legal_entity: ['Юридическое лицо', 'Юрлицо'] } },
  lifecycle: { column: 'Состояние', type: 'enum', values: namesOf(PARTNER_LIFECYCLES) },
  email: { column: ['E-mail', 'Почта', 'Электронная почта'], type: 'email' },
  phone: { column: 'Телефон', maxLength: 32 },
  segment: { column: 'Сегмент' },
  partner_type: { column: ['Тип клиента', 'Тип'] },
  manager: { column: ['Ответственный', 'Менеджер', 'Основной менеджер'] },
  agreement: { column: 'Соглашение' },
  counterparty_code: { column: 'Код контрагента', maxLength: 50 },
  short_name: { column: ['Контрагент', 'Краткое наименование'], maxLength: 250 },
  full_name: { column: 'Полное наименование', maxLength: 500 },
  inn: { column: 'ИНН', maxLength: 12 },
  kpp: { column: 'КПП', maxLength: 9 },
  ogrn: { column: ['ОГРН', 'ОГРНИП', 'ОГРН / ОГРНИП'], maxLength: 15 },
  okpo: { column: 'ОКПО', maxLength: 14 },
  legal_address: { column: 'Юридический адрес', maxLength: 500 },
  actual_address: { column: ['Фактический адрес', 'Адрес'], maxLength: 500 },
} as const;

type PartnerRow = MappedRow<typeof COLUMNS>['values'];
type Found = { readonly id: string; readonly main_manager_id: string; readonly version: number };

/** The client a row is about, if it is there: by code, by the INN and KPP of a counterparty, or by name. @throws CellError several, when the name fits many */
async function findPartner(uow: UnitOfWork, values: PartnerRow): Promise<Found | undefined> {
  const select = 'select p.id, p.main_manager_id, p.version from crm_partner p';
  if (values.code !== null) {
    const [row] = await uow.query<Found>(`${select} where p.code = $1`, [values.code]);
    if (row !== undefined) return row;
  }
  if (values.inn !== null) {
    const [row] = await uow.query<Found>(`${select} join crm_counterparty c on c.partner_id = p.id where c.inn = $1 and ($2::text is null or c.kpp is not distinct from $2) and not c.deletion_mark limit 1`, [values.inn, values.kpp]);
    if (row !== undefined) return row;
  }
  const rows = await uow.query<Found & { working_name: string; code: string | null }>(`${select.replace('p.version', 'p.version, p.working_name, p.code')} where lower(p.working_name) = lower($1) and not p.deletion_mark`, [values.working_name]);
  const alike = rows.filter((row) => partnerKey(row.working_name) === partnerKey(values.working_name) && (values.code === null || row.code === null));
  if (alike.length > 1) throw new CellError('working_name', 'several', label('таких клиентов несколько; укажите код', 'there are several such clients; give the code'));
  return alike[0];
}

function demandMine(uow: UnitOfWork, partner: Found): void {
  if (may(uow.actor, 'partner.edit', partner.main_manager_id)) return;
  throw new CellError('working_name', 'not_yours', label('клиент есть и закреплён за другим менеджером', 'the client is there and belongs to another manager'));
}

async function storeCounterparty(uow: UnitOfWork, partnerId: string, values: PartnerRow): Promise<'made' | 'changed' | 'same' | 'none'> {
  const { counterparty_code: code, inn, kpp } = values;
  if (code === null && inn === null && values.short_name === null) return 'none';
  const requisites = given({
    short_name: values.short_name, full_name: values.full_name, inn, kpp, ogrn: values.ogrn, okpo: values.okpo, legal_address: values.legal_address, actual_address: values.actual_address, ...(code === null ? {} : { code }),
  });
  const [known] = await uow.query<{ id: string; version: number }>(
    `select id, version from crm_counterparty where not deletion_mark and ((code = $1) or (partner_id = $2 and ($3::text is null and lower(short_name) = lower($5) or inn = $3 and kpp is not distinct from $4))) order by (code = $1) desc nulls last limit 1`,
    [code, partnerId, inn, kpp, values.short_name ?? values.public_name ?? values.working_name],
  );
  if (known === undefined) {
    await createRecord(uow, 'crm.counterparty', { partner_id: partnerId, short_name: values.public_name ?? values.working_name, ...requisites }, { asSystem: true });
    return 'made';
  }
  const after = await updateRecord(uow, { entity: 'crm.counterparty', id: known.id }, requisites);
  return after.version === known.version ? 'same' : 'changed';
}

/** Clients with their counterparties, a row each; several rows of one client are several counterparties of it. What a cell leaves empty stays as it is. */
export const partnersImporter: ImporterDefinition = {
  id: 'crm.partners',
  label: label('Клиенты и контрагенты', 'Clients and counterparties'),
  permission: 'partner.register',
  accept: LIST_FORMATS,
  async run(file, { uow, progress }) {
    const { rows, taker } = await readList(file.content, COLUMNS, { segment_id: 'segment', partner_type_id: 'partner_type', main_manager_id: 'manager', agreement_id: 'agreement' });
    const lookups = new Lookups(uow);
    const counts = { rows: rows.length, created: 0, changed: 0, unchanged: 0, counterparties_created: 0, counterparties_changed: 0 };
    for (const [index, { row, values }] of rows.entries()) {
      await taker.take(row, async () => {
        const patch = given({
          code: values.code, working_name: values.working_name, public_name: values.public_name, legal_form: values.legal_form, email: values.email, phone: values.phone,
          segment_id: await lookups.catalog('crm.segment', 'segment', values.segment), partner_type_id: await lookups.catalog('crm.partner_type', 'partner_type', values.partner_type),
          main_manager_id: await lookups.user('manager', values.manager), agreement_id: await lookups.catalog('crm.agreement', 'agreement', values.agreement),
        });
        const known = await findPartner(uow, values);
        let id = known?.id;
        if (known === undefined) {
          // A company that starts to work brings clients that were registered elsewhere long ago.
          const made = await createRecord(uow, 'crm.partner', { ...patch, ...given({ lifecycle: values.lifecycle }) }, { asSystem: true, standing: values.lifecycle !== null });
          id = made.id;
          counts.created += 1;
        } else {
          demandMine(uow, known);
          const after = await updateRecord(uow, { entity: 'crm.partner', id: known.id }, patch);
          counts[after.version === known.version ? 'unchanged' : 'changed'] += 1;
        }
        const counterparty = await storeCounterparty(uow, id as string, values);
        if (counterparty === 'made') counts.counterparties_created += 1;
        if (counterparty === 'changed') counts.counterparties_changed += 1;
      });
      await progress(index + 1, rows.length);
    }
    taker.finish();
    return counts;
  },
};
