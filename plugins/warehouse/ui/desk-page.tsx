import { Tabs, Title } from '@mantine/core';
import { IconPackageImport, IconPackages, IconTruckDelivery } from '@tabler/icons-react';
import { useMay } from '../../web/ui/src/kit.ts';
import { ArrivalList } from './arrivals/arrival-list.tsx';
import { ShippingList } from './shipping/shipping-list.tsx';
import { StockList } from './stock/stock-list.tsx';
import { useWarehouseTexts } from './texts.ts';

/** The warehouse's place, made for a tablet: what is to be accepted, what is to be shipped, what lies where. Who only looks starts at the stock. */
export default function DeskPage() {
  const texts = useWarehouseTexts();
  const may = useMay();
  return (
    <div className="page">
      <Title order={1}>{texts.warehouse}</Title>
      <Tabs defaultValue={may('acceptance.check') ? 'arrivals' : 'stock'} keepMounted={false} style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }} styles={{ tab: { minHeight: 48, fontSize: 15 }, panel: { flex: 1, minHeight: 0, overflowY: 'auto', paddingTop: 12 } }}>
        <Tabs.List>
          <Tabs.Tab value="arrivals" leftSection={<IconPackageImport size={20} />}>
            {texts.arrivals}
          </Tabs.Tab>
          {may('shipment.create') ? (
            <Tabs.Tab value="shipping" leftSection={<IconTruckDelivery size={20} />}>
              {texts.shipping}
            </Tabs.Tab>
          ) : null}
          <Tabs.Tab value="stock" leftSection={<IconPackages size={20} />}>
            {texts.stock}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="arrivals">
          <ArrivalList />
        </Tabs.Panel>
        {may('shipment.create') ? (
          <Tabs.Panel value="shipping">
            <ShippingList />
          </Tabs.Panel>
        ) : null}
        <Tabs.Panel value="stock">
          <StockList />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
