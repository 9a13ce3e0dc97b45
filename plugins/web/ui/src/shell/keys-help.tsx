import { useEffect } from 'react';
import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTexts } from '../texts/use-texts.ts';

/** `?` shows the keys. On a Russian layout the same key writes a comma, so its place counts as well as its sign. */
export function KeysHelp() {
  const texts = useTexts();
  const [opened, { toggle, close }] = useDisclosure(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && (/^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable);
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) {
        event.preventDefault();
        toggle();
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [toggle]);
  const keys: readonly (readonly [readonly string[], string])[] = [
    [['Ctrl', 'K'], texts.keyPalette],
    [['/'], texts.keySearch],
    [['Ctrl', 'Enter'], texts.keySave],
    [['Ctrl', '↑'], texts.keyNeighbours],
    [['Ctrl', '↓'], texts.keyNeighbours],
    [['N'], texts.keyCreate],
    [['↑', '↓'], texts.keyRows],
    [['Enter'], texts.keyOpen],
    [['Space'], texts.keySelect],
    [['Esc'], texts.keyClose],
    [['?'], texts.keyHelp],
  ];
  return (
    <Modal opened={opened} onClose={close} title={<Text fw={600}>{texts.keys}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <Table>
        <Table.Tbody>
          {keys.map(([combination, what]) => (
            <Table.Tr key={combination.join()}>
              <Table.Td w={140}>
                {combination.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
