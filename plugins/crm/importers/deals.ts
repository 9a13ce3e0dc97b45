import type { ImporterDefinition, MappedRow, UnitOfWork } from '../../../core/index.ts';
import { POSTING_REGION, createRecord, label } from '../../../core/index.ts';
import { INTEREST_STATES, INVOICE_STATES, ORDER_CLIENT_STATUSES, ORDER_STAGES, ORDER_STATUSES } from '../enums/index.ts';
import { Lookups } from './lookups.ts';
import { LIST_FORMATS, given, readList } from './read-list.ts';
import { CellError } from './row-taker.ts';
import type { RowTaker } from './row-taker.ts';
import { issueStanding, payStanding, unmetGuards } from './standing.ts';
import type { UnmetGuard } from './standing.ts';

const states = (values: readonly { readonly code: string; readonly label: { readonly ru: string } }[], not: readonly string[] = []): Record<string, string[]> => Object.fromEntries(values.filter((one) => !not.includes(one.code)).map((one) => [one.code, [one.label.ru]]));

const COLUMNS = {
  deal: { column: ['Код сделки', 'Сделка', 'Внешний код'], required: true, maxLength: 100 },
  partner: { column: ['Клиент', 'Код клиента'], required: true },
  state: { column: ['Состояние', 'Состояние интереса', 'Этап'], type: 'enum', required: true, values: states(INTEREST_STATES, ['won', 'lost', 'in_progress']) },
  date: { column: ['Дата', 'Дата интереса'], type: 'date' },
  state_date: { column: 'Дата этапа', type: 'date' },
  manager: { column: ['Ответственный', 'Менеджер'] },
  service_type: { column: ['Тип услуги', 'Услуга'] },
  title: { column: ['Тема', 'Название'], maxLength: 250 },
  expected_revenue: { column: ['Выручка', 'Ожидаемая выручка'], type: 'decimal', min: 0, scale: 2 },
  history: { column: ['История', 'Комментарий'], maxLength: 50_000 },
  order_number: { column: ['Номер заказа', 'Заказ'], maxLength: 20 },
  order_date: { column: 'Дата заказа', type: 'date' },
  order_status: { column: 'Статус заказа', type: 'enum', values: states(ORDER_STATUSES, ['cancelled', 'closed']) },
  order_stage: { column: ['Стадия', 'Стадия выполнения'], type: 'enum', values: states(ORDER_STAGES) },
  client_status: { column: ['Статус со стороны клиента', 'Статус клиента'], type: 'enum', values: states(ORDER_CLIENT_STATUSES) },
  product: { column: ['Товар', 'Код товара', 'Номенклатура'] },
  quantity: { column: ['Кол-во', 'Количество'], type: 'decimal', min: 0.001, scale: 3 },
  price: { column: 'Цена', type: 'decimal', min: 0, scale: 2 },
  invoice_state: { column: ['Состояние счета', 'Счет'], type: 'enum', values: states(INVOICE_STATES, ['cancelled', 'closed']) },
  paid: { column: 'Оплачено', type: 'decimal', min: 0, scale: 2 },
  paid_on: { column: ['Дата оплаты', 'Оплачено когда'], type: 'date' },
} as const;

type Row = MappedRow<typeof COLUMNS>;

interface Deal {
  readonly first: Row;
  readonly lines: readonly Row[];
}

/** Rows of one deal in a row of the file each: the first says what the deal is, all of them are lines of its order. */
function dealsOf(rows: readonly Row[]): Deal[] {
  const deals = new Map<string, Row[]>();
  for (const row of rows) deals.set(row.values.deal, [...(deals.get(row.values.deal) ?? []), row]);
  return [...deals.values()].map((lines) => ({ first: lines[0] as Row, lines: lines.filter((one) => one.values.product !== null) }));
}

const noon = (date: string | null): Record<string, string> => (date === null ? {} : { date: `${date}T09:00:00Z` });

async function createInterest(uow: UnitOfWork, lookups: Lookups, { values }: Row): Promise<{ readonly id: string; readonly manager: string; readonly partner: string }> {
  const partner = await lookups.partner('partner', values.partner);
  const manager = (await lookups.user('manager', values.manager)) ?? (await uow.query<{ id: string }>('select main_manager_id as id from crm_partner where id = $1', [partner]))[0]?.id ?? uow.actor.userId;
  const row = await createRecord(uow, 'crm.interest', {
    partner_id: partner, state: values.state, responsible_id: manager, external_ids: { deal: values.deal }, ...noon(values.date),
    ...given({ service_type_id: await lookups.catalog('crm.service_type', 'service_type', values.service_type), title: values.title, expected_revenue: values.expected_revenue, state_entered_at: values.state_date === null ? null : `${values.state_date}T09:00:00Z` }),
  }, { asSystem: true, standing: true, event: 'interest.imported', data: { deal: values.deal } });
  return { id: row.id, manager, partner };
}

