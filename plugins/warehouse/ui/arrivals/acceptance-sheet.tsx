import { Failed, Loading, recordQuery, useEntity } from '../../../web/ui/src/kit.ts';
import type { Row } from '../../../web/ui/src/kit.ts';
import { useQuery } from '@tanstack/react-query';
import { CountSheet } from './count-sheet.tsx';
import { ResolutionSheet } from './resolution-sheet.tsx';

/** A line of a packing list; quantities are decimal text. */
export interface ListLine {
  readonly id: string;
  readonly product_text: string;
  readonly product_id: string | null;
  readonly listed_qty: string;
  readonly actual_qty: string | null;
  readonly damaged_qty: string;
  readonly accepted_qty: string | null;
  readonly note: string | null;
}

/** A packing list with its lines. */
export type PackingList = Row & { readonly state: string; readonly resolution: string | null; readonly lines: readonly ListLine[] };

/** A packing list as it stands: counted line by line while it is expected, then resolved, then only read. */
export function AcceptanceSheet({ id }: { id: string }) {
  const entity = useEntity('warehouse.packing_list');
  return entity === undefined ? null : <Sheet entity={entity} id={id} />;
}

function Sheet({ entity, id }: { entity: NonNullable<ReturnType<typeof useEntity>>; id: string }) {
  const found = useQuery(recordQuery(entity, id));
  if (found.isPending) return <Loading />;
  if (found.data === undefined) return <Failed error={found.error as Error} retry={() => void found.refetch()} />;
  const list = found.data as PackingList;
  return list.state === 'expected' && entity.can.update ? <CountSheet entity={entity} list={list} /> : <ResolutionSheet entity={entity} list={list} />;
}
