import { Alert, Anchor, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { EntityMeta, FormAidProps } from '../../../web/ui/src/kit.ts';
import { pageOf, titleOf, useEntity, useList } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

/** Says when a counterparty with the INN that is typed is there already. */
export default function SameInn({ values, id }: FormAidProps) {
  const entity = useEntity('crm.counterparty');
  const inn = typeof values['inn'] === 'string' ? values['inn'].trim() : '';
  const [asked] = useDebouncedValue(inn, 400);
  return entity === undefined || !/^(\d{10}|\d{12})$/.test(asked) ? null : <Found entity={entity} inn={asked} {...(id === undefined ? {} : { except: id })} />;
}

function Found({ entity, inn, except }: { entity: EntityMeta; inn: string; except?: string }) {
  const texts = useSalesTexts();
  const list = useList(entity, { filter: { inn }, limit: 5 });
  const rows = (list.data?.pages.flatMap((page) => page.data) ?? []).filter((row) => row.id !== except && row['inn'] === inn);
  if (rows.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconUsers size={18} />} title={texts.sameInn} role="status">
      <Stack gap={4}>
        {rows.map((row) => (
          <Anchor key={row.id} component={Link} to={pageOf(entity, row.id) as never} size="sm" target="_blank">
            {titleOf(entity, row)} {typeof row['kpp'] === 'string' ? ` · ${row['kpp']}` : ''}
          </Anchor>
        ))}
      </Stack>
    </Alert>
  );
}
