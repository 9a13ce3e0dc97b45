import { Tabs, Title } from '@mantine/core';
import { RegisterTab } from '../registers/register-tab.tsx';
import { useSupplyTexts } from '../texts.ts';
import { Planner } from './planner.tsx';

/** The logistician's place: trucks being formed, and the two sheets the company has always kept. */
export default function TrucksPage() {
  const texts = useSupplyTexts();
  return (
    <div className="page">
      <Title order={1}>{texts.trucks}</Title>
      <Tabs defaultValue="planner" keepMounted={false} style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }} styles={{ panel: { flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', paddingTop: 10, gap: 10 } }}>
        <Tabs.List>
          <Tabs.Tab value="planner">{texts.planning}</Tabs.Tab>
          <Tabs.Tab value="orders">ORDERS</Tabs.Tab>
          <Tabs.Tab value="truck">TRUCK</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="planner">
          <Planner />
        </Tabs.Panel>
        <Tabs.Panel value="orders">
          <RegisterTab name="orders" />
        </Tabs.Panel>
        <Tabs.Panel value="truck">
          <RegisterTab name="truck" />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
