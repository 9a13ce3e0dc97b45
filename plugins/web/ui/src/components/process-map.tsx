import { useState } from 'react';
import { Badge, Card, Group, List, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { fill, useTexts } from '../texts/use-texts.ts';
import { Loading } from './loading.tsx';
import { Failed } from './page-states.tsx';

interface MapData {
  readonly entity: string;
  readonly label: string;
  readonly regions: readonly RegionData[];
  readonly transitions: readonly { readonly code: string; readonly label: string; readonly automatic: boolean; readonly by: readonly string[]; readonly when: readonly string[] }[];
}

interface RegionData {
  readonly region: string;
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly state: string; readonly label: string; readonly final: boolean; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly count?: number; readonly days?: number | null }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly codes: readonly string[]; readonly points: readonly { readonly x: number; readonly y: number }[] }[];
}

/** The map of a process: stages with how many items stand there and for how long; an arrow tells its rule; `here` marks where one item is. */
export function ProcessMap({ entity, here = {} }: { entity: string; here?: Readonly<Record<string, string>> }) {
  const map = useQuery({ queryKey: ['process-map', entity], staleTime: 60_000, queryFn: () => request<MapData>(`/api/web/process-maps/${entity}`) });
  if (map.isPending) return <Loading />;
  if (map.data === undefined) return <Failed error={map.error as Error} retry={() => void map.refetch()} />;
  const { regions, transitions } = map.data;
  if (regions.length === 1) return <Region data={regions[0] as RegionData} transitions={transitions} here={here[(regions[0] as RegionData).region]} title={map.data.label} />;
  return (
    <Tabs defaultValue={regions[0]?.region ?? ''} keepMounted={false}>
      <Tabs.List>
        {regions.map((one) => (
          <Tabs.Tab key={one.region} value={one.region}>
            {one.label === '' ? map.data.label : one.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {regions.map((one) => (
        <Tabs.Panel key={one.region} value={one.region} pt="sm">
          <Region data={one} transitions={transitions} here={here[one.region]} title={one.label === '' ? map.data.label : one.label} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Region({ data, transitions, here, title }: { data: RegionData; transitions: MapData['transitions']; here: string | undefined; title: string }) {
  const texts = useTexts();
  const [chosen, setChosen] = useState<number>();
  const edge = chosen === undefined ? undefined : data.edges[chosen];
  const name = (state: string): string => data.nodes.find((node) => node.state === state)?.label ?? state;
  return (
    <Group align="flex-start" gap="md" wrap="wrap">
      <div style={{ overflow: 'auto', flex: '1 1 420px', maxHeight: '70vh' }}>
        <svg width={data.width + 8} height={data.height + 8} role="group" aria-label={title} style={{ display: 'block' }}>
          <defs>
            <marker id={`arrow-${data.region}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
              <path d="M0 0 L8 4 L0 8 z" fill="var(--mantine-color-dimmed)" />
            </marker>
          </defs>
          <g transform="translate(4 4)">
            {data.edges.map((one, index) => (
              <g key={`${one.from} ${one.to}`} tabIndex={0} role="button" aria-label={`${name(one.from)} → ${name(one.to)}`} onClick={() => setChosen(index)} onKeyDown={(event) => event.key === 'Enter' && setChosen(index)} cursor="pointer">
                <polyline points={one.points.map((point) => `${point.x},${point.y}`).join(' ')} fill="none" stroke="transparent" strokeWidth={12} />
                <polyline
                  points={one.points.map((point) => `${point.x},${point.y}`).join(' ')} fill="none" markerEnd={`url(#arrow-${data.region})`}
                  stroke={index === chosen ? 'var(--mantine-color-steel-5)' : 'var(--mantine-color-dimmed)'} strokeWidth={index === chosen ? 2.4 : 1.2} opacity={index === chosen ? 1 : 0.65}
                />
              </g>
            ))}
            {data.nodes.map((node) => (
              <foreignObject key={node.state} x={node.x} y={node.y} width={node.width} height={node.height}>
                <Card withBorder padding={6} radius="sm" h="100%" bg={node.state === here ? 'var(--mantine-color-steel-light)' : node.final ? 'var(--mantine-color-default-hover)' : undefined} style={node.state === here ? { borderColor: 'var(--mantine-color-steel-5)', borderWidth: 2 } : undefined}>
                  <Text size="xs" fw={600} lineClamp={2} lh={1.2}>
                    {node.label}
                  </Text>
                  <Group gap={6} pt={2}>
                    {node.count === undefined ? null : (
                      <Badge size="xs" variant="light" color={node.count === 0 ? 'gray' : 'steel'}>
                        {node.count}
                      </Badge>
                    )}
                    {node.days === null || node.days === undefined || node.count === 0 ? null : (
                      <Text size="xs" c="dimmed">
                        {fill(texts.averageDays, { days: Math.round(node.days) })}
                      </Text>
                    )}
                  </Group>
                </Card>
              </foreignObject>
            ))}
          </g>
        </svg>
      </div>
      <Stack gap="xs" style={{ flex: '1 1 260px', maxWidth: 420 }} aria-live="polite">
        {edge === undefined ? (
          <Text c="dimmed" size="sm">
            {texts.chooseArrow}
          </Text>
        ) : (
          <>
            <Text fw={600}>
              {name(edge.from)} → {name(edge.to)}
            </Text>
            {edge.codes.map((code) => {
              const one = transitions.find((found) => found.code === code);
              return one === undefined ? null : (
                <Card key={code} withBorder padding="sm">
                  <Text size="sm" fw={500}>
                    {one.label}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {one.automatic || one.by.length === 0 ? texts.byItself : fill(texts.whoCan, { roles: one.by.join(', ') })}
                  </Text>
                  {one.when.length === 0 ? null : (
                    <List size="xs" pt={4}>
                      {one.when.map((text) => (
                        <List.Item key={text}>{text}</List.Item>
                      ))}
                    </List>
                  )}
                </Card>
              );
            })}
          </>
        )}
      </Stack>
    </Group>
  );
}
