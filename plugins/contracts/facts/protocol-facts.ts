import { defineFacts, label } from '../../../core/index.ts';

/** What a protocol's own steps depend on. */
export const protocolFacts = defineFacts({
  entity: 'contracts.disagreement_protocol',
  facts: {
    item_count: { type: 'number', integer: true, label: label('Пунктов', 'Points') },
    open_item_count: { type: 'number', integer: true, label: label('Нерешённых пунктов', 'Open points') },
    contract_number: { type: 'string', label: label('Номер договора', 'Contract number') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; item_count: number; open_item_count: number; contract_number: string }>(
      `select p.id, c.number as contract_number, count(i.id)::int as item_count, (count(i.id) filter (where i.decision = 'open'))::int as open_item_count
       from contracts_disagreement_protocol p join contracts_contract c on c.id = p.contract_id
       left join contracts_disagreement_item i on i.protocol_id = p.id and not i.deletion_mark
       where p.id = any($1::uuid[]) group by p.id, c.number`,
      [ids],
    );
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  },
});
