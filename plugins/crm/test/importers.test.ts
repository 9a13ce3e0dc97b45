import t from 'tap';
import iconv from 'iconv-lite';
import type { Answer, TestClient } from '../../../core/testing/index.ts';
import { writeWorkbook } from '../../../core/index.ts';
import type { Row } from './sales-desk.ts';
import { anna, app, good, gromov, one } from './sales-desk.ts';

const csv = (...lines: string[]): Buffer => iconv.encode(lines.join('\r\n'), 'windows-1251');

async function take(importer: string, content: Buffer, options: { readonly name?: string; readonly as?: TestClient; readonly query?: string; readonly parts?: Record<string, string> } = {}): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(options.parts ?? {})) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(content)]), options.name ?? 'list.csv');
  const response = await fetch(`${app.url}/api/imports/${importer}${options.query ?? ''}`, { method: 'POST', headers: { origin: app.url, ...(options.as ?? anna).cookies }, body: form });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const rows = async (sql: string, values: readonly unknown[] = []): Promise<Row[]> => app.read((uow) => uow.query<Row>(sql, values));
const count = async (table: string): Promise<number> => Number((await one(`select count(*) as n from ${table}`))['n']);
const wrong = (answer: Answer): [string, string][] => ((answer.body.errors ?? []) as Row[]).map((problem) => [problem['pointer'], problem['code']]);

t.test('what may be imported is listed by rights, and a dry run leaves nothing', async (t) => {
  const offered = (good(await anna.get('/api/imports')) as unknown as Row[]).map((importer) => importer['id']);
  t.ok(['crm.partners', 'crm.contacts', 'crm.products', 'crm.companies'].every((id) => offered.includes(id)));
  t.notOk(offered.includes('crm.deals'), 'open deals are taken over by the head of sales');
  t.match(await take('crm.deals', csv('Код сделки;Клиент;Состояние')), { status: 403 });
  const before = await count('crm_partner');
  t.match(good(await take('crm.partners', csv('Наименование', 'Проба'), { query: '?dry_run=true' })), { dry_run: true, counts: { created: 1 } });
  t.equal(await count('crm_partner'), before);
  t.match(good(await anna.get('/api/core/import-runs?filter[importer]=crm.partners'))[0], { state: 'done', dry_run: true, counts: { created: 1 } });
});

const PARTNERS = [
  'Код;Наименование;Телефон;Сегмент;ИНН;КПП;Контрагент;Состояние',
  'zem;Земстрой;8 495 000-11-22;Бетонные заводы;7799004176;779901001;ООО «Земстрой»;Зарегистрирован',
  'zem;Земстрой;8 495 000-11-22;Бетонные заводы;7199009126;719901001;ООО «Земстрой Тула»;Зарегистрирован',
  ';Новая Мельница;;;;;;',
];

t.test('clients with their counterparties: made once, changed by what a cell says', async (t) => {
  t.match(good(await take('crm.partners', csv(...PARTNERS))), { counts: { rows: 3, created: 2, unchanged: 1, counterparties_created: 2 } });
  t.match(await one("select lifecycle, phone, (select login from core_user u where u.id = main_manager_id) as manager, (select count(*)::int from crm_counterparty c where c.partner_id = p.id) as counterparties from crm_partner p where code = 'zem'"), { lifecycle: 'registered', phone: '+74950001122', manager: 'anna', counterparties: 2 });
  t.match(good(await take('crm.partners', csv(...PARTNERS))), { counts: { created: 0, changed: 0, unchanged: 3, counterparties_created: 0, counterparties_changed: 0 } }, 'safe to repeat');
  t.match(good(await take('crm.partners', await writeWorkbook([{ name: 'Клиенты', columns: [{ header: 'ИНН', key: 'inn' }, { header: 'Наименование', key: 'name' }, { header: 'E-mail', key: 'email' }], rows: [{ inn: '7199009126', name: 'Земстрой', email: 'Zakaz@zem.example' }] }]), { name: 'b.xlsx' })), { counts: { changed: 1, created: 0 } });
  t.match(await one("select email, phone from crm_partner where code = 'zem'"), { email: 'zakaz@zem.example', phone: '+74950001122' }, 'an absent column changes nothing');
});

