import { defineEffect, filesOf, label } from '../../../core/index.ts';
import type { EffectContext } from '../../../core/index.ts';
import type { OrderSide, PaymentOrder } from '../exchange/write-exchange.ts';
import { writeExchange } from '../exchange/write-exchange.ts';

interface OrderRow {
  readonly request_id: string;
  readonly order_number: string | null;
  readonly amount: string;
  readonly purpose: string | null;
  readonly payer: OrderSide;
  readonly payee: OrderSide;
}

const SIDE = (account: string, bank: string, owner: string): string =>
  `json_build_object('name', ${owner}, 'account', ${account}.account_number, 'bik', ${bank}.bik, 'bank', ${bank}.name, 'city', ${bank}.city, 'correspondentAccount', ${bank}.correspondent_account`;

const ORDERS_SQL = `
  select l.request_id, l.order_number, l.amount, r.purpose,
    ${SIDE('ours', 'our_bank', 'g.name')}, 'inn', g.inn, 'kpp', g.kpp) as payer,
    ${SIDE('theirs', 'their_bank', 'c.short_name')}, 'inn', c.inn, 'kpp', c.kpp) as payee
  from accounting_bank_file_order l
  join accounting_payment_request r on r.id = l.request_id
  join crm_bank_account ours on ours.id = r.account_id join crm_bank our_bank on our_bank.id = ours.bank_id join crm_organization g on g.id = ours.organization_id
  join crm_bank_account theirs on theirs.id = r.payee_account_id join crm_bank their_bank on their_bank.id = theirs.bank_id join crm_counterparty c on c.id = r.payee_id
  where l.bank_file_id = $1 order by l.created_at, l.order_number, l.id`;

/** Hours, minutes and seconds on the company's wall clock. */
async function wallTime(ctx: EffectContext): Promise<string> {
  const [row] = await ctx.uow.query<{ time: string }>(`select to_char($1::timestamptz at time zone $2, 'HH24:MI:SS') as time`, [ctx.now, ctx.uow.company.timeZone]);
  return row?.time ?? '00:00:00';
}

/** Sends the requests of a bank file on their way and keeps the file that the bank gets. */
export const writeBankFile = defineEffect({
  id: 'accounting.write_bank_file',
  label: label('Сформировать файл для банка', 'Make the file for the bank'),
  entity: 'accounting.bank_file',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, uow } = ctx;
    const rows = await uow.query<OrderRow>(ORDERS_SQL, [item.id]);
    const date = String(item.row['date']);
    const orders = rows.map((row): PaymentOrder => ({ number: row.order_number ?? '', date, amount: row.amount, payer: row.payer, payee: row.payee, purpose: row.purpose ?? '' }));
    for (const id of rows.map((row) => row.request_id).sort()) await ctx.send('accounting.payment_request', id, 'payment_request.sent_to_bank', { bank_file_id: item.id });
    const content = writeExchange(rows[0]?.payer.account ?? '', orders, { date, time: await wallTime(ctx) });
    await filesOf(uow).put(uow, { entity: item.entity, id: item.id }, { name: `${String(item.row['number'])}.txt`, content, kind: 'bank_file' });
  },
});
