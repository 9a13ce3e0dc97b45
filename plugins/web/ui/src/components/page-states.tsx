import type { ReactNode } from 'react';
import { Button, Center, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconInbox, IconLock, IconPlus, IconZoomQuestion } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { ApiError } from '../api/client.ts';
import { fill, useTexts } from '../texts/use-texts.ts';

/** The middle of a page that has something to say instead of data. */
export function Message({ icon, title, children, action }: { icon: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Center p="xl" mih={240}>
      <Stack align="center" gap="sm" maw={440} ta="center">
        <ThemeIcon variant="light" color="gray" size={48} radius="xl">
          {icon}
        </ThemeIcon>
        <Title order={2}>{title}</Title>
        {children === undefined ? null : <Text c="dimmed">{children}</Text>}
        {action}
      </Stack>
    </Center>
  );
}

/** Nothing is there yet, or nothing fits; either way with what can be done about it. */
export function Empty({ filtered = false, onClear, create }: { filtered?: boolean; onClear?: () => void; create?: { readonly to: string; readonly label: string } }) {
  const texts = useTexts();
  const clear = filtered && onClear !== undefined ? <Button variant="default" onClick={onClear}>{texts.clearFilters}</Button> : undefined;
  const make = !filtered && create !== undefined ? <Button component={Link} to={create.to as never} leftSection={<IconPlus size={16} />}>{create.label}</Button> : undefined;
  return (
    <Message icon={<IconInbox size={26} />} title={filtered ? texts.emptyFiltered : texts.empty} action={clear ?? make}>
      {make === undefined ? undefined : texts.emptyCreate}
    </Message>
  );
}

export function NotFound() {
  const texts = useTexts();
  return <Message icon={<IconZoomQuestion size={26} />} title={texts.notFound}>{texts.notFoundHint}</Message>;
}

/** Says why data did not come, and offers what a person can do about it. */
export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  const texts = useTexts();
  const router = useRouter();
  const again = <Button variant="default" onClick={() => (retry === undefined ? void router.invalidate() : retry())}>{texts.tryAgain}</Button>;
  if (error instanceof ApiError) {
    if (error.status === 0) return <Message icon={<IconCloudOff size={26} />} title={texts.failed} action={again}>{texts.offline}</Message>;
    if (error.status === 403) return <Message icon={<IconLock size={26} />} title={texts.noRights}>{error.problem.detail ?? texts.noRightsHint}</Message>;
    if (error.status === 404) return <NotFound />;
    if (error.status < 500) return <Message icon={<IconAlertTriangle size={26} />} title={texts.failed} action={again}>{error.message}</Message>;
    return <Message icon={<IconAlertTriangle size={26} />} title={texts.failed} action={again}>{fill(texts.failedHint, { id: error.problem.id ?? '—' })}</Message>;
  }
  return <Message icon={<IconAlertTriangle size={26} />} title={texts.failed} action={again}>{error.message}</Message>;
}
