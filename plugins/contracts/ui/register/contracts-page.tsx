import { useState } from 'react';
import { Button, Chip, Group, ScrollArea, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { Empty, Failed, Loading, fill, pageOf, useEntity, useSession } from '../../../web/ui/src/kit.ts';
import { useContractTexts } from '../texts.ts';
import type { RegisterFilter } from './register-data.ts';
import { usePortfolio, useRegister } from './register-data.ts';
import { RegisterCards, RegisterTable } from './register-table.tsx';

type Quick = 'mine' | 'expiring' | 'original' | 'overdue';

/** «Где договор с X?»: every contract with where it stands, for how long and with whom. */
export default function ContractsPage() {
  const entity = useEntity('contracts.contract');
  return entity === undefined ? <Loading /> : <ContractDesk entity={entity} />;
}

function ContractDesk({ entity }: { entity: EntityMeta }) {
  const texts = useContractTexts();
  const session = useSession();
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 250);
  const [group, setGroup] = useState('');
  const [quick, setQuick] = useState<Quick[]>([]);
  const portfolio = usePortfolio().data;
  const filter: RegisterFilter = {
    ...(query === '' ? {} : { q: query }),
    ...(group === '' ? {} : { status_group: group }),
    ...(quick.includes('mine') ? { responsible_id: session.user.id } : {}),
    ...(quick.includes('expiring') ? { expires_within: String(portfolio?.days ?? 30) } : {}),
    ...(quick.includes('original') ? { without_original: 'true' as const } : {}),
    ...(quick.includes('overdue') ? { overdue: 'true' as const } : {}),
  };
  const register = useRegister(filter);
  const rows = register.data?.pages.flatMap((page) => page.data) ?? [];
  const total = register.data?.pages[0]?.total ?? 0;
  const clear = (): void => {
    setTyped('');
    setGroup('');
    setQuick([]);
  };
  const counted = (label: string, count: number | undefined): string => (count === undefined ? label : `${label} · ${count}`);
  return (
    <div className="page">
      <Group justify="space-between" gap="sm">
        <Title order={1}>{texts.contracts}</Title>
        <Group gap="xs" style={{ flex: narrow ? '1 1 100%' : undefined }}>
          <TextInput aria-label={texts.search} placeholder={texts.search} leftSection={<IconSearch size={15} />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} style={{ flex: 1, minWidth: 200 }} />
          {entity.can.create ? (
            <Button leftSection={<IconPlus size={16} />} component={Link} to={pageOf(entity, 'new') as never}>
              {texts.newContract}
            </Button>
          ) : null}
        </Group>
      </Group>
      <ScrollArea type="never" offsetScrollbars={false} style={{ flexShrink: 0 }}>
        <Group gap="sm" wrap={narrow === true ? 'nowrap' : 'wrap'} pb={2}>
          <Chip.Group value={group} onChange={(value) => setGroup(value)}>
            <Group gap={6} wrap="nowrap" role="radiogroup" aria-label={texts.group}>
              {[['', texts.allGroups] as const, ...Object.entries(texts.groups)].map(([code, label]) => (
                <Chip key={code} value={code} size="xs">
                  {counted(label, code === '' ? undefined : portfolio?.by_group[code])}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Chip.Group multiple value={quick} onChange={(value) => setQuick(value as Quick[])}>
            <Group gap={6} wrap="nowrap" role="group" aria-label={texts.narrow}>
              <Chip value="mine" size="xs" variant="light">{texts.mine}</Chip>
              <Chip value="overdue" size="xs" variant="light" color="red">{texts.overdueOnly}</Chip>
              <Chip value="expiring" size="xs" variant="light">{counted(fill(texts.expiring, { days: portfolio?.days ?? 30 }), portfolio?.expiring.count)}</Chip>
              <Chip value="original" size="xs" variant="light">{counted(texts.withoutOriginal, portfolio?.without_original)}</Chip>
            </Group>
          </Chip.Group>
        </Group>
      </ScrollArea>
      {register.isPending ? (
        <Loading />
      ) : register.data === undefined ? (
        <Failed error={register.error as Error} retry={() => void register.refetch()} />
      ) : rows.length === 0 ? (
        <Empty filtered={Object.keys(filter).length > 0} onClear={clear} />
      ) : (
        <>
          {narrow === true ? <RegisterCards entity={entity} rows={rows} /> : <RegisterTable entity={entity} rows={rows} />}
          <Group justify="space-between" gap="sm">
            <Text size="xs" c="dimmed" role="status">
              {fill(texts.shown, { shown: rows.length, total })}
            </Text>
            {register.hasNextPage ? (
              <Button variant="default" size="xs" loading={register.isFetchingNextPage} onClick={() => void register.fetchNextPage()}>
                {texts.showMore}
              </Button>
            ) : null}
          </Group>
        </>
      )}
    </div>
  );
}
