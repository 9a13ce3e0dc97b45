import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useRefresh } from './records.ts';

interface Change {
  readonly entity: string;
  readonly id: string;
}

/** Keeps every open page up to date with what others do; answers whether the line to the server stands. */
export function useLive(): boolean {
  const client = useQueryClient();
  const refresh = useRefresh();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource('/api/events');
    let waiting: Set<string> | undefined;
    // Changes of one transaction come in a burst; one reading of each list answers them all.
    const note = (entities: readonly string[]): void => {
      if (waiting !== undefined) {
        for (const one of entities) waiting.add(one);
        return;
      }
      waiting = new Set(entities);
      setTimeout(() => {
        const seen = [...(waiting ?? [])];
        waiting = undefined;
        void refresh(seen);
      }, 150);
    };
    source.addEventListener('change', (event) => note((JSON.parse((event as MessageEvent<string>).data) as { changes: Change[] }).changes.map((one) => one.entity)));
    source.addEventListener('resync', () => void refresh());
    source.addEventListener('end', () => void client.invalidateQueries({ queryKey: ['session'] }));
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    return () => source.close();
    // One line for the life of the shell.
  }, []);
  return connected;
}
