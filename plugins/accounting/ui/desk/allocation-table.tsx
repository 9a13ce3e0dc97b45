import { ActionIcon, Anchor, Button, Group, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBarToDown, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { ReferenceSelect, fill, formatDecimal, pageOf, titleOf, useLocale } from '../../../web/ui/src/kit.ts';
import { usePaymentTexts } from '../texts.ts';
import type { AllocationRow } from './allocation.ts';
import { rowOf, withRest } from './allocation.ts';
import { MoneyInput } from './money-input.tsx';

interface Props {
  readonly invoice: EntityMeta | undefined;
  readonly invoices: ReadonlyMap<string, Row>;
  readonly rows: readonly AllocationRow[];
  /** Who paid: his invoices are offered. */
  readonly payerId: string;
  readonly left: bigint;
  /** The most a row may take of its invoice, decimal text. */
  readonly most: (row: AllocationRow) => string | undefined;
  /** By `row/field`. */
  readonly errors: ReadonlyMap<string, string>;
  /** Absent when the rows are only to be read. */
  readonly onChange?: (rows: AllocationRow[]) => void;
}

/** Which invoices a payment pays and how much of each; amounts are typed over, Enter goes down. */
export function AllocationTable({ invoice, invoices, rows, payerId, left, most, errors, onChange }: Props) {
  const texts = usePaymentTexts();
  const locale = useLocale();
  const set = (index: number, patch: Partial<AllocationRow>): void => onChange?.(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)));
  const balanceOf = (row: AllocationRow): string | undefined => {
    const balance = row.invoice_id === null ? undefined : invoices.get(row.invoice_id)?.['balance'];
    return typeof balance === 'string' ? balance : undefined;
  };
  return (
    <div>
      <div style={{ overflowX: 'auto' }}>
        <table className="grid-table">
          <thead>
            <tr>
              <th>{texts.invoice}</th>
              <th className="numeric">{texts.balance}</th>
              <th className="numeric">{texts.amount}</th>
              {onChange === undefined ? null : <th><VisuallyHidden>{texts.removeRow}</VisuallyHidden></th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const known = row.invoice_id === null ? undefined : invoices.get(row.invoice_id);
              const balance = balanceOf(row);
              const place = fill(texts.rowNo, { no: index + 1 });
              return (
                <tr key={row.key} style={{ cursor: 'default' }}>
                  <td style={{ minWidth: row.invoice_id === null ? 150 : 84 }}>
                    {row.invoice_id === null && invoice !== undefined ? (
                      <ReferenceSelect target={invoice.id} value={null} label={`${texts.invoice}, ${place}`} filter={{ counterparty_id: payerId, 'balance][gt': '0' }} error={errors.get(`${index}/invoice_id`)} onChange={(id) => set(index, { invoice_id: id })} />
                    ) : invoice === undefined || row.invoice_id === null ? (
                      '—'
                    ) : (
                      <>
                        <Anchor component={Link} to={pageOf(invoice, row.invoice_id) as never} fz="inherit">
                          {known === undefined ? invoice.label.one : titleOf(invoice, known)}
                        </Anchor>
                        {errors.get(`${index}/invoice_id`) === undefined ? null : (
                          <Text size="xs" c="red" role="alert">
                            {errors.get(`${index}/invoice_id`)}
                          </Text>
                        )}
                      </>
                    )}
                  </td>
                  <td className="numeric">{balance === undefined ? '—' : formatDecimal(balance, locale)}</td>
                  <td className="numeric" style={{ minWidth: 128 }}>
                    {onChange === undefined ? (
                      formatDecimal(row.amount ?? '0', locale)
                    ) : (
                      <MoneyInput
                        aria-label={`${texts.amount}, ${known === undefined ? place : titleOf(invoice, known)}`}
                        value={row.amount}
                        error={errors.get(`${index}/amount`)}
                        onValue={(amount) => set(index, { amount })}
                        onKeyDown={(event) => {
                          if (event.key !== 'Enter' || event.ctrlKey) return;
                          event.preventDefault();
                          (event.currentTarget.closest('tr')?.nextElementSibling?.querySelector('td:nth-child(3) input') as HTMLInputElement | null)?.focus();
                        }}
                        rightSection={
                          left === 0n || row.invoice_id === null ? null : (
                            <Tooltip label={texts.wholeRest}>
                              <ActionIcon size="sm" variant="subtle" aria-label={`${texts.wholeRest}, ${place}`} onClick={() => set(index, { amount: withRest(row, left, most(row)) })}>
                                <IconArrowBarToDown size={14} />
                              </ActionIcon>
                            </Tooltip>
                          )
                        }
                      />
                    )}
                  </td>
                  {onChange === undefined ? null : (
                    <td>
                      <ActionIcon variant="subtle" color="gray" aria-label={`${texts.removeRow}, ${place}`} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                        <IconTrash size={16} />
                      </ActionIcon>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed" py="xs">
          {texts.emptyRows}
        </Text>
      ) : null}
      {onChange === undefined || invoice === undefined ? null : (
        <Group pt={6}>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => onChange([...rows, rowOf(null, null)])}>
            {texts.addInvoice}
          </Button>
        </Group>
      )}
    </div>
  );
}
