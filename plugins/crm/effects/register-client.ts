import type { EffectContext, FieldProblem } from '../../../core/index.ts';
import { ConflictError, InvalidError, audit, defineEffect, label } from '../../../core/index.ts';
import { conflict, crmErrors } from '../errors.ts';
import type { SimilarQuery } from '../services/partner-matcher.ts';
import { PartnerMatcherToken } from '../services/partner-matcher.ts';

type Data = Readonly<Record<string, unknown>>;

const OWN_COLUMNS = ['working_name', 'public_name', 'legal_form', 'partner_type_id', 'segment_id', 'email', 'phone'] as const;

function filled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** What the search of similar clients compares: everything entered but segment and type. */
export function similarQueryOf(data: Data, row: Data): SimilarQuery {
  const counterparty = (data['counterparty'] ?? {}) as Data;
  const contact = (data['contact'] ?? {}) as Data;
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return {
    name: text(data['working_name']) ?? text(row['working_name']),
    email: text(data['email']) ?? text(row['email']),
    phone: text(data['phone']) ?? text(row['phone']),
    inn: text(counterparty['inn']),
    kpp: text(counterparty['kpp']),
    okpo: text(counterparty['okpo']),
    address: text(counterparty['legal_address']) ?? text(counterparty['actual_address']),
    contact: [contact['last_name'], contact['first_name'], contact['middle_name']].filter(filled).join(' ') || null,
  };
}

/** Registers a client with the data of «Новый клиент»: its card, counterparty, accounts, contact person and agreement in one step (P2.2). */
export const registerClient = defineEffect({
  id: 'crm.register_client', label: label('Зарегистрировать клиента', 'Register the client'), params: { type: 'object', additionalProperties: false }, entity: 'crm.partner',
  async run(_params, context) {
    const { item, data } = context;
    await demandSearch(context);
    demandComplete(data, item.row, await hasContact(context));
    const own = Object.fromEntries(OWN_COLUMNS.filter((name) => filled(data[name])).map((name) => [name, data[name]]));
    await context.update('crm.partner', item.id, { ...own, agreement_id: await agreementOf(context) });
    if (data['contact'] !== undefined) await addContact(context, data['contact'] as Data);
    if (data['create_counterparty'] === false) return;
    const counterpartyId = await addCounterparty(context, (data['counterparty'] ?? {}) as Data);
    for (const account of (data['accounts'] as Data[] | undefined) ?? []) await addAccount(context, counterpartyId, account);
    const open = await context.uow.query<{ id: string }>(`select id from crm_interest where partner_id = $1 and counterparty_id is null and state not in ('won', 'lost') order by id`, [item.id]);
    for (const { id } of open) await context.update('crm.interest', id, { counterparty_id: counterpartyId });
  },
});

async function demandSearch(context: EffectContext): Promise<void> {
  const { data, item, uow, regulation } = context;
  const similar = await uow.resolve(PartnerMatcherToken).similar(uow, similarQueryOf(data, item.row), item.id);
  if (data['duplicates_checked'] === true) {
    // «Продолжить ввод нового» in spite of look-alikes is somebody's decision, kept with what he saw.
    if (similar.length > 0) await audit(uow, { action: 'client.duplicates_confirmed', entity: 'crm.partner', itemId: item.id, after: { similar } });
    return;
  }
  if (regulation.parameters['registration_without_search'] === true) return;
  throw new ConflictError('crm.duplicates_not_checked', crmErrors['crm.duplicates_not_checked'], {
    params: { similar }, reasons: [{ code: 'crm.duplicates_not_checked', message: crmErrors['crm.duplicates_not_checked'] }],
  });
}

function demandComplete(data: Data, row: Data, hasContactPerson: boolean): void {
  const problems: FieldProblem[] = [];
  const need = (name: string, held: boolean, ru: string, en: string): void => {
    if (!held) problems.push({ pointer: `/data/${name}`, code: 'required', message: label(ru, en) });
  };
  const has = (name: string): boolean => filled(data[name]) || filled(row[name]);
  need('working_name', has('working_name'), 'Укажите наименование.', 'Give the name.');
  need('segment_id', has('segment_id'), 'Выберите сегмент.', 'Choose the segment.');
  need('partner_type_id', has('partner_type_id'), 'Выберите тип клиента.', 'Choose the client type.');
  need('email', has('email') || has('phone'), 'Укажите e-mail или телефон.', 'Give an e-mail or a phone.');
  need('contact', hasContactPerson || filled(data['contact']), 'Укажите контактное лицо.', 'Give a contact person.');
  if (problems.length > 0) throw new InvalidError('crm.client_data_incomplete', crmErrors['crm.client_data_incomplete'], { errors: problems });
}

async function hasContact({ item, uow }: EffectContext): Promise<boolean> {
  return (await uow.query('select 1 from crm_contact_person where partner_id = $1 and not deletion_mark limit 1', [item.id])).length > 0;
}

async function agreementOf({ data, item, uow }: EffectContext): Promise<unknown> {
  if (filled(data['agreement_id'])) return data['agreement_id'];
  if (filled(item.row['agreement_id'])) return item.row['agreement_id'];
  const [segment] = await uow.query<{ default_agreement_id: string | null }>('select default_agreement_id from crm_segment where id = $1', [data['segment_id'] ?? item.row['segment_id'] ?? null]);
  return segment?.default_agreement_id ?? null;
}

async function addContact(context: EffectContext, contact: Data): Promise<void> {
  await context.create('crm.contact_person', { ...Object.fromEntries(Object.entries(contact).filter(([, value]) => filled(value))), partner_id: context.item.id });
}

async function addCounterparty(context: EffectContext, values: Data): Promise<string> {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => filled(value)));
  const [russia] = await context.uow.query<{ id: string }>(`select id from crm_export_country where iso_code = 'RU' limit 1`);
  const row = await context.create('crm.counterparty', {
    short_name: context.item.row['public_name'] ?? context.item.row['working_name'], export_country_id: russia?.id ?? null, ...given, partner_id: context.item.id,
  });
  return row.id;
}

/** A bank that the classifier lacks is entered by hand with the account. */
async function addAccount(context: EffectContext, counterpartyId: string, account: Data): Promise<void> {
  const { bik, bank_name: bankName, correspondent_account: correspondentAccount, city, ...own } = account;
  const [known] = await context.uow.query<{ id: string }>('select id from crm_bank where bik = $1', [bik]);
  let bankId = known?.id;
  if (bankId === undefined) {
    if (!filled(bankName) || !filled(correspondentAccount) || !filled(city)) throw conflict('crm.bank_unknown', { bik });
    bankId = (await context.create('crm.bank', { bik, name: bankName, correspondent_account: correspondentAccount, city })).id;
  }
  await context.create('crm.bank_account', { ...Object.fromEntries(Object.entries(own).filter(([, value]) => filled(value))), counterparty_id: counterpartyId, bank_id: bankId });
}
