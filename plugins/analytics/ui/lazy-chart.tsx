import type { ComponentProps } from 'react';
import { Suspense, lazy } from 'react';
import { Skeleton } from '@mantine/core';

const Chart = lazy(() => import('./chart.tsx'));

/** A chart whose program is read when the first one is shown. */
export function LazyChart(props: ComponentProps<typeof Chart>) {
  return (
    <Suspense fallback={<Skeleton height={props.height ?? 300} />}>
      <Chart {...props} />
    </Suspense>
  );
}
