import { Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconMinus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { StateBadge, fill, formatDate, formatDecimal, formatInteger, mainRegion, pageOf, useLocale } from '../../../web/ui/src/kit.ts';
import { useContractTexts } from '../texts.ts';
import type { RegisterRow } from './register-data.ts';
import './register.css';

interface Props {
  readonly entity: EntityMeta;
  readonly rows: readonly RegisterRow[];
}

function Status({ entity, row }: { entity: EntityMeta; row: RegisterRow }) {
  const region = mainRegion(entity);
  return region === undefined ? <Badge variant="light" tt="none">{row.status_label}</Badge> : <StateBadge region={region} state={row.status} />;
}

/** With whom the contract is and what he is to do; red when that is late. */
function Holders({ row }: { row: RegisterRow }) {
  const texts = useContractTexts();
  return (
    <Stack gap={0}>
      {row.holders.map((holder, index) => (
        <div key={index}>
          <Text size="sm">{holder.name}</Text>
          {holder.task === null ? null : (
            <Text size="xs" c={row.overdue ? 'red' : 'dimmed'} lineClamp={2}>
              {holder.task}
            </Text>
          )}
        </div>
      ))}
      {row.overdue ? (
        <Group gap={4} c="red" wrap="nowrap">
          <IconAlertCircle size={14} aria-hidden="true" />
          <Text size="xs" fw={600}>
            {texts.overdue}
          </Text>
        </Group>
      ) : null}
    </Stack>
  );
}

function YesNo({ yes }: { yes: boolean }) {
  const texts = useContractTexts();
  return yes ? <IconCheck size={17} color="var(--mantine-color-teal-6)" role="img" aria-label={texts.has} /> : <IconMinus size={17} color="var(--mantine-color-dimmed)" role="img" aria-label={texts.hasNot} />;
}

function Amount({ row }: { row: RegisterRow }) {
  const texts = useContractTexts();
  const locale = useLocale();
  if (row.amount === null) return <Text size="sm" c="dimmed">{texts.noAmount}</Text>;
  return <>{`${formatDecimal(row.amount, locale)} ${row.currency ?? ''}`}</>;
}

function Original({ row }: { row: RegisterRow }) {
  const locale = useLocale();
  if (row.original_received_at === null) return <YesNo yes={false} />;
  return (
    <Stack gap={0}>
      <Text size="sm">{formatDate(row.original_received_at, locale)}</Text>
      {row.storage_place === null ? null : (
        <Text size="xs" c="dimmed">
          {row.storage_place}
        </Text>
      )}
    </Stack>
  );
}

/** The register as a table; a row opens the contract by click or Enter, arrows walk the rows. */
export function RegisterTable({ entity, rows }: Props) {
  const texts = useContractTexts();
  const locale = useLocale();
  const navigate = useNavigate();
  const open = (row: RegisterRow): void => void navigate({ to: pageOf(entity, row.id) as never });
  return (
    <div className="table-scroll">
      <table className="grid-table register">
        <thead>
          <tr>
            <th>{texts.number}</th>
            <th>{texts.client}</th>
            <th className="numeric">{texts.amount}</th>
            <th>{texts.status}</th>
            <th className="numeric">{texts.days}</th>
            <th>{texts.holder}</th>
            <th>{texts.validUntil}</th>
            <th>{texts.scan}</th>
            <th>{texts.original}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              tabIndex={0}
              onClick={() => open(row)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') open(row);
                if (event.key === 'ArrowDown') (event.currentTarget.nextElementSibling as HTMLElement | null)?.focus();
                if (event.key === 'ArrowUp') (event.currentTarget.previousElementSibling as HTMLElement | null)?.focus();
              }}
            >
              <td style={{ whiteSpace: 'nowrap' }}>
                <Anchor component={Link} to={pageOf(entity, row.id) as never} fz="inherit" fw={500} tabIndex={-1} onClick={(event: React.MouseEvent) => event.stopPropagation()}>
                  {row.number}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {formatDate(row.date, locale)}
                </Text>
              </td>
              <td style={{ minWidth: 150 }}>
                {row.partner}
                {row.counterparty === row.partner ? null : (
                  <Text size="xs" c="dimmed">
                    {row.counterparty}
                  </Text>
                )}
              </td>
              <td className="numeric">
                <Amount row={row} />
              </td>
              <td>
                <Status entity={entity} row={row} />
                <Text size="xs" c="dimmed">
                  {row.status_group_label}
                  {row.negotiation_round > 0 ? ` · ${fill(texts.round, { round: row.negotiation_round })}` : ''}
                </Text>
              </td>
              <td className="numeric" style={row.overdue ? { color: 'var(--mantine-color-red-text)', fontWeight: 600 } : undefined}>
                {row.days_in_status === null ? '—' : formatInteger(row.days_in_status, locale)}
              </td>
              <td style={{ minWidth: 170 }}>
                <Holders row={row} />
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>{row.valid_until === null ? '—' : formatDate(row.valid_until, locale)}</td>
              <td>
                <YesNo yes={row.scan_attached} />
              </td>
              <td>
                <Original row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The register on a narrow screen: one contract after the other. */
export function RegisterCards({ entity, rows }: Props) {
  const texts = useContractTexts();
  const locale = useLocale();
  return (
    <Stack className="page-scroll register" gap="xs">
      {rows.map((row) => (
        <Card key={row.id} withBorder padding="sm" style={{ flexShrink: 0 }}>
          <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
            <Anchor component={Link} to={pageOf(entity, row.id) as never} fw={600}>
              {row.number}
            </Anchor>
            <Status entity={entity} row={row} />
          </Group>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{row.partner}</Text>
            <Text size="sm" component="div" className="numeric">
              <Amount row={row} />
            </Text>
          </Group>
          <Group justify="space-between" gap="xs" align="flex-end" pt={4}>
            <Holders row={row} />
            <Text size="xs" c={row.overdue ? 'red' : 'dimmed'}>
              {fill(texts.daysShort, { days: row.days_in_status ?? 0 })}
            </Text>
          </Group>
          <Group gap="md" pt={4}>
            <Group gap={4}><Text size="xs" c="dimmed">{texts.scan}</Text><YesNo yes={row.scan_attached} /></Group>
            <Group gap={4}><Text size="xs" c="dimmed">{texts.original}</Text><YesNo yes={row.original_received_at !== null} /></Group>
            {row.valid_until === null ? null : <Text size="xs" c="dimmed">{`${texts.validUntil} ${formatDate(row.valid_until, locale)}`}</Text>}
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
