import { useEffect, useRef, useState } from 'react';
import { ActionIcon, Anchor, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus } from '@tabler/icons-react';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { FieldValue, ProblemAlert, fill, formatDate, formatDecimal, included, pageOf, useLocale, useSave } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { Invoice, InvoiceLine } from './truck-papers.ts';

interface LineProps {
  readonly invoiceId: string;
  readonly line: InvoiceLine;
  readonly index: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onPut: (from: number, to: number) => void;
}

/** A position: dragged over another it takes that one's place; buttons do the same. */
function Line({ invoiceId, line, index, count, isOpen, onPut }: LineProps) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  const row = useRef<HTMLTableRowElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!isOpen || row.current === null || handle.current === null) return undefined;
    return combine(
      draggable({ element: row.current, dragHandle: handle.current, getInitialData: () => ({ kind: 'invoice-line', invoiceId, index }) }),
      dropTargetForElements({
        element: row.current,
        canDrop: ({ source }) => source.data['kind'] === 'invoice-line' && source.data['invoiceId'] === invoiceId,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          onPut(Number(source.data['index']), index);
        },
      }),
    );
  }, [invoiceId, index, isOpen, onPut]);
  return (
    <tr ref={row} style={{ cursor: 'default', ...(over ? { background: 'var(--mantine-color-steel-light)' } : {}) }}>
      {isOpen ? (
        <td style={{ whiteSpace: 'nowrap', padding: 2 }}>
          <Group gap={0} wrap="nowrap">
            <span ref={handle} title={texts.drag} style={{ cursor: 'grab', display: 'inline-flex', padding: 4 }}>
              <IconGripVertical size={16} aria-hidden="true" />
            </span>
            <ActionIcon variant="subtle" color="gray" disabled={index === 0} aria-label={fill(texts.up, { name: line.full_name })} onClick={() => onPut(index, index - 1)}>
              <IconArrowUp size={15} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" disabled={index === count - 1} aria-label={fill(texts.down, { name: line.full_name })} onClick={() => onPut(index, index + 1)}>
              <IconArrowDown size={15} />
            </ActionIcon>
          </Group>
        </td>
      ) : null}
      <td className="numeric">{index + 1}</td>
      <td>{line.hs_code ?? <Text size="sm" c="red" component="span">—</Text>}</td>
      <td>{line.article ?? <Text size="sm" c="red" component="span">—</Text>}</td>
      <td style={{ minWidth: 180 }}>{line.full_name}</td>
      <td>{line.serial_number ?? '—'}</td>
      <td className="numeric">{formatDecimal(line.quantity, locale, 3)}</td>
      {line.price === undefined ? null : <td className="numeric">{formatDecimal(line.price, locale)}</td>}
      {line.total === undefined ? null : <td className="numeric">{formatDecimal(line.total, locale)}</td>}
    </tr>
  );
}

/** One invoice of the producer: what it weighs and its positions in the order of the paper. */
export function InvoiceCard({ entity, invoice, isOpen, onAdd }: { entity: EntityMeta; invoice: Invoice; isOpen: boolean; onAdd?: () => void }) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  const save = useSave(entity, invoice.id);
  const [moved, setMoved] = useState<readonly InvoiceLine[]>();
  // While it is being written the new order stands already.
  const lines = save.isPending && moved !== undefined ? moved : invoice.lines;
  const put = (from: number, to: number): void => {
    const next = [...lines];
    const [line] = next.splice(from, 1);
    if (line === undefined || from === to) return;
    next.splice(to, 0, line);
    setMoved(next);
    save.mutate({ version: invoice.version, lines: next.map(({ id }) => ({ id })) });
  };
  const resa = entity.fields.find((field) => field.name === 'resa');
  const facts = [
    [texts.gross, formatDecimal(invoice.gross_weight, locale, 3)], [texts.net, formatDecimal(invoice.net_weight, locale, 3)], [texts.packages, String(invoice.packages_count)],
    ...(invoice.total === undefined ? [] : [[texts.amount, `${formatDecimal(invoice.total, locale)} ${String(included(invoice, 'currency_id')?.['code'] ?? '')}`]]),
  ];
  const hasPrice = lines.some((line) => line.price !== undefined);
  return (
    <Card withBorder padding="sm">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Text fw={600}>{fill(texts.invoice, { number: invoice.invoice_number, date: formatDate(invoice.invoice_date, locale) })}</Text>
            {resa === undefined ? null : (
              <Text size="xs" c="dimmed">
                <FieldValue entity={entity} field={resa} row={invoice} />
              </Text>
            )}
          </Group>
          <Group gap="xs">
            {onAdd === undefined ? null : (
              <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={onAdd}>
                {texts.addLines}
              </Button>
            )}
            <Anchor component={Link} to={pageOf(entity, invoice.id) as never} size="sm">
              {texts.editInvoice}
            </Anchor>
          </Group>
        </Group>
        <Group gap="lg">
          {facts.map(([name, value]) => (
            <Text key={name} size="sm">
              <Text span c="dimmed" size="xs">
                {name}:{' '}
              </Text>
              <span className="numeric">{value}</span>
            </Text>
          ))}
        </Group>
        <ProblemAlert error={save.error} />
        <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={invoice.invoice_number}>
          <table className="grid-table">
            <thead>
              <tr>
                {isOpen ? <th>{texts.order}</th> : null}
                <th className="numeric">№</th>
                <th>{texts.hsCode}</th>
                <th>{texts.article}</th>
                <th>{texts.product}</th>
                <th>{texts.serial}</th>
                <th className="numeric">{texts.quantity}</th>
                {hasPrice ? <th className="numeric">{texts.price}</th> : null}
                {hasPrice ? <th className="numeric">{texts.amount}</th> : null}
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                <Line key={line.id} invoiceId={invoice.id} line={line} index={index} count={lines.length} isOpen={isOpen} onPut={put} />
              ))}
            </tbody>
          </table>
        </div>
      </Stack>
    </Card>
  );
}
