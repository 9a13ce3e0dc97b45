import type { UnitOfWork } from '../company/index.ts';
import { GENESIS, sealHash } from '../process/index.ts';

/**
 * Chains the history rows that are not yet chained, in the order of their ids. Each item's own chain is written with the transition; this one over
 * the whole company is made a moment later, since a chain that every transition had to extend would let only one of them commit at a time.
 */
export async function sealHistory(uow: UnitOfWork): Promise<number> {
  await uow.elevate();
  await uow.query('select pg_advisory_xact_lock(hashtext($1))', [`seal ${uow.company.id}`]);
  const head = await sealHead(uow);
  const rows = await uow.query<{ id: string; hash: string }>(
    'select h.id, h.hash from core_history h left join core_history_seal s on s.history_id = h.id where s.seq is null order by h.id limit 5000',
  );
  let seq = Number(head?.seq ?? 0);
  let chain = head?.chain_hash ?? GENESIS;
  const sealed = rows.map((row) => {
    seq += 1;
    chain = sealHash(chain, row.id, row.hash);
    return { seq, history_id: row.id, chain_hash: chain };
  });
  if (sealed.length > 0) {
    await uow.query('insert into core_history_seal (seq, history_id, chain_hash) select * from jsonb_to_recordset($1::jsonb) as s(seq bigint, history_id bigint, chain_hash text)', [JSON.stringify(sealed)]);
  }
  return sealed.length;
}

/** Where the company's chain ends: whoever keeps this elsewhere can tell later whether anything before it was changed or cut off. */
export async function sealHead(uow: UnitOfWork): Promise<{ readonly seq: string; readonly chain_hash: string } | undefined> {
  return (await uow.query<{ seq: string; chain_hash: string }>('select seq, chain_hash from core_history_seal order by seq desc limit 1'))[0];
}
