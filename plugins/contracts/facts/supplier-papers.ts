import { defineFacts, label } from '../../../core/index.ts';

/** Whether the supplier's papers of a deal hold a contract, from which the lawyer drafts the client's. */
export const supplierPapersFacts = defineFacts({
  entity: 'crm.interest',
  facts: { has_supplier_contract: { type: 'boolean', label: label('К интересу приложен договор поставщика', "A supplier's contract belongs to the deal") } },
  async load(ids, { uow }) {
    const rows = await uow.query<{ interest_id: string }>(
      `select distinct interest_id from contracts_contract where interest_id = any($1::uuid[]) and kind = 'with_supplier' and status <> 'refused' and not deletion_mark`, [ids],
    );
    const having = new Set(rows.map((row) => row.interest_id));
    return new Map(ids.map((id) => [id, { has_supplier_contract: having.has(id) }]));
  },
});
