import { defineSaveRule, updateRecord } from '../../../core/index.ts';
import type { SaveContext, UnitOfWork } from '../../../core/index.ts';
import type { KnownGoods } from '../services/match-goods.ts';
import { matchGoods } from '../services/match-goods.ts';
import { refuseNow, refuseTouched, refuseValue } from '../services/refuse.ts';

type Draft = Record<string, unknown>;

/** What may be written while the goods are being counted, and never after. */
const COUNTED = ['lines', 'number', 'file_id'];

async function checkDelivery(uow: UnitOfWork, draft: Draft): Promise<void> {
  const [delivery] = await uow.query<{ source_number: string; withdrawn: boolean }>(`select source_number, withdrawn_at is not null as withdrawn from warehouse_expected_delivery where id = $1 and not deletion_mark`, [draft['delivery_id'] ?? null]);
  if (delivery === undefined) refuseValue('warehouse.delivery_unknown', '/delivery_id');
  if (delivery.withdrawn) refuseNow('warehouse.delivery_withdrawn', { number: delivery.source_number }, ['logistician']);
}

/** The list as it was given is a file of the delivery or of the packing list itself. */
async function checkFile(uow: UnitOfWork, draft: Draft): Promise<void> {
  if ((draft['file_id'] ?? null) === null) return;
  const files = await uow.query(
    `select 1 from core_attachment where id = $1 and not deletion_mark and (owner_entity = 'warehouse.expected_delivery' and owner_id = $2 or owner_entity = 'warehouse.packing_list' and owner_id = $3)`,
    [draft['file_id'], draft['delivery_id'], draft['id'] ?? null],
  );
  if (files.length === 0) refuseValue('warehouse.file_of_another', '/file_id');
}

async function knownGoods(uow: UnitOfWork, deliveryId: unknown): Promise<(KnownGoods & { readonly product: string })[]> {
  return uow.query<KnownGoods & { product: string }>(
    `select e.id as expected_line_id, e.product_id, p.working_name as product, array[p.article, p.working_name, p.print_name] as names
     from warehouse_expected_line e join warehouse_expected_invoice i on i.id = e.invoice_id join crm_product p on p.id = e.product_id
     where i.delivery_id = $1 order by i.number, e.line_no, e.id`,
    [deliveryId],
  );
}

/** A row that is sent again keeps what it was recognized as, unless it says otherwise. */
async function remembered(uow: UnitOfWork, listId: unknown, rows: readonly Draft[]): Promise<Draft[]> {
  const stored = await uow.query<Draft & { id: string }>(`select id, expected_line_id, product_id from warehouse_packing_list_line where packing_list_id = $1`, [listId ?? null]);
  return rows.map((row) => {
    const before = stored.find((one) => one.id === row['id']);
    return before === undefined || 'expected_line_id' in row || 'product_id' in row ? row : { ...row, expected_line_id: before['expected_line_id'], product_id: before['product_id'] };
  });
}

async function completeLines(uow: UnitOfWork, draft: Draft, isNew: boolean, sections: SaveContext['sections']): Promise<void> {
  const sent = sections['lines'];
  if (sent === undefined) return;
  // The outcome of the check is written by the check, whatever a form sends back.
  const typed = sent.map(({ expected_qty: _expected, accepted_qty: _accepted, ...row }) => row);
  const rows = isNew ? typed : await remembered(uow, draft['id'], typed);
  const deliveryId = draft['delivery_id'];
  const known = await knownGoods(uow, deliveryId);
  const strange = rows.findIndex((row) => typeof row['expected_line_id'] === 'string' && !known.some((one) => one.expected_line_id === row['expected_line_id']));
  if (strange >= 0) refuseValue('warehouse.line_of_another_delivery', `/lines/${strange}/expected_line_id`);
  const found = matchGoods(rows, known);
  sections['lines'] = rows.map((row, index) => {
    const match = found[index] as (KnownGoods & { readonly product: string }) | null;
    return match === null ? { ...row, expected_line_id: null } : { ...row, expected_line_id: match.expected_line_id, product_id: match.product_id, product_text: row['product_text'] ?? match.product };
  });
}

/** A packing list belongs to a delivery that is awaited, carries the sender's file, and recognizes its rows; once checked it stays as it was counted. */
export const packingListCard = defineSaveRule({
  id: 'warehouse.packing_list_card',
  entity: 'warehouse.packing_list',
  async prepare(draft, { uow, before, given, sections }) {
    if (before !== undefined && before['state'] !== 'expected') {
      refuseTouched('warehouse.list_is_checked', COUNTED.filter((name) => given.has(name) && (name === 'lines' || draft[name] !== before[name])));
      return;
    }
    if (before === undefined) await checkDelivery(uow, draft);
    if (before === undefined || given.has('file_id')) await checkFile(uow, draft);
    await completeLines(uow, draft, before === undefined, sections);
  },
  async stored(row, { uow, before }) {
    if (before !== undefined) return;
    // Whoever unloads a delivery knows that it is here.
    const [delivery] = await uow.query<{ arrived: boolean }>(`select arrived_at is not null as arrived from warehouse_expected_delivery where id = $1`, [row['delivery_id']]);
    if (delivery?.arrived === false) await updateRecord(uow, { entity: 'warehouse.expected_delivery', id: String(row['delivery_id']) }, { arrived_at: uow.now });
  },
});
