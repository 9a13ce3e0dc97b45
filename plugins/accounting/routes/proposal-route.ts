import { NotFoundError, defineRoute, fillLabel, label } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { accountingErrors } from '../errors.ts';
import { namesInvoice, numbersNamed } from '../services/purpose-numbers.ts';
import type { ReceivedMoney } from '../services/proposal.ts';
import { propose } from '../services/proposal.ts';

/** Sent invoices of other counterparties that the payer's words name: he pays for somebody else. */
async function namedElsewhere(uow: UnitOfWork, money: ReceivedMoney): Promise<{ id: string; number: string; balance: string }[]> {
  if (money.purpose === null) return [];
  const rows = await uow.query<{ id: string; number: string; balance: string }>(
    `select i.id, i.number, i.balance from crm_invoice i join crm_customer_order o on o.id = i.order_id
     where i.counterparty_id <> $1 and o.currency_id = $2 and i.state = 'sent' and i.balance > 0
       and (strpos(upper($3), upper(i.number)) > 0 or ltrim(substring(i.number from '[0-9]+$'), '0') = any($4::text[])) order by i.date, i.number limit 20`,
    [money.payer_id, money.currency_id, money.purpose, numbersNamed(money.purpose).filter((one) => one.prefix !== null).map((one) => one.digits)],
  );
  return rows.filter((row) => namesInvoice(money.purpose ?? '', row.number));
}

const decimal = { type: 'string', format: 'decimal' };

/** `GET /api/accounting/payments/:id/proposal`: the allocation R-22 proposes; nothing is written, the accountant confirms it. */
export const proposalRoute = defineRoute({
  method: 'GET',
  path: '/api/accounting/payments/:id/proposal',
  permission: 'payment.create',
  summary: label('Предложить распределение платежа по счетам', "Propose a payment's allocation to invoices"),
  response: {
    type: 'object',
    required: ['allocate', 'certain', 'rows', 'unallocated', 'warnings'],
    properties: {
      allocate: { type: 'string', enum: ['by_number', 'single_open', 'by_amount', 'by_hand'] },
      certain: { type: 'boolean' },
      unallocated: decimal,
      rows: {
        type: 'array',
        items: { type: 'object', properties: { invoice_id: { type: 'string', format: 'uuid' }, number: { type: 'string' }, amount: decimal, balance: decimal } },
      },
      warnings: { type: 'array', items: { type: 'object' } },
    },
  },
  async handle(request) {
    return request.read(async (uow) => {
      const [money] = await uow.query<ReceivedMoney>(`select id, payer_id, currency_id, amount, purpose from accounting_payment where id = $1 and not deletion_mark`, [request.params['id']]);
      if (money === undefined) throw new NotFoundError();
      const proposal = await propose(uow, money);
      const others = await namedElsewhere(uow, money);
      return {
        body: {
          allocate: proposal.allocate,
          certain: proposal.certain,
          unallocated: proposal.unallocated,
          rows: proposal.rows.map((row) => {
            const invoice = proposal.open.find((one) => one.id === row.id);
            return { invoice_id: row.id, number: invoice?.number, amount: row.amount, balance: invoice?.balance };
          }),
          warnings: others.map((one) => ({
            code: 'accounting.third_party_payer',
            invoice_id: one.id,
            balance: one.balance,
            message: fillLabel(accountingErrors['accounting.third_party_payer'], { invoice: one.number })[request.locale],
          })),
        },
      };
    });
  },
});
