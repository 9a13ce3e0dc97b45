import { useEffect, useMemo, useState } from 'react';
import { Group, SegmentedControl, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconSearch } from '@tabler/icons-react';
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useQueryClient } from '@tanstack/react-query';
import type { AvailableEvent, EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { ApiError, EventDialog, Loading, mainRegion, request, transitionsQuery, useEntity, useMovedNotice, useRefresh, useSession, actionKey } from '../../../web/ui/src/kit.ts';
import { IntakeWizard } from '../intake/intake-wizard.tsx';
import { useSalesTexts } from '../texts.ts';
import { BoardColumn } from './board-column.tsx';
import { InquiryColumn } from './inquiry-column.tsx';

/** What is being asked before a card may move. */
interface Asked {
  readonly id: string;
  readonly event: AvailableEvent;
  readonly to: string;
}

export default function BoardPage() {
  const entity = useEntity('crm.interest');
  return entity === undefined ? <Loading /> : <Board entity={entity} />;
}

/** «Мои продажи»: unprocessed inquiries, then the deals by stage. A card is dragged, or moved by its menu; a move that needs data asks for it, a refused one says why. */
function Board({ entity }: { entity: EntityMeta }) {
  const texts = useSalesTexts();
  const session = useSession();
  const client = useQueryClient();
  const refresh = useRefresh();
  const moved = useMovedNotice();
  const inquiries = useEntity('crm.inquiry');
  const region = mainRegion(entity);
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed, 250);
  const [asked, setAsked] = useState<Asked>();
  const [intake, setIntake] = useState<string>();
  const states = useMemo(() => Object.entries(region?.states ?? {}).filter(([, state]) => state.final !== true && state.disabled !== true), [region]);

  /** Finds the event that leads to the stage, asks what it needs and sends it. */
  const move = async (card: Row, to: string): Promise<void> => {
    if (String(card[region?.field ?? '']) === to) return;
    const { data } = await client.fetchQuery({ ...transitionsQuery(entity, card.id), staleTime: 0 });
    const direct = data.find((one) => one.to === to && one.allowed) ?? data.find((one) => one.to === to);
    const chosen = direct ?? data.find((one) => one.needs.properties?.['to'] !== undefined);
    if (chosen === undefined) {
      notifications.show({ color: 'yellow', title: texts.comesItself, message: texts.comesItselfHint });
      return;
    }
    const free = chosen.fields.filter((field) => field.name !== 'to');
    if (!chosen.allowed || free.length > 0) {
      setAsked({ id: card.id, event: { ...chosen, fields: free }, to });
      return;
    }
    try {
      moved(await request(`${entity.path}/${card.id}/transitions`, { method: 'POST', key: actionKey(), body: { event: chosen.event, data: direct === undefined ? { to } : {} } }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setAsked({ id: card.id, event: { ...chosen, allowed: false, fields: [], reasons: error.problem.reasons ?? [{ code: error.problem.code, message: error.message }] }, to });
    }
    await refresh();
  };

  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const to = location.current.dropTargets[0]?.data['state'];
          if (typeof to !== 'string') return;
          if (source.data['kind'] === 'inquiry') setIntake(String(source.data['id']));
          else if (source.data['kind'] === 'interest') void move(source.data['row'] as Row, to);
        },
      }),
    // The monitor is made anew when what a move does may differ.
    [entity, region],
  );

  return (
    <div className="page">
      <Group justify="space-between" gap="sm">
        <Title order={1}>{texts.board}</Title>
        <Group gap="xs">
          <TextInput aria-label={texts.search} placeholder={texts.search} leftSection={<IconSearch size={15} />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} w={220} />
          <SegmentedControl size="xs" value={whose} onChange={(value) => setWhose(value as 'mine' | 'all')} data={[{ value: 'mine', label: texts.mine }, { value: 'all', label: texts.team }]} />
        </Group>
      </Group>
      <div style={{ display: 'flex', gap: 10, overflowX: 'auto', flex: 1, minHeight: 0, alignItems: 'stretch' }}>
        {inquiries === undefined ? null : <InquiryColumn entity={inquiries} onOpen={setIntake} />}
        {states.map(([state, { label }]) => (
          <BoardColumn
            key={state}
            entity={entity}
            state={state}
            label={label}
            query={query.length > 1 ? query : ''}
            {...(whose === 'mine' ? { responsible: session.user.id } : {})}
            targets={states.map(([value, one]) => ({ value, label: one.label }))}
            onMove={(row, to) => void move(row, to)}
          />
        ))}
      </div>
      {asked === undefined ? null : <EventDialog entity={entity} id={asked.id} event={asked.event} fixed={asked.event.needs.properties?.['to'] === undefined ? {} : { to: asked.to }} onClose={() => setAsked(undefined)} />}
      {intake === undefined || inquiries === undefined ? null : <IntakeWizard inquiry={inquiries} id={intake} onClose={() => setIntake(undefined)} />}
    </div>
  );
}
