import { useState } from 'react';
import { Button, Checkbox, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconDeviceFloppy, IconPinned, IconPlus, IconStar, IconTrash, IconUsers } from '@tabler/icons-react';
import type { SavedView, ViewSettings } from '../api/views.ts';
import { useViewActions } from '../api/views.ts';
import { useMay } from '../api/session.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  readonly entity: string;
  readonly views: readonly SavedView[];
  /** The view that is looked at now. */
  readonly current: SavedView | undefined;
  readonly settings: ViewSettings;
  readonly onChoose: (view: SavedView | undefined) => void;
}

/** Saved views: pinned ones beside the list's name, the others in a menu, with a way to save what is on the screen. */
export function ViewsMenu({ entity, views, current, settings, onChoose }: Props) {
  const texts = useTexts();
  const { save, remove } = useViewActions(entity);
  const [asked, setAsked] = useState<SavedView | 'new'>();
  const pinned = views.filter((one) => one.is_pinned);
  return (
    <Group gap={6} wrap="wrap">
      {pinned.map((one) => (
        <Button key={one.id} size="compact-sm" radius="xl" variant={current?.id === one.id ? 'filled' : 'default'} aria-pressed={current?.id === one.id} onClick={() => onChoose(current?.id === one.id ? undefined : one)}>
          {one.name}
        </Button>
      ))}
      <Menu shadow="md" width={280} position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} />}>
            {current !== undefined && !current.is_pinned ? current.name : texts.views}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
          <Menu.Item onClick={() => onChoose(undefined)}>{texts.allRows}</Menu.Item>
          {views.map((one) => (
            <Menu.Item key={one.id} fw={current?.id === one.id ? 600 : 400} onClick={() => onChoose(one)} rightSection={<Marks view={one} />}>
              {one.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {current?.may_change === true ? (
            <>
              <Menu.Item leftSection={<IconDeviceFloppy size={16} />} onClick={() => save.mutate({ view: current, change: { settings } })}>
                {texts.updateView}
              </Menu.Item>
              <Menu.Item leftSection={<IconStar size={16} />} onClick={() => setAsked(current)}>
                {texts.viewProperties}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => remove.mutate(current, { onSuccess: () => onChoose(undefined) })}>
                {texts.removeView}
              </Menu.Item>
            </>
          ) : null}
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setAsked('new')}>
            {texts.saveView}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === undefined ? null : (
        <ViewDialog
          view={asked === 'new' ? undefined : asked}
          busy={save.isPending}
          error={save.error}
          onClose={() => {
            save.reset();
            setAsked(undefined);
          }}
          onSave={(change) =>
            save.mutate(asked === 'new' ? { change: { ...change, settings } } : { view: asked, change }, {
              onSuccess: (view) => {
                setAsked(undefined);
                onChoose(view);
              },
            })
          }
        />
      )}
    </Group>
  );
}

function Marks({ view }: { view: SavedView }) {
  const texts = useTexts();
  return (
    <Group gap={4} wrap="nowrap" c="dimmed">
      {view.is_default ? <IconStar size={14} aria-label={texts.opensFirst} role="img" /> : null}
      {view.is_pinned ? <IconPinned size={14} aria-label={texts.pinned} role="img" /> : null}
      {view.is_shared ? <IconUsers size={14} aria-label={texts.sharedView} role="img" /> : null}
    </Group>
  );
}

type Given = Pick<SavedView, 'name' | 'is_shared' | 'is_pinned' | 'is_default'>;

/** Name of a view and what it is for. Only those who may share are asked whether to. */
function ViewDialog({ view, busy, error, onClose, onSave }: { view: SavedView | undefined; busy: boolean; error: unknown; onClose: () => void; onSave: (given: Partial<Given>) => void }) {
  const texts = useTexts();
  const may = useMay();
  const [given, setGiven] = useState<Given>({ name: view?.name ?? '', is_shared: view?.is_shared ?? false, is_pinned: view?.is_pinned ?? false, is_default: view?.is_default ?? false });
  const tick = (name: 'is_shared' | 'is_pinned' | 'is_default') => (event: React.ChangeEvent<HTMLInputElement>) => {
    const on = event.currentTarget.checked;
    setGiven((before) => ({ ...before, [name]: on }));
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{view === undefined ? texts.saveView : texts.viewProperties}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given.name.trim() !== '') onSave({ ...given, name: given.name.trim() });
        }}
      >
        <Stack gap="sm">
          <TextInput label={texts.viewName} maxLength={100} data-autofocus value={given.name} onChange={(event) => { const name = event.currentTarget.value; setGiven((before) => ({ ...before, name })); }} />
          <Checkbox label={texts.pinView} checked={given.is_pinned} onChange={tick('is_pinned')} />
          {view !== undefined && !view.mine ? null : <Checkbox label={texts.opensFirst} checked={given.is_default} onChange={tick('is_default')} />}
          {may('view.share') ? <Checkbox label={texts.shareView} checked={given.is_shared} onChange={tick('is_shared')} /> : null}
          <ProblemAlert error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={busy} disabled={given.name.trim() === ''}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
