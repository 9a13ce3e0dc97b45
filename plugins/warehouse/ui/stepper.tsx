import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { fill, plainDecimal } from '../../web/ui/src/kit.ts';
import { useWarehouseTexts } from './texts.ts';

interface Props {
  /** Of what, for those who hear the screen. */
  readonly name: string;
  readonly label: string;
  /** Decimal text; null: nothing entered yet. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly max?: string;
  readonly isWrong?: boolean;
}

/** A quantity without the digits nobody needs: `4.000` as `4`. */
export function plainQuantity(value: string): string {
  return String(Number(value));
}

/** A quantity with large − and + buttons, for a hand in a glove; it may be typed as well. */
export function Stepper({ name, label, value, onChange, max, isWrong = false }: Props) {
  const texts = useWarehouseTexts();
  const present = Number(value ?? 0);
  const put = (next: number): void => onChange(String(Math.round(Math.max(0, max === undefined ? next : Math.min(next, Number(max))) * 1000) / 1000));
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon size={48} variant="default" aria-label={fill(texts.less, { name })} disabled={value === null || present <= 0} onClick={() => put(present - 1)}>
        <IconMinus size={22} />
      </ActionIcon>
      <TextInput
        size="lg" w={84} aria-label={label} inputMode="decimal" placeholder="—" styles={{ input: { textAlign: 'center', height: 48, fontVariantNumeric: 'tabular-nums', ...(isWrong ? { color: 'var(--mantine-color-error)' } : {}) } }}
        value={value === null ? '' : value.replace('.', ',')}
        onChange={(event) => {
          const typed = plainDecimal(event.currentTarget.value);
          if (typed === null) onChange(null);
          else if (/^\d*\.?\d{0,3}$/.test(typed)) onChange(typed);
        }}
      />
      <ActionIcon size={48} variant="default" aria-label={fill(texts.moreOf, { name })} disabled={max !== undefined && present >= Number(max)} onClick={() => put(present + 1)}>
        <IconPlus size={22} />
      </ActionIcon>
    </Group>
  );
}
