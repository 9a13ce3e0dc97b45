import { useEffect, useState } from 'react';
import { Box, Button, CloseButton, Group, LoadingOverlay, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch, IconWand } from '@tabler/icons-react';
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useQuery } from '@tanstack/react-query';
import { Failed, Loading, NamedEventDialog, NotFound, ProblemAlert, useEntity, useTexts } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { Candidate, Cargo, Place } from './board.ts';
import { boardQuery, candidatesQuery } from './board.ts';
import { CandidateList } from './candidate-list.tsx';
import { DropZone } from './drop-zone.tsx';
import { PartDialog } from './part-dialog.tsx';
import { ProposalDialog } from './proposal-dialog.tsx';
import { TruckBox } from './truck-box.tsx';
import { useLoading } from './use-loading.ts';

const matches = (one: Candidate, typed: string): boolean => [one.reference, one.number, one.client, one.order_number, one.content].some((text) => text?.toLowerCase().includes(typed.trim().toLowerCase()) === true);

/** «Формирование машин»: what may be loaded on the left, trucks being formed on the right; goods are dragged between them or sent by a menu. */
export function Planner() {
  const texts = useSupplyTexts();
  const common = useTexts();
  const entity = useEntity('supply.truck');
  const [typed, setTyped] = useState('');
  const [factory, setFactory] = useState<string | null>(null);
  const [to, setTo] = useState('');
  const [part, setPart] = useState<Cargo>();
  const [proposing, setProposing] = useState(false);
  const board = useQuery(boardQuery);
  const everything = useQuery(candidatesQuery({}));
  const found = useQuery(candidatesQuery({ to }));
  const { move, busy, error, clearError, emptied, clearEmptied } = useLoading();
  const onMove = (cargo: Cargo, place: Place): void => void move(cargo, place);
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => source.data['kind'] === 'cargo',
        onDrop: ({ source, location }) => {
          const place = location.current.dropTargets[0]?.data['place'];
          if (typeof place === 'string') onMove(source.data['cargo'] as unknown as Cargo, place === 'new' || place === 'out' ? place : { truck: place });
        },
      }),
    // What a move does is read when it happens; the monitor itself never differs.
    [],
  );
  if (entity === undefined) return <NotFound />;
  const failed = board.error ?? found.error;
  if (failed !== null && (board.data === undefined || found.data === undefined)) return <Failed error={failed} retry={() => void Promise.all([board.refetch(), found.refetch()])} />;
  if (board.data === undefined || found.data === undefined) return <Loading />;
  const trucks = board.data.data;
  const inPlan = new Set(trucks.flatMap((truck) => truck.plan.map((one) => one.id)));
  const candidates = found.data.data.filter((one) => !inPlan.has(one.id) && (factory === null || one.factory === factory) && (typed === '' || matches(one, typed)));
  const factories = [...new Set((everything.data?.data ?? []).map((one) => one.factory))].filter((one) => one !== null);
  return (
    <>
      <Group gap="xs" align="flex-end">
        <TextInput aria-label={texts.search} placeholder={texts.search} leftSection={<IconSearch size={15} />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} w={{ base: '100%', xs: 260 }} />
        <Select aria-label={texts.factory} placeholder={texts.anyFactory} clearable data={factories} value={factory} onChange={setFactory} w={170} />
        <TextInput type="date" label={texts.readyBy} value={to} onChange={(event) => setTo(event.currentTarget.value)} w={150} />
        <Button leftSection={<IconWand size={16} />} onClick={() => setProposing(true)}>
          {texts.propose}
        </Button>
      </Group>
      {error === undefined ? null : (
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <div style={{ flex: 1 }}>
            <ProblemAlert error={error} />
          </div>
          <CloseButton aria-label={common.close} onClick={clearError} />
        </Group>
      )}
      <Box pos="relative" display={{ base: 'block', md: 'grid' }} style={{ gridTemplateColumns: 'minmax(300px, 2fr) 3fr', gap: 14, flex: 1, minHeight: 0, overflowY: 'auto' }}>
        <LoadingOverlay visible={busy} overlayProps={{ backgroundOpacity: 0.35 }} />
        <Box h={{ md: '100%' }} mb={{ base: 'md', md: 0 }} style={{ overflowY: 'auto' }} tabIndex={-1}>
          <DropZone place="out" label={texts.candidates}>
            <Stack gap="sm">
              <div>
                <Title order={2}>{texts.candidates}</Title>
                <Text size="xs" c="dimmed">
                  {texts.candidatesHint}
                </Text>
              </div>
              {candidates.length === 0 ? <Text c="dimmed">{typed === '' && factory === null && to === '' ? texts.noCandidates : common.emptyFiltered}</Text> : <CandidateList candidates={candidates} trucks={trucks} onMove={onMove} onPart={setPart} />}
            </Stack>
          </DropZone>
        </Box>
        <Box h={{ md: '100%' }} style={{ overflowY: 'auto' }} tabIndex={-1}>
          <Stack gap="sm">
            <Title order={2}>{texts.formedTrucks}</Title>
            {trucks.map((truck) => (
              <TruckBox key={truck.id} entity={entity} truck={truck} board={board.data} onMove={onMove} onPart={setPart} />
            ))}
            <DropZone place="new" label={texts.newTruck} dashed>
              <Text c="dimmed" ta="center" py="sm">
                {trucks.length === 0 ? texts.noTrucks : texts.dropNew}
              </Text>
            </DropZone>
          </Stack>
        </Box>
      </Box>
      {part === undefined ? null : <PartDialog cargo={part} trucks={trucks} onMove={onMove} onClose={() => setPart(undefined)} />}
      {proposing ? <ProposalDialog factory={factory} to={to} board={board.data} onClose={() => setProposing(false)} /> : null}
      {emptied === undefined ? null : <NamedEventDialog entity={entity} id={emptied} name="truck.cancelled" onClose={clearEmptied} />}
    </>
  );
}