async function createOrder(uow: UnitOfWork, lookups: Lookups, taker: RowTaker, deal: Deal, interest: { readonly id: string; readonly manager: string }): Promise<string> {
  const { values } = deal.first;
  const lines: Record<string, unknown>[] = [];
  for (const line of deal.lines) {
    await taker.take(line.row, async () => {
      if (line.values.quantity === null) throw new CellError('quantity', 'required', label('у товара не указано количество', 'the product has no quantity'));
      lines.push(given({ product_id: await lookups.catalog('crm.product', 'product', line.values.product, 'working_name'), quantity: line.values.quantity, price: line.values.price }));
    });
  }
  const isPosted = values.invoice_state !== null;
  const row = await createRecord(uow, 'crm.customer_order', {
    interest_id: interest.id, manager_id: interest.manager, status: values.order_status ?? 'on_approval', execution_stage: values.order_stage ?? 'not_placed', client_status: values.client_status ?? 'awaiting_agreement',
    [POSTING_REGION.field]: isPosted ? 'posted' : POSTING_REGION.initial, lines, ...noon(values.order_date), ...given({ number: values.order_number }),
    ...(values.order_status === 'to_execute' ? { released_at: uow.now } : {}),
  }, { asSystem: true, standing: true, event: 'order.imported' });
  return row.id;
}

/**
 * Open deals as they stand on the day a company begins to work here: interest, order and invoice in the states they have, with what was paid. No event is
 * sent and nobody is written to; the answer says which guards each would not have passed, and where the rules have moved one on at once.
 * A deal is known by its code; one that is there already is passed over.
 */
export const dealsImporter: ImporterDefinition = {
  id: 'crm.deals',
  label: label('Открытые сделки', 'Open deals'),
  permission: 'interest.reassign',
  accept: LIST_FORMATS,
  async run(file, { uow, progress }) {
    const { rows, taker } = await readList(file.content, COLUMNS, { partner_id: 'partner', service_type_id: 'service_type', responsible_id: 'manager', number: 'order_number', amount: 'paid', counterparty_id: 'partner' });
    const lookups = new Lookups(uow);
    const known = new Set((await uow.query<{ deal: string }>(`select external_ids ->> 'deal' as deal from crm_interest where external_ids ? 'deal'`)).map((one) => one.deal));
    const counts = { deals: 0, orders: 0, invoices: 0, known_already: 0 };
    const unmet: (UnmetGuard & { readonly row: number; readonly deal: string })[] = [];
    const deals = dealsOf(rows);
    for (const [index, deal] of deals.entries()) {
      const { row, values } = deal.first;
      await taker.take(row, async () => {
        if (known.has(values.deal)) {
          counts.known_already += 1;
          return;
        }
        const interest = await createInterest(uow, lookups, deal.first);
        const items: { entity: string; id: string; states: Readonly<Record<string, string | null>> }[] = [];
        if (deal.lines.length > 0) {
          const orderId = await createOrder(uow, lookups, taker, deal, interest);
          counts.orders += 1;
          items.push({ entity: 'crm.customer_order', id: orderId, states: { status: values.order_status, execution_stage: values.order_stage, client_status: values.client_status } });
          if (values.invoice_state !== null) {
            const invoiceId = await issueStanding(uow, orderId, values.invoice_state);
            counts.invoices += 1;
            if (values.paid !== null && Number(values.paid) > 0) await payStanding(uow, invoiceId, values.paid, values.paid_on ?? uow.today, values.deal);
          }
        }
        items.push({ entity: 'crm.interest', id: interest.id, states: { state: values.state } });
        if (values.history !== null) {
          await createRecord(uow, 'crm.interaction', {
            kind: 'meeting', start_at: uow.now.toISOString(), subject_entity: 'crm.interest', subject_id: interest.id, partner_id: interest.partner, responsible_id: interest.manager, topic: 'История сделки до загрузки', result: values.history,
          }, { asSystem: true, event: 'interaction.logged' });
        }
        counts.deals += 1;
        for (const item of items) unmet.push(...(await unmetGuards(uow, item)).map((one) => ({ row, deal: values.deal, ...one })));
      });
      await progress(index + 1, deals.length);
    }
    taker.finish();
    return { ...counts, unmet_guards: unmet.length, unmet };
  },
};
