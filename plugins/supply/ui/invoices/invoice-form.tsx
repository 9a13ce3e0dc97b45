import { useState } from 'react';
import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { ApiError, FieldInput, ProblemAlert, fill, formatDecimal, plainDecimal, useLocale, useSave, useTexts } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { Invoice, LoadedLine } from './truck-papers.ts';

const HEADER = ['invoice_number', 'invoice_date', 'resa', 'gross_weight', 'net_weight', 'packages_count', 'currency_id'];

interface Props {
  readonly entity: EntityMeta;
  readonly truckId: string;
  /** Lines of the truck in no invoice yet. */
  readonly open: readonly LoadedLine[];
  /** The invoice that gets more lines; without it a new one is made. */
  readonly invoice?: Invoice;
  readonly onClose: () => void;
}

/** A new invoice of the producer, or more positions for one: the chosen lines of the truck, each with its price; the rest is filled in from the products. */
export function InvoiceForm({ entity, truckId, open, invoice, onClose }: Props) {
  const texts = useSupplyTexts();
  const common = useTexts();
  const locale = useLocale();
  const save = useSave(entity, invoice?.id);
  const [header, setHeader] = useState<Readonly<Record<string, unknown>>>({});
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [prices, setPrices] = useState<Readonly<Record<string, string>>>({});
  const fields = invoice === undefined ? HEADER.map((name) => entity.fields.find((field) => field.name === name)).filter((field) => field !== undefined) : [];
  const problems = save.error instanceof ApiError ? (save.error.problem.errors ?? []) : [];
  const chosen = open.filter((line) => !off.has(line.id));
  const submit = (): void => {
    const added = chosen.map((line) => ({ truck_line_ids: [line.id], price: plainDecimal(prices[line.id] ?? '') ?? undefined }));
    const values = invoice === undefined ? { truck_id: truckId, ...header, lines: added } : { version: invoice.version, lines: [...invoice.lines.map(({ id }) => ({ id })), ...added] };
    save.mutate(values, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={600}>{invoice === undefined ? texts.newInvoice : `${texts.addLines}: ${invoice.invoice_number}`}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {fields.map((field, index) => (
              <FieldInput
                key={field.name} field={field} label={field.label} required={field.required && field.name !== 'currency_id'} value={header[field.name]} autoFocus={index === 0}
                error={problems.find((one) => one.pointer === `/${field.name}`)?.message} onChange={(value) => setHeader((before) => ({ ...before, [field.name]: value }))}
              />
            ))}
          </SimpleGrid>
          {open.map((line) => {
            const name = `${line.product?.working_name ?? ''} × ${formatDecimal(line.quantity, locale, 3)}`;
            return (
              <Group key={line.id} justify="space-between" wrap="nowrap" gap="sm">
                <Checkbox
                  label={name} aria-label={fill(texts.include, { name })} checked={!off.has(line.id)} style={{ flex: 1, minWidth: 0 }}
                  onChange={(event) => {
                    const isOn = event.currentTarget.checked;
                    setOff((before) => new Set(isOn ? [...before].filter((id) => id !== line.id) : [...before, line.id]));
                  }}
                />
                <TextInput
                  aria-label={fill(texts.priceOf, { name })} placeholder={texts.price} inputMode="decimal" w={130} classNames={{ input: 'numeric' }} disabled={off.has(line.id)} required={!off.has(line.id)} value={prices[line.id] ?? ''}
                  onChange={(event) => {
                    const price = event.currentTarget.value;
                    setPrices((before) => ({ ...before, [line.id]: price }));
                  }}
                />
              </Group>
            );
          })}
          <ProblemAlert error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