t.test('every bad row of a list of clients is told, and none of it stays', async (t) => {
  const before = [await count('crm_partner'), await count('crm_counterparty')];
  const answer = await take('crm.partners', csv(
    'Наименование;ИНН;КПП;Сегмент;Ответственный;E-mail', 'Хорошая;;;;;', 'Опечатка;7799004177;779901001;;;', ';;;;;', ';;;;anna;', 'Сегментная;;;Нет такого;;', 'Людская;;;;кто-то;', 'Почтовая;;;;;не адрес', 'ИП;7799004176;1;;;', 'Дилер-Юг;;;;;a@b.ru',
  ));
  t.equal(answer.status, 422);
  t.same(wrong(answer), [
    ['/file/rows/3/ИНН', 'crm.inn_control'], ['/file/rows/5/Наименование', 'required'], ['/file/rows/6/Сегмент', 'unknown'], ['/file/rows/7/Ответственный', 'unknown'], ['/file/rows/8/E-mail', 'not_an_email'],
    ['/file/rows/9/КПП', 'pattern'], ['/file/rows/10/Наименование', 'not_yours'],
  ]);
  t.same([await count('crm_partner'), await count('crm_counterparty')], before);
  t.match(await take('crm.partners', csv('Телефон', '1')), { status: 422, body: { errors: [{ pointer: '/file/rows/1/Наименование', code: 'column_missing' }] } });
});

t.test('contact persons and products', async (t) => {
  const people = csv('Клиент;ФИО;Должность;Мобильный;E-mail', 'zem;Орлова Анна Петровна;Снабженец;8 900 111-22-33;orlova@zem.example', 'Земстрой;Котов Пётр;Директор;;');
  t.match(good(await take('crm.contacts', people)), { counts: { created: 2 } });
  t.match(good(await take('crm.contacts', people)), { counts: { created: 0, unchanged: 2 } });
  t.match(await one("select full_name, middle_name, mobile, position_on_card from crm_contact_person where email = 'orlova@zem.example'"), { full_name: 'Орлова Анна Петровна', middle_name: 'Петровна', mobile: '+79001112233', position_on_card: 'Снабженец' });
  t.same(wrong(await take('crm.contacts', csv('Клиент;ФИО', 'Никто;Иванов', 'zem;', 'Дилер-Юг;Югов Иван'))), [['/file/rows/2/Клиент', 'unknown'], ['/file/rows/3/ФИО', 'required'], ['/file/rows/4/Клиент', 'not_yours']]);

  const goods = csv('Код;Наименование;Группа;Единица;НДС;Цена;Действует с;Характеристика: Масса', 'P-01;Затвор;Фильтры;pcs;vat20;12 500,50;01.02.2025;12 кг', '0002;Клапан;filters;шт;;;;');
  t.match(await take('crm.products', goods), { status: 422, body: { errors: [{ pointer: '/file/rows/2/Цена', code: 'crm.price_edit' }] } }, 'prices are the head’s');
  t.match(good(await take('crm.products', goods, { as: gromov })), { counts: { created: 2, prices: 1 } });
  t.match(good(await take('crm.products', goods, { as: gromov })), { counts: { created: 0, changed: 0, unchanged: 2, prices: 0 } });
  t.match(await one("select a.characteristic, a.value, r.price, r.valid_from from crm_product p join crm_product_attribute a on a.product_id = p.id join crm_product_price r on r.product_id = p.id where p.code = 'P-01'"), { characteristic: 'Масса', value: '12 кг', price: '12500.50', valid_from: '2025-02-01' });
  t.match(await one("select 1 as kept from crm_product where code = '0002'"), { kept: 1 }, 'the leading zeros stay');
});

t.test('a hundred companies become a hundred inquiries, each with a planned call, shared out among the managers', async (t) => {
  const list = ['Компания;Контактное лицо;Телефон;ИНН', ...Array.from({ length: 98 }, (_, index) => `Завод ${index + 1};Иванов;+7 495 100-${String(index).padStart(4, '0').replace(/(..)$/, '-$1')};`), 'ООО «Дилер-Юг»;Югов;+7 900 000-20-20;', 'Земстрой Тула;;;7199009126'];
  const content = csv(...list);
  t.match(good(await take('crm.companies', content, { name: 'выставка.csv', query: '?dry_run=true' })), { counts: { inquiries: 100, calls: 100, linked_to_clients: 2 } });
  t.match(good(await take('crm.companies', content, { name: 'выставка.csv' })), { counts: { rows: 100, inquiries: 100, calls: 100, linked_to_clients: 2, known_already: 0 } });
  t.match(await one("select count(*)::int as n, count(distinct source_message_id)::int as keys, count(partner_id)::int as linked, count(assigned_to)::int as assigned, min(state) as state from crm_inquiry where channel = 'list_import' and campaign = 'выставка.csv'"), { n: 100, keys: 100, linked: 2, assigned: 100, state: 'unprocessed' });
  const shares = await rows("select u.login, count(*)::int as n from crm_inquiry i join core_user u on u.id = i.assigned_to where i.campaign = 'выставка.csv' group by 1 order by 1");
  t.ok(shares.length >= 2 && shares.every((share) => share['n'] > 100 / shares.length - 3), JSON.stringify(shares));
  t.match(await one("select u.login from crm_inquiry i join core_user u on u.id = i.assigned_to where i.company_name = 'ООО «Дилер-Юг»'"), { login: 'kirill' }, 'a client stays with its manager');
  const calls = await rows("select a.responsible_id, a.start_at, a.state, a.kind from crm_interaction a join crm_inquiry i on i.id = a.subject_id where a.subject_entity = 'crm.inquiry' and i.campaign = 'выставка.csv'");
  t.equal(calls.length, 100);
  t.ok(calls.every((call) => call['state'] === 'planned' && call['kind'] === 'phone_call' && new Date(call['start_at']) > new Date('2025-03-03T20:00:00Z')));
  t.equal(new Set(calls.map((call) => `${call['responsible_id']} ${new Date(call['start_at']).toISOString()}`)).size, 100, 'nobody has two calls at one moment');
  t.match(good(await take('crm.companies', content, { name: 'выставка.csv' })), { counts: { inquiries: 0, calls: 0, known_already: 100 } }, 'the same list again makes nothing');
  t.same(wrong(await take('crm.companies', csv('Компания;ИНН;E-mail', 'А;123;', ';;x@y.ru', 'В;;x'))), [['/file/rows/2/ИНН', 'crm.inn_length'], ['/file/rows/3/Компания', 'required'], ['/file/rows/4/E-mail', 'not_an_email']]);
});

