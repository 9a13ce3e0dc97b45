import { defineFacts, label } from '../../../core/index.ts';
import { describeUnposted, unpostedDocuments } from '../services/unposted-documents.ts';

/** What a month still waits for before it may be closed. */
export const periodFacts = defineFacts({
  entity: 'accounting.period_close',
  facts: {
    unposted_count: { type: 'number', integer: true, label: label('Непроведённых документов', 'Documents not posted') },
    unposted_documents: { type: 'string', label: label('Какие документы не проведены', 'Which documents are not posted') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; organization_id: string; month: string }>(`select id, organization_id, month from accounting_period_close where id = any($1::uuid[])`, [ids]);
    const facts = new Map<string, Readonly<Record<string, unknown>>>();
    for (const row of rows) {
      const { count, documents } = describeUnposted(await unpostedDocuments(uow, row.organization_id, row.month));
      facts.set(row.id, { unposted_count: count, unposted_documents: documents });
    }
    return facts;
  },
});
