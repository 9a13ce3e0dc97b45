import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { download } from '../api/client.ts';
import type { EntityMeta } from '../api/metadata.ts';
import type { ListParameters } from '../api/records.ts';
import { listSearch } from '../api/records.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The whole of the filtered list as an Excel workbook, with the columns on the screen. */
export function ExportButton({ entity, columns, parameters }: { entity: EntityMeta; columns: readonly string[]; parameters: Pick<ListParameters, 'filter' | 'q' | 'sort'> }) {
  const texts = useTexts();
  const get = useMutation({
    mutationFn: () => {
      const search = listSearch(parameters);
      return download(`${entity.path}/export${search === '' ? '?' : `${search}&`}fields=${columns.join(',')}`, `${entity.label.many}.xlsx`);
    },
    onError: (error) => notifications.show({ color: 'red', title: texts.failed, message: error.message, autoClose: 10_000 }),
  });
  return (
    <Button variant="default" leftSection={<IconFileSpreadsheet size={16} />} loading={get.isPending} onClick={() => get.mutate()}>
      {texts.export}
    </Button>
  );
}
