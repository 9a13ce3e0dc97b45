import { useState } from 'react';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { actionKey, request, useRefresh } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { Board, BoardTruck, Cargo, Place } from './board.ts';
import { boardQuery } from './board.ts';

const TRUCKS = '/api/supply/trucks';

async function send(truckId: string, event: string, data: Readonly<Record<string, unknown>>): Promise<void> {
  await request(`${TRUCKS}/${truckId}/transitions`, { method: 'POST', key: actionKey(), body: { event, data } });
}

async function rewrite(truck: BoardTruck, lines: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  await request(`${TRUCKS}/${truck.id}`, { method: 'PATCH', key: actionKey(), body: { version: truck.version, lines } });
}

const kept = (truck: BoardTruck): Record<string, unknown>[] => truck.lines.map((line) => ({ id: line.truck_line_id, supplier_order_line_id: line.supplier_order_line_id, quantity: line.quantity }));

/** Lines of the truck once more goods are in it. A line that is there already takes the rest of what is open when no quantity is given. */
function withMore(truck: BoardTruck, lines: Cargo['lines']): Record<string, unknown>[] {
  const rows = kept(truck);
  for (const line of lines) {
    const present = rows.find((row) => row['supplier_order_line_id'] === line.supplier_order_line_id);
    if (present === undefined) rows.push({ ...line });
    else if (line.quantity === undefined) delete present['quantity'];
    else present['quantity'] = (Number(present['quantity']) + Number(line.quantity)).toFixed(3);
  }
  return rows;
}

const planOf = (truck: BoardTruck): string[] => [...truck.plan, ...truck.waiting].map((one) => one.id);

/** Moves cargo between what may be loaded and the trucks, by the events of the server; what it refuses is kept in `error`. `emptied`: a planned truck that would lose its last order. */
export function useLoading() {
  const texts = useSupplyTexts();
  const client = useQueryClient();
  const refresh = useRefresh();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [emptied, setEmptied] = useState<string>();
  const tell = (message: string): void => void notifications.show({ color: 'yellow', message });

  const into = async (cargo: Cargo, target: BoardTruck): Promise<void> => {
    if (cargo.loaded.length > 0 && cargo.from !== undefined) {
      if (target.status === 'planning') return tell(texts.loadedOnly);
      // One after another: each is an event of the truck that the goods leave.
      for (const line of cargo.loaded) await send(cargo.from, 'truck.line_moved', { ...line, to_truck_id: target.id });
      return undefined;
    }
    if (target.status === 'formed') return rewrite(target, withMore(target, cargo.lines));
    if (cargo.orderId === undefined) return tell(texts.wholeOnly);
    return send(target.id, 'truck.replanned', { supplier_order_ids: [...planOf(target), cargo.orderId] });
  };

  const takeOut = async (cargo: Cargo, truck: BoardTruck): Promise<void> => {
    if (truck.status === 'formed') {
      const gone = new Set(cargo.loaded.map((line) => line.truck_line_id));
      return rewrite(truck, kept(truck).filter((row) => !gone.has(String(row['id']))));
    }
    const rest = planOf(truck).filter((id) => id !== cargo.orderId);
    if (rest.length === 0) return setEmptied(truck.id);
    return send(truck.id, 'truck.replanned', { supplier_order_ids: rest });
  };

  const move = async (cargo: Cargo, place: Place): Promise<void> => {
    const trucks = client.getQueryData<Board>(boardQuery.queryKey)?.data ?? [];
    const from = trucks.find((one) => one.id === cargo.from);
    if (place !== 'new' && place !== 'out' && place.truck === cargo.from) return;
    setError(undefined);
    setBusy(true);
    try {
      if (place === 'new') {
        if (cargo.orderId === undefined) tell(texts.planFirst);
        else await request(`${TRUCKS}/plan`, { method: 'POST', key: actionKey(), body: { supplier_order_ids: [cargo.orderId] } });
      } else if (place === 'out') {
        if (from !== undefined) await takeOut(cargo, from);
      } else {
        const target = trucks.find((one) => one.id === place.truck);
        if (target !== undefined) await into(cargo, target);
      }
    } catch (caught) {
      setError(caught);
    }
    await refresh();
    setBusy(false);
  };

  return { move, busy, error, clearError: () => setError(undefined), emptied, clearEmptied: () => setEmptied(undefined) };
}
