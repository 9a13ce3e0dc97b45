import { Group, Progress, Text } from '@mantine/core';
import { fill, formatDecimal, useLocale } from '../../../web/ui/src/kit.ts';

interface Props {
  readonly name: string;
  readonly part: string;
  readonly of: string;
  readonly pct: string;
  readonly unit: string;
  /** Below it the truck is too empty; a size without a lower bound has none. */
  readonly min?: number;
  readonly max: number;
  readonly pattern: string;
}

/** How much of one size of a truck is taken: yellow when too little, red when too much, green when right. */
export function FillGauge({ name, part, of, pct, unit, min, max, pattern }: Props) {
  const locale = useLocale();
  const value = Number(pct);
  const color = value > max ? 'red' : min === undefined ? 'steel' : value < min ? 'yellow' : 'teal';
  const said = { name, part: formatDecimal(Number(part).toFixed(1), locale, 3), of: formatDecimal(of, locale, 3), unit, pct: formatDecimal(String(Math.round(value)), locale, 0) };
  return (
    <div style={{ minWidth: 0 }}>
      <Group justify="space-between" gap={6} wrap="nowrap">
        <Text size="xs" c="dimmed">
          {name}
        </Text>
        <Text size="xs" fw={600} className="numeric" {...(color === 'red' ? { c: 'red' } : {})}>
          {said.pct} %
        </Text>
      </Group>
      <Progress.Root size={8} aria-hidden={false}>
        <Progress.Section value={Math.min(100, value)} color={color} aria-label={fill(pattern, said)} />
      </Progress.Root>
      <Text size="xs" c="dimmed" className="numeric" truncate>
        {said.part} / {said.of} {unit}
      </Text>
    </div>
  );
}
