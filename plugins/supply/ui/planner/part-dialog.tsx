import { useState } from 'react';
import { Button, Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core';
import { fill, formatDecimal, useLocale, useTexts } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { BoardTruck, Cargo, Place } from './board.ts';

/** Asks how many of a line go into which truck that is formed. */
export function PartDialog({ cargo, trucks, onMove, onClose }: { cargo: Cargo; trucks: readonly BoardTruck[]; onMove: (cargo: Cargo, place: Place) => void; onClose: () => void }) {
  const texts = useSupplyTexts();
  const common = useTexts();
  const locale = useLocale();
  const whole = cargo.lines[0]?.quantity ?? cargo.loaded[0]?.quantity ?? '0';
  const [quantity, setQuantity] = useState<string | number>(Number(whole));
  const targets = trucks.filter((one) => one.status === 'formed' && one.id !== cargo.from);
  const [truck, setTruck] = useState<string | null>(targets[0]?.id ?? null);
  const given = String(quantity);
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{cargo.name}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (truck === null) return;
          onMove({ ...cargo, lines: cargo.lines.map((line) => ({ ...line, quantity: given })), loaded: cargo.loaded.map((line) => ({ ...line, quantity: given })) }, { truck });
          onClose();
        }}
      >
        <Stack gap="sm">
          <NumberInput label={fill(texts.partQuantity, { quantity: formatDecimal(whole, locale, 3) })} value={quantity} onChange={setQuantity} min={0} decimalScale={3} data-autofocus />
          <Select label={texts.partTruck} data={targets.map((one) => ({ value: one.id, label: [one.number, one.factory].filter(Boolean).join(' · ') }))} value={truck} onChange={setTruck} nothingFoundMessage={texts.wholeOnly} />
          {targets.length === 0 ? (
            <Text size="sm" c="dimmed">
              {texts.wholeOnly}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" disabled={truck === null || Number(quantity) <= 0}>
              {texts.move}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
