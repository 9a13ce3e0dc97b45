import { Badge } from '@mantine/core';
import type { RegionMeta } from '../api/metadata.ts';

/** Final states that mean a good end; every other final one means that nothing came of it. */
const GOOD_ENDS = /^(won|done|paid|closed|completed|posted|approved|satisfied|archived|accepted|received|settled|signed|sent|matched|registered|converted|linked|active)$/;
const BAD_ENDS = /^(lost|cancelled|refused|rejected|terminated|blocked|not_satisfied|withdrawn|superseded)$/;

/** Colour of a state: grey while it goes on, green for a good end, red for a bad one. */
export function stateColor(region: RegionMeta, state: string): string {
  if (BAD_ENDS.test(state)) return 'red';
  if (GOOD_ENDS.test(state)) return 'teal';
  return state === region.initial ? 'gray' : 'steel';
}

export function StateBadge({ region, state }: { region: RegionMeta; state: string }) {
  return (
    <Badge variant="light" color={stateColor(region, state)} tt="none" fw={500} radius="sm" style={{ minWidth: 'max-content' }}>
      {region.states[state]?.label ?? '—'}
    </Badge>
  );
}
