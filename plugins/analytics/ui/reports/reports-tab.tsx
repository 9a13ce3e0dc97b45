import { useState } from 'react';
import { Anchor, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconReportAnalytics } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Failed, Loading, Message, fill, useMetadata } from '../../../web/ui/src/kit.ts';
import { useNumbersTexts } from '../texts.ts';
import { ReportBuilder } from './report-builder.tsx';
import { ReportView } from './report-view.tsx';
import { reportsQuery } from './reports.ts';

/** Reports of one's own and those lent to one's roles: made, run, changed, taken away. */
export default function ReportsTab() {
  const texts = useNumbersTexts();
  const { entities } = useMetadata();
  const reports = useQuery(reportsQuery);
  const [opened, setOpened] = useState<{ readonly id?: string; readonly edit: boolean }>();
  if (reports.isPending) return <Loading />;
  if (reports.data === undefined) return <Failed error={reports.error as Error} retry={() => void reports.refetch()} />;
  const list = reports.data.data;
  const chosen = list.find((one) => one.id === opened?.id);
  const close = (): void => setOpened(undefined);
  if (opened?.edit === true) return <ReportBuilder key={opened.id ?? 'new'} {...(chosen === undefined ? {} : { report: chosen })} onClose={close} onSaved={(id) => setOpened({ id, edit: false })} />;
  if (chosen !== undefined) return <ReportView report={chosen} onEdit={() => setOpened({ id: chosen.id, edit: true })} onClose={close} />;
  const make = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened({ edit: true })}>
      {texts.newReport}
    </Button>
  );
  if (list.length === 0) return <Message icon={<IconReportAnalytics size={26} />} title={texts.noReports} action={make}>{texts.noReportsHint}</Message>;
  return (
    <Stack gap="sm">
      <Group justify="flex-end">{make}</Group>
      {list.map((one) => (
        <Card key={one.id} withBorder padding="sm">
          <Group justify="space-between" gap="xs">
            <Stack gap={0}>
              <Anchor component="button" type="button" fw={500} ta="left" onClick={() => setOpened({ id: one.id, edit: false })}>
                {one.name}
              </Anchor>
              <Text size="xs" c="dimmed">
                {entities.find((entity) => entity.id === one.entity_code)?.label.many ?? ''}
              </Text>
            </Stack>
            {one.own ? (
              (one.shared_with ?? []).length === 0 ? null : <Badge variant="light" tt="none">{texts.shared}</Badge>
            ) : (
              <Text size="xs" c="dimmed">
                {fill(texts.sharedBy, { owner: one.owner ?? '' })}
              </Text>
            )}
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
