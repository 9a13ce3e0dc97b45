import { defineRoute, label } from '../../../core/index.ts';
import type { Actor } from '../../../core/index.ts';
import { receivables } from '../services/receivables.ts';

/** Whose invoices a person sees: everybody's, those of his team, or his own. */
function peopleOf(actor: Actor): readonly string[] | null {
  const scope = actor.permissions.get('report.receivables');
  if (actor.kind === 'robot' || scope === 'all') return null;
  return scope === 'team' ? [actor.userId, ...(actor.team ?? [])] : [actor.userId];
}

const decimal = { type: 'string', format: 'decimal' } as const;
const date = { type: 'string', format: 'date' } as const;
const text = { type: 'string' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;

/** `GET /api/accounting/receivables`: D-30 «Дебиторская задолженность» as of a day, today's when none is given. */
export const receivablesRoute = defineRoute({
  method: 'GET',
  path: '/api/accounting/receivables',
  permission: 'report.receivables',
  summary: label('Дебиторская задолженность на дату', 'Receivables as of a day'),
  query: {
    on: date,
    partner_id: uuid,
    overdue: { type: 'string', enum: ['true', 'false'] },
    limit: { type: 'string', pattern: '^([1-9]|[1-9][0-9]|1[0-9][0-9]|200)$' },
    offset: { type: 'string', pattern: '^(0|[1-9][0-9]{0,5})$' },
  },
  response: {
    type: 'object',
    required: ['on', 'data', 'totals'],
    properties: {
      on: date,
      data: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            invoice_id: uuid, invoice: text, partner_id: uuid, client: text, responsible_id: { ...uuid, nullable: true }, currency: text, total: decimal, paid: decimal, balance: decimal, debt: decimal,
            shipment_date: date, due_date: date, days_overdue: { type: 'integer' }, reminders: { type: 'integer' }, last_interaction_result: { ...text, nullable: true },
          },
        },
      },
      totals: { type: 'array', items: { type: 'object', properties: { currency: text, invoices: { type: 'integer' }, balance: decimal, debt: decimal, overdue: decimal } } },
    },
  },
  async handle(request) {
    const { query } = request;
    return request.read(async (uow) => {
      const on = query['on'] ?? uow.today;
      const { lines, totals } = await receivables(uow, {
        on, partnerId: query['partner_id'] ?? null, overdueOnly: query['overdue'] === 'true', people: peopleOf(uow.actor), limit: Number(query['limit'] ?? '100'), offset: Number(query['offset'] ?? '0'),
      });
      return { body: { on, data: lines, totals } };
    });
  },
});
