import t from 'tap';
import { verifyCompany } from '../../core/application/index.ts';
import type { Answer, TestClient } from '../../core/testing/index.ts';
import { startTestApp } from '../../core/testing/index.ts';

/** How often the race is run; `PAID_TOGETHER_ROUNDS=300 npm test -- test/trust/paid-together.test.ts` for a long one. */
const ROUNDS = Number(process.env['PAID_TOGETHER_ROUNDS'] ?? 10);

type Row = Record<string, string>;

function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body.item ?? answer.body) as Row;
}

t.test(`two invoices of one deal, paid at the same instant, move the interest exactly once (${ROUNDS} times)`, { timeout: 900_000 }, async (t) => {
  const app = await startTestApp(t);
  const [manager, accountant] = await Promise.all([app.as('sokolova'), app.as('panina')]);
  const find = async (path: string): Promise<string> => {
    const [row] = (await manager.get(path)).body.data as Row[];
    if (row === undefined) throw new Error(`nothing at ${path}`);
    return row['id'] as string;
  };
  const [service, damper, macro, micro, payer, account] = await Promise.all([
    find('/api/crm/service-types?filter[code]=equipment'), find('/api/crm/products?filter[article]=BV300'), find('/api/crm/sectors?filter[code]=environment'),
    find('/api/crm/sectors?filter[code]=aspiration'), find('/api/crm/counterparties?filter[code]=kamaeko'), find('/api/crm/bank-accounts?filter[account_number]=40702810300000000100'),
  ]);

  /** An interest whose two invoices are sent and wait for their money. */
  async function deal(person: TestClient): Promise<{ interest: string; invoices: Row[] }> {
    const inquiry = good(await person.post('/api/crm/inquiries', { channel: 'email', from_email: 'zakaz@kef.example' }));
    good(await person.send(`/api/crm/inquiries/${inquiry['id']}`, 'inquiry.converted', { service_type_id: service }));
    const interest = await find(`/api/crm/interests?filter[inquiry_id]=${inquiry['id']}`);
    good(await person.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2030-01-01T08:00:00Z', subject_entity: 'crm.interest', subject_id: interest }));
    const invoices: Row[] = [];
    for (const quantity of ['1', '2']) {
      const order = good(await person.post('/api/crm/customer-orders', { interest_id: interest, macro_sector_id: macro, micro_sector_id: micro, delivery_term: 3, lines: [{ product_id: damper, quantity }] }));
      const at = `/api/crm/customer-orders/${order['id']}`;
      good(await person.send(at, 'order.posted'));
      const offer = good(await person.post('/api/crm/commercial-offers', { order_id: order['id'] }));
      for (const event of ['offer.sent', 'offer.accepted']) good(await person.send(`/api/crm/commercial-offers/${offer['id']}`, event));
      good(await person.send(at, 'order.released'));
      const invoice = await find(`/api/crm/invoices?filter[order_id]=${order['id']}`);
      invoices.push(good(await person.send(`/api/crm/invoices/${invoice}`, 'invoice.sent')));
    }
    return { interest, invoices };
  }

  let number = 0;
  let once = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { interest, invoices } = await deal(manager);
    const payments: string[] = [];
    for (const invoice of invoices) {
      number += 1;
      const payment = good(await accountant.post('/api/accounting/payments', {
        date: '2026-01-15', incoming_number: String(number), account_id: account, amount: invoice['total'], payer_id: payer, purpose: `Оплата по счету ${invoice['number']}`,
      }));
      payments.push(payment['id'] as string);
    }
    const answers = await Promise.all(payments.map((id) => accountant.send(`/api/accounting/payments/${id}`, 'payment.posted')));
    const history = (await manager.get(`/api/crm/interests/${interest}/history`)).body.data as Row[];
    const moves = history.filter((row) => row['to_value'] === 'order_to_place');
    if (answers.every((answer) => answer.status === 200) && moves.length === 1) once += 1;
    else t.comment(JSON.stringify({ round, answers: answers.map((answer) => answer.body), history }));
  }
  t.equal(once, ROUNDS);
  t.same(await verifyCompany(app.company()), [], 'money, stages and history agree');
});
