import type { ImporterDefinition } from '../../../core/index.ts';
import { createRecord, label, may, updateRecord } from '../../../core/index.ts';
import { Lookups } from './lookups.ts';
import { LIST_FORMATS, given, readList } from './read-list.ts';
import { CellError } from './row-taker.ts';

const COLUMNS = {
  code: { column: 'Код', maxLength: 50 },
  partner: { column: ['Клиент', 'Компания', 'Партнер', 'ИНН'], required: true },
  full_name: { column: ['ФИО', 'Контактное лицо'], maxLength: 250 },
  last_name: { column: 'Фамилия', maxLength: 80 },
  first_name: { column: 'Имя', maxLength: 80 },
  middle_name: { column: 'Отчество', maxLength: 80 },
  position: { column: 'Должность', maxLength: 150 },
  phone: { column: 'Телефон', maxLength: 32 },
  mobile: { column: ['Мобильный', 'Мобильный телефон'], maxLength: 32 },
  email: { column: ['E-mail', 'Почта', 'Электронная почта'], type: 'email' },
} as const;

interface Found {
  readonly id: string;
  readonly version: number;
}

/** Contact persons of clients that are there; a person is known by code, or by client and full name. */
export const contactsImporter: ImporterDefinition = {
  id: 'crm.contacts',
  label: label('Контактные лица', 'Contact persons'),
  permission: 'partner.edit',
  accept: LIST_FORMATS,
  async run(file, { uow, progress }) {
    const { rows, taker } = await readList(file.content, COLUMNS, { partner_id: 'partner', position_on_card: 'position', name_part_present: 'last_name' });
    const lookups = new Lookups(uow);
    const counts = { rows: rows.length, created: 0, changed: 0, unchanged: 0 };
    for (const [index, { row, values }] of rows.entries()) {
      await taker.take(row, async () => {
        const partnerId = await lookups.partner('partner', values.partner);
        const [partner] = await uow.query<{ main_manager_id: string }>('select main_manager_id from crm_partner where id = $1', [partnerId]);
        if (!may(uow.actor, 'partner.edit', partner?.main_manager_id ?? null)) throw new CellError('partner', 'not_yours', label('клиент закреплён за другим менеджером', 'the client belongs to another manager'));
        const [last, first, ...rest] = (values.full_name ?? '').split(/\s+/).filter((part) => part !== '');
        const name = given({ last_name: values.last_name ?? last, first_name: values.first_name ?? first, middle_name: values.middle_name ?? (rest.length > 0 ? rest.join(' ') : null) });
        if (Object.keys(name).length === 0) throw new CellError(taker.columns['full_name'] === null ? 'last_name' : 'full_name', 'required', label('назовите человека: фамилию или имя', 'name the person: a last or a first name'));
        const fullName = ['last_name', 'first_name', 'middle_name'].map((part) => name[part]).filter((part) => part !== undefined).join(' ');
        const patch = given({ ...name, code: values.code, position_on_card: values.position, phone: values.phone, mobile: values.mobile, email: values.email });
        const [known] = await uow.query<Found>('select id, version from crm_contact_person where not deletion_mark and (code = $1 or partner_id = $2 and lower(full_name) = lower($3)) order by (code = $1) desc nulls last limit 1', [values.code, partnerId, fullName]);
        if (known === undefined) {
          await createRecord(uow, 'crm.contact_person', { partner_id: partnerId, ...patch }, { asSystem: true });
          counts.created += 1;
          return;
        }
        const after = await updateRecord(uow, { entity: 'crm.contact_person', id: known.id }, patch);
        counts[after.version === known.version ? 'unchanged' : 'changed'] += 1;
      });
      await progress(index + 1, rows.length);
    }
    taker.finish();
    return counts;
  },
};
