import { useState } from 'react';
import type { TextInputProps } from '@mantine/core';
import { TextInput } from '@mantine/core';
import { formatDecimal, plainDecimal, useLocale } from '../../../web/ui/src/kit.ts';
import { hundredths } from '../money.ts';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** Decimal text of the API, or whatever has been typed so far. */
  readonly value: string | null;
  readonly onValue: (value: string | null) => void;
}

/** An amount of money: as people write it while nobody types, as it is typed while somebody does. */
export function MoneyInput({ value, onValue, ...props }: Props) {
  const locale = useLocale();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === null ? '' : hundredths(value) === null ? value : formatDecimal(value, locale));
  return (
    <TextInput
      {...props}
      size="xs"
      inputMode="decimal"
      classNames={{ input: 'numeric' }}
      value={shown}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onValue(plainDecimal(event.currentTarget.value));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
