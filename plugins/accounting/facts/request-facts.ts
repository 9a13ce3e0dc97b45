import { defineFacts, label } from '../../../core/index.ts';

/** What a payment request has with it. */
export const requestFacts = defineFacts({
  entity: 'accounting.payment_request',
  facts: { file_count: { type: 'number', integer: true, label: label('Приложено файлов', 'Files attached') } },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; count: number }>(
      `select r.id, (select count(*)::int from core_attachment f where f.owner_entity = 'accounting.payment_request' and f.owner_id = r.id and not f.deletion_mark) as count
       from accounting_payment_request r where r.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, { file_count: row.count }]));
  },
});
