import { useEffect, useState } from 'react';
import { ActionIcon, Button, Kbd, Loader, Modal, NavLink, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { request } from '../api/client.ts';
import { pageOf, useMetadata } from '../api/metadata.ts';
import { useTexts } from '../texts/use-texts.ts';

interface Found {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
}

/** Ctrl+K: everything I may see, by a part of its number, name, phone or tax id; and the lists themselves. Keys go by their place, so any layout will do. */
export function CommandPalette() {
  const texts = useTexts();
  const { entities } = useMetadata();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 180);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && /^(input|textarea|select)$/i.test(event.target.tagName);
      if (((event.ctrlKey || event.metaKey) && event.code === 'KeyK') || (event.code === 'Slash' && event.key !== '?' && !event.shiftKey && !typing && !event.ctrlKey)) {
        event.preventDefault();
        open();
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [open]);
  const { data, isFetching } = useQuery({ queryKey: ['search', query], enabled: opened && query.length > 1, queryFn: ({ signal }) => request<{ readonly data: readonly Found[] }>(`/api/search?q=${encodeURIComponent(query)}`, { signal }) });
  const lists = entities.filter((one) => one.kind !== 'section' && one.kind !== 'register' && query.length > 1 && one.label.many.toLowerCase().includes(query.toLowerCase())).slice(0, 4);
  const results = [
    ...(data?.data ?? []).map((one) => ({ key: `${one.entity}${one.id}`, label: one.title, description: entities.find((entity) => entity.id === one.entity)?.label.one ?? '', to: ((entity) => (entity === undefined ? '/' : pageOf(entity, one.id)))(entities.find((entity) => entity.id === one.entity)) })),
    ...lists.map((one) => ({ key: one.id, label: one.label.many, description: texts.lists, to: pageOf(one) })),
  ];
  const go = (to: string): void => {
    close();
    setTyped('');
    void navigate({ to: to as never });
  };
  return (
    <>
      <Button variant="default" leftSection={<IconSearch size={16} />} rightSection={<Kbd size="xs">Ctrl K</Kbd>} onClick={open} visibleFrom="sm" fw={400} c="dimmed">
        {texts.search}
      </Button>
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={open} hiddenFrom="sm" aria-label={texts.search}>
        <IconSearch size={20} />
      </ActionIcon>
      <Modal opened={opened} onClose={close} title={texts.search} yOffset="10vh" centered={false} size="lg" padding="sm" closeButtonProps={{ 'aria-label': texts.close }}>
        <TextInput
          data-autofocus
          size="md"
          leftSection={<IconSearch size={18} />}
          rightSection={isFetching ? <Loader size={16} /> : null}
          placeholder={texts.searchHint}
          aria-label={texts.search}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setAt(Math.min(at + 1, results.length - 1));
            else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
            else if (event.key === 'Enter' && results[at] !== undefined) go(results[at].to);
            else return;
            event.preventDefault();
          }}
        />
        <ScrollArea.Autosize mah="50vh" mt="xs">
          <Stack gap={0}>
            {results.map((one, index) => (
              <NavLink key={one.key} label={one.label} description={one.description} active={index === at} onMouseEnter={() => setAt(index)} onClick={() => go(one.to)} />
            ))}
            {query.length > 1 && !isFetching && results.length === 0 ? (
              <Text c="dimmed" p="sm">
                {texts.nothingFound}
              </Text>
            ) : null}
          </Stack>
        </ScrollArea.Autosize>
      </Modal>
    </>
  );
}
