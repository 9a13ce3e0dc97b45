import { useEffect, useState } from 'react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loading } from './loading.tsx';
import { Failed } from './page-states.tsx';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const PDF = 'application/pdf';

async function readFile(id: string): Promise<Blob> {
  const response = await fetch(`/api/files/${id}/content?inline=true`, { credentials: 'same-origin' });
  if (!response.ok) throw new ApiError({ status: response.status, code: 'file' });
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  // Only what can carry no script is given to the browser under its own kind.
  return new Blob([await response.arrayBuffer()], { type: type === PDF || PICTURES.includes(type) ? type : 'application/octet-stream' });
}

/** A picture or a PDF shown over the card; of any other file only what can be done with it. */
export function FilePreview({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const texts = useTexts();
  const { data, error, isPending } = useQuery({ queryKey: ['file-content', id], queryFn: () => readFile(id), gcTime: 0, staleTime: Infinity });
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (data === undefined) return undefined;
    const made = URL.createObjectURL(data);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return (
    <Modal opened onClose={onClose} size="xl" title={<Text fw={600} style={{ overflowWrap: 'anywhere' }}>{name}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="sm">
        {isPending ? (
          <Loading />
        ) : data === undefined || address === undefined ? (
          error === null ? <Loading /> : <Failed error={error} />
        ) : data.type === PDF ? (
          <iframe src={address} title={name} style={{ width: '100%', height: '70dvh', border: 0 }} />
        ) : PICTURES.includes(data.type) ? (
          <img src={address} alt={name} style={{ maxWidth: '100%', maxHeight: '70dvh', objectFit: 'contain', margin: '0 auto' }} />
        ) : (
          <Text c="dimmed">{texts.noPreview}</Text>
        )}
        <Group justify="flex-end">
          <Button component="a" href={`/api/files/${id}/content`} variant="default" leftSection={<IconDownload size={16} />}>
            {texts.download}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
