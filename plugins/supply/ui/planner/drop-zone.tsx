import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Paper } from '@mantine/core';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { Place } from './board.ts';

/** A place that cargo may be dropped on; it lights up under the cargo. */
export function DropZone({ place, label, dashed = false, children }: { place: Place; label: string; dashed?: boolean; children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const key = typeof place === 'string' ? place : place.truck;
  useEffect(() => {
    if (element.current === null) return undefined;
    return dropTargetForElements({ element: element.current, getData: () => ({ place: key }), onDragEnter: () => setOver(true), onDragLeave: () => setOver(false), onDrop: () => setOver(false) });
  }, [key]);
  return (
    <Paper ref={element} component="section" aria-label={label} withBorder p="sm" bg={over ? 'var(--mantine-color-steel-light)' : undefined} style={dashed ? { borderStyle: 'dashed' } : undefined}>
      {children}
    </Paper>
  );
}
