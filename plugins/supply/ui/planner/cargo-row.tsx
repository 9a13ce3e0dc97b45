import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { ActionIcon, Group, Menu } from '@mantine/core';
import { IconArrowsMove, IconCut, IconDotsVertical, IconPlus, IconTruck } from '@tabler/icons-react';
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { fill } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { BoardTruck, Cargo, Place } from './board.ts';

interface Props {
  readonly cargo: Cargo;
  readonly trucks: readonly BoardTruck[];
  readonly onMove: (cargo: Cargo, place: Place) => void;
  /** Asks for a part of a line; lines only. */
  readonly onPart?: (cargo: Cargo) => void;
  readonly children: ReactNode;
}

/** Something that is dragged into a truck; its menu does the same without a mouse. */
export function CargoRow({ cargo, trucks, onMove, onPart, children }: Props) {
  const texts = useSupplyTexts();
  const element = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (element.current === null) return undefined;
    return draggable({ element: element.current, getInitialData: () => ({ kind: 'cargo', cargo: cargo as unknown as Record<string, unknown> }), onDragStart: () => setDragging(true), onDrop: () => setDragging(false) });
  }, [cargo]);
  const others = trucks.filter((one) => one.id !== cargo.from && (one.status === 'formed' || cargo.orderId !== undefined));
  return (
    <Group ref={element} gap={6} wrap="nowrap" align="flex-start" style={{ opacity: dragging ? 0.4 : 1, cursor: 'grab' }}>
      <div style={{ flex: 1, minWidth: 0 }}>{children}</div>
      <Menu shadow="md" position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={fill(texts.moveTo, { what: cargo.name })}>
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{texts.moveMenu}</Menu.Label>
          {others.map((one) => (
            <Menu.Item key={one.id} leftSection={<IconTruck size={15} />} onClick={() => onMove(cargo, { truck: one.id })}>
              {[one.number, one.factory, one.plate_number].filter(Boolean).join(' · ')}
            </Menu.Item>
          ))}
          {cargo.orderId === undefined ? null : (
            <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => onMove(cargo, 'new')}>
              {texts.newTruck}
            </Menu.Item>
          )}
          {onPart === undefined ? null : (
            <Menu.Item leftSection={<IconCut size={15} />} onClick={() => onPart(cargo)}>
              {texts.part}
            </Menu.Item>
          )}
          {cargo.from === undefined ? null : (
            <Menu.Item leftSection={<IconArrowsMove size={15} />} onClick={() => onMove(cargo, 'out')}>
              {texts.takeOut}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
