import { Badge } from '@mantine/core';
import { fill } from '../../../web/ui/src/kit.ts';
import { plainQuantity } from '../stepper.tsx';
import { useWarehouseTexts } from '../texts.ts';

/** Says at a glance how a counted line stands against the list. */
export function CountMark({ listed, actual, damaged, isUnknown }: { listed: string; actual: string | null; damaged: string; isUnknown: boolean }) {
  const texts = useWarehouseTexts();
  const difference = Number(actual ?? 0) - Number(listed);
  const count = plainQuantity(String(Math.round(Math.abs(difference) * 1000) / 1000));
  const said = [...(isUnknown ? [texts.unknown] : []), ...(difference < 0 ? [fill(texts.short, { count })] : difference > 0 ? [fill(texts.over, { count })] : []), ...(Number(damaged) > 0 ? [fill(texts.someDamaged, { count: plainQuantity(damaged) })] : [])];
  const [color, text] = actual === null ? ['gray', texts.notCounted] : said.length === 0 ? ['teal', texts.agrees] : ['red', said.join(', ')];
  return (
    <Badge size="lg" variant="light" color={color} tt="none" radius="sm" style={{ maxWidth: 'none' }}>
      {text}
    </Badge>
  );
}
