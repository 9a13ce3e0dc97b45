import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocale } from '../../../web/ui/src/kit.ts';
import { useNumbersTexts } from '../texts.ts';
import type { Figure } from './kpis.ts';
import { withUnit } from './kpis.ts';

/** A figure in its colour; what is missed has a mark as well, for those who do not see red. */
export function ValueText({ figure, unit }: { figure: Pick<Figure, 'value' | 'state'>; unit: string }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  if (figure.value === null) return <Text component="span" fz="inherit" c="dimmed">{texts.noData}</Text>;
  const isBreached = figure.state === 'breached';
  return (
    <Text component="span" fz="inherit" fw={600} {...(isBreached ? { c: 'var(--mantine-color-red-text)' } : figure.state === 'met' ? { c: 'var(--mantine-color-teal-text)' } : {})} style={{ whiteSpace: 'nowrap' }}>
      {isBreached ? <IconAlertTriangle size={13} aria-label={texts.breached} style={{ verticalAlign: '-2px', marginRight: 4 }} /> : null}
      {withUnit(figure.value, unit, texts, locale)}
    </Text>
  );
}
