import { useState } from 'react';
import { Button, Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { IconFileText, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { Failed, Loading, Message, fill, transitionsQuery, useEntity } from '../../../web/ui/src/kit.ts';
import { useContractTexts } from '../texts.ts';
import { AmendmentsDialog } from './amendments-dialog.tsx';
import { CompareRounds } from './compare-rounds.tsx';
import { Reviews } from './reviews.tsx';
import { RoundView } from './round-view.tsx';
import { useRounds } from './rounds.ts';

const AMENDMENTS = 'contract.amendments_received';

/** «Протокол разногласий» on the card of a contract: round after round, or two of them side by side. */
export default function ProtocolPanel({ id }: { id: string }) {
  const contract = useEntity('contracts.contract');
  const protocol = useEntity('contracts.disagreement_protocol');
  const item = useEntity('contracts.disagreement_item');
  return contract === undefined || protocol === undefined || item === undefined ? null : <Negotiation contract={contract} protocol={protocol} item={item} id={id} />;
}

function Negotiation({ contract, protocol, item, id }: { contract: EntityMeta; protocol: EntityMeta; item: EntityMeta; id: string }) {
  const texts = useContractTexts();
  const { rounds, isPending, error, refetch } = useRounds(protocol, id);
  const [chosen, setChosen] = useState<number>();
  const [other, setOther] = useState<string | null>(null);
  if (isPending) return <Loading />;
  if (error !== null) return <Failed error={error} retry={refetch} />;
  const round = rounds.find((one) => one.round_no === chosen) ?? rounds.at(-1);
  const compared = rounds.find((one) => String(one.round_no) === other && one.id !== round?.id);
  const enter = <EnterAmendments contract={contract} protocol={protocol} item={item} id={id} />;
  if (round === undefined) {
    return (
      <Stack>
        <Reviews contractId={id} />
        <Message icon={<IconFileText size={26} />} title={texts.noProtocol} action={enter}>
          {texts.noProtocolHint}
        </Message>
      </Stack>
    );
  }
  const [before, after] = compared === undefined || compared.round_no < round.round_no ? [compared, round] : [round, compared];
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          {rounds.length === 1 ? null : (
            <>
              <SegmentedControl size="xs" aria-label={texts.rounds} value={String(round.round_no)} onChange={(value) => setChosen(Number(value))} data={rounds.map((one) => ({ value: String(one.round_no), label: fill(texts.roundNo, { round: one.round_no }) }))} />
              <Select
                size="xs"
                w={200}
                aria-label={texts.compareWith}
                placeholder={texts.compareWith}
                clearable
                clearButtonProps={{ 'aria-label': texts.compareOff }}
                data={rounds.filter((one) => one.id !== round.id).map((one) => ({ value: String(one.round_no), label: `${texts.compareWith} ${one.round_no}` }))}
                value={compared === undefined ? null : other}
                onChange={setOther}
              />
            </>
          )}
        </Group>
        {enter}
      </Group>
      {before === undefined ? <RoundView protocol={protocol} item={item} round={round} contractId={id} /> : <CompareRounds item={item} before={before} after={after ?? round} rounds={rounds} />}
    </Stack>
  );
}

/** Offers to enter amendments while the contract's state foresees them. */
function EnterAmendments({ contract, protocol, item, id }: { contract: EntityMeta; protocol: EntityMeta; item: EntityMeta; id: string }) {
  const texts = useContractTexts();
  const [asked, setAsked] = useState(false);
  const event = useQuery(transitionsQuery(contract, id)).data?.data.find((one) => one.event === AMENDMENTS);
  if (event === undefined) return null;
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => setAsked(true)}>
        {texts.amendments}
      </Button>
      {asked ? <AmendmentsDialog contract={contract} protocol={protocol} item={item} id={id} event={event} onClose={() => setAsked(false)} /> : null}
    </>
  );
}
