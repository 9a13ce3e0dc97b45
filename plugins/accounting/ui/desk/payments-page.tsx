import { useState } from 'react';
import { Button, Group, Tabs, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEntity, useMay } from '../../../web/ui/src/kit.ts';
import { DebtsTab } from '../debts/debts-tab.tsx';
import { usePaymentTexts } from '../texts.ts';
import { PaymentsTab } from './payments-tab.tsx';
import { StatementDialog } from './statement-dialog.tsx';

/** The accountant's desk: money that came and what it pays for; debts on the second tab, for whoever may see the report. */
export default function PaymentsPage() {
  const texts = usePaymentTexts();
  const payment = useEntity('accounting.payment');
  const may = useMay();
  const [uploading, setUploading] = useState(false);
  // Whoever does not work with payments came for the debts.
  const works = payment?.can.update === true;
  const tabs = [
    ...(payment === undefined ? [] : [{ id: 'payments', label: texts.payments, body: <PaymentsTab entity={payment} /> }]),
    ...(may('report.receivables') ? [{ id: 'debts', label: texts.debts, body: <DebtsTab /> }] : []),
  ];
  const first = works ? 'payments' : (tabs.at(-1)?.id ?? 'payments');
  return (
    <div className="page">
      <Group justify="space-between" gap="sm">
        <Title order={1}>{texts.title}</Title>
        {may('payment.create') ? (
          <Button leftSection={<IconUpload size={16} />} onClick={() => setUploading(true)}>
            {texts.upload}
          </Button>
        ) : null}
      </Group>
      <Tabs defaultValue={first} keepMounted={false} style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
        <Tabs.List>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.id} value={tab.id}>
              {tab.label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab.id} value={tab.id} pt="sm" style={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
            {tab.body}
          </Tabs.Panel>
        ))}
      </Tabs>
      {uploading ? <StatementDialog onClose={() => setUploading(false)} /> : null}
    </div>
  );
}