const DEALS = [
  'Код сделки;Клиент;Состояние;Дата;Тип услуги;Тема;История;Номер заказа;Статус заказа;Стадия;Статус клиента;Товар;Кол-во;Цена;Состояние счета;Оплачено;Дата оплаты',
  'D-1;known;Подготовка ТКП;10.02.2025;equipment;Фильтры;Звонили дважды;;;;;;;;;;',
  'D-2;known;Счет отправлен;11.02.2025;equipment;Затворы;;ЗК-СТАР1;К выполнению;Не размещен;Ожидается аванс;FS24;2;450 000,00;Отправлен;100 000,00;20.02.2025',
  'D-2;known;Счет отправлен;11.02.2025;equipment;Затворы;;ЗК-СТАР1;К выполнению;Не размещен;Ожидается аванс;BV300;1;38 000,00;Отправлен;;',
];

t.test('open deals are taken over as they stand, with what they would not have passed', async (t) => {
  const letters = await count('core_delivery');
  const answer = good(await take('crm.deals', csv(...DEALS), { as: gromov }));
  t.match(answer, { counts: { deals: 2, orders: 1, invoices: 1 } });
  t.match(await rows("select i.state, i.title, to_char(i.date, 'YYYY-MM-DD') as date, u.login from crm_interest i join core_user u on u.id = i.responsible_id where i.external_ids ? 'deal' order by i.external_ids ->> 'deal'"), [
    { state: 'offer_preparation', title: 'Фильтры', date: '2025-02-10', login: 'anna' }, { state: 'invoice_sent', title: 'Затворы', date: '2025-02-11', login: 'anna' },
  ]);
  t.match(await one("select o.status, o.execution_stage, o.client_status, o.posting_state, o.total_net, v.state, v.paid, v.total from crm_customer_order o join crm_invoice v on v.order_id = o.id where o.number = 'ЗК-СТАР1'"), {
    status: 'to_execute', posting_state: 'posted', total_net: '938000.00', state: 'sent', paid: '100000.00', total: '1125600.00',
  });
  t.match(await one("select event, actor_id is not null as known from core_history h join crm_interest i on i.id = h.item_id where i.external_ids ->> 'deal' = 'D-2' order by h.version limit 1"), { event: 'interest.imported', known: true });
  t.match(await one("select result from crm_interaction where topic = 'История сделки до загрузки'"), { result: 'Звонили дважды' });
  t.match((answer['counts'].unmet as Row[]).map(({ deal, row, state, code }) => [deal, row, state, code]), [
    ['D-2', 3, 'to_execute', 'offer_not_accepted'], ['D-2', 3, 'not_placed', 'moved_on'],
  ], 'what it would not have passed, and where the rules took it further at once');
  t.equal(await count('core_delivery'), letters, 'nobody is written to');
  t.match(good(await take('crm.deals', csv(...DEALS), { as: gromov })), { counts: { deals: 0, known_already: 2 } }, 'safe to repeat');
  t.same(wrong(await take('crm.deals', csv('Код сделки;Клиент;Состояние;Тип услуги;Товар;Кол-во;Состояние счета;Оплачено', 'E-1;Никто;Подготовка ТКП;equipment;;;;', 'E-2;known;Успешно;equipment;;;;', 'E-3;known;Счет отправлен;equipment;FS24;;Отправлен;', 'E-4;known;Счет отправлен;equipment;NOPE;1;Отправлен;'), { as: gromov })), [
    ['/file/rows/2/Клиент', 'unknown'], ['/file/rows/3/Состояние', 'not_allowed'], ['/file/rows/4/Кол-во', 'required'], ['/file/rows/5/Товар', 'unknown'],
  ]);
});
