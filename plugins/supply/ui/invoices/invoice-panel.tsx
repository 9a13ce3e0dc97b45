import { useState } from 'react';
import { Alert, Button, Group, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPlus } from '@tabler/icons-react';
import { Failed, Loading, fill, formatDecimal, formatInteger, useEntity, useLocale } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import { InvoiceCard } from './invoice-card.tsx';
import { InvoiceForm } from './invoice-form.tsx';
import type { TruckReport } from './truck-papers.ts';
import { useTruckPapers } from './truck-papers.ts';

/** What is missing stands first, then what deserves a look. */
function Report({ report }: { report: TruckReport }) {
  const texts = useSupplyTexts();
  return (
    <SimpleGrid cols={{ base: 1, md: report.warnings.length > 0 ? 2 : 1 }}>
      {report.missing.length === 0 ? (
        <Alert color="teal" variant="light" icon={<IconCircleCheck size={18} />} title={texts.nothingMissing} />
      ) : (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={texts.missing}>
          <List size="sm">
            {report.missing.map((one, index) => (
              <List.Item key={index}>{one.message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {report.warnings.length === 0 ? null : (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title={texts.attention}>
          <List size="sm">
            {report.warnings.map((one, index) => (
              <List.Item key={index}>{one.message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </SimpleGrid>
  );
}

/** Weights and packages of all invoices against the sender's packing list; what differs is red and says so. */
function Sums({ truck, report }: { truck: Readonly<Record<string, unknown>>; report: TruckReport }) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  const rows = [
    { name: texts.gross, listed: truck['packing_gross_weight'], invoiced: report.invoices.gross },
    { name: texts.net, listed: truck['packing_net_weight'], invoiced: report.invoices.net },
    { name: texts.packages, listed: truck['packing_packages'], invoiced: report.invoices.packages },
  ];
  const shown = (value: unknown): string => (value === null || value === undefined ? '—' : typeof value === 'number' ? formatInteger(value, locale) : formatDecimal(String(value), locale, 3));
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="grid-table" style={{ maxWidth: 560 }} aria-label={texts.sums}>
        <thead>
          <tr>
            <th>{texts.sums}</th>
            <th className="numeric">{texts.byPackingList}</th>
            <th className="numeric">{texts.byInvoices}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const differs = report.invoices.count > 0 && row.listed !== null && row.listed !== undefined && Number(row.listed) !== Number(row.invoiced);
            return (
              <tr key={row.name} style={{ cursor: 'default' }}>
                <td>{row.name}</td>
                <td className="numeric">{shown(row.listed)}</td>
                <td className="numeric">{shown(row.invoiced)}</td>
                <td>
                  {differs ? (
                    <Text size="sm" c="red" fw={600}>
                      {texts.differs}
                    </Text>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Tab of a truck: what its papers lack, their totals, the producer's invoices with their lines in the order of the paper. */
export default function InvoicePanel({ id }: { id: string }) {
  const texts = useSupplyTexts();
  const entity = useEntity('supply.truck_invoice');
  const { report, truck, invoices, lines } = useTruckPapers(id);
  const [form, setForm] = useState<'new' | { readonly invoiceId: string }>();
  const failed = report.error ?? truck.error ?? invoices.error ?? lines.error;
  if (failed !== null) return <Failed error={failed} retry={() => void Promise.all([report, truck, invoices, lines].map((one) => one.refetch()))} />;
  if (entity === undefined || report.data === undefined || truck.data === undefined || invoices.data === undefined || lines.data === undefined) return <Loading />;
  const covered = new Set(invoices.data.data.flatMap((one) => one.lines.flatMap((line) => line.truck_line_ids)));
  const open = lines.data.data.filter((line) => !covered.has(line.id));
  // Whether papers may still change is the server's answer; the truck only stops offering it once it has left the states it is put together in.
  const isOpen = truck.data['posting_state'] === 'draft' && entity.can.update;
  const asked = form === undefined || form === 'new' ? undefined : invoices.data.data.find((one) => one.id === form.invoiceId);
  return (
    <Stack gap="md">
      <Report report={report.data} />
      <Sums truck={truck.data} report={report.data} />
      {open.length === 0 ? null : (
        <Text size="sm" c="red">
          {fill(texts.notInvoiced, { count: open.length })}
        </Text>
      )}
      {isOpen ? (
        <Group>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setForm('new')}>
            {texts.newInvoice}
          </Button>
        </Group>
      ) : null}
      {invoices.data.data.length === 0 ? <Text c="dimmed">{texts.noInvoices}</Text> : null}
      {invoices.data.data.map((one) => (
        <InvoiceCard key={one.id} entity={entity} invoice={one} isOpen={isOpen} {...(isOpen && open.length > 0 ? { onAdd: () => setForm({ invoiceId: one.id }) } : {})} />
      ))}
      {form === undefined ? null : <InvoiceForm entity={entity} truckId={id} open={open} {...(asked === undefined ? {} : { invoice: asked })} onClose={() => setForm(undefined)} />}
    </Stack>
  );
}
