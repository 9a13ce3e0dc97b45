import { Alert, Anchor, Badge, Group, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FormAidProps } from '../../../web/ui/src/kit.ts';
import { pageOf, request, useEntity, useMay } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

interface Similar {
  readonly id: string;
  readonly working_name: string;
  readonly lifecycle: string;
  readonly matches: readonly string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** «Найти похожих клиентов» while a new one is typed, so that nobody is entered twice. */
export default function SimilarPartners({ values, id }: FormAidProps) {
  const texts = useSalesTexts();
  const may = useMay();
  const entity = useEntity('crm.partner');
  const name = text(values['working_name']);
  const given = { name: name.length < 3 ? '' : name, email: text(values['email']), phone: text(values['phone']) };
  const search = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''));
  const [asked] = useDebouncedValue(search.toString(), 400);
  const { data } = useQuery({ queryKey: ['similar-partners', asked], enabled: id === undefined && asked !== '' && may('partner.register'), retry: false, queryFn: ({ signal }) => request<{ readonly data: readonly Similar[] }>(`/api/crm/partners/similar?${asked}`, { signal }) });
  const found = asked === '' ? [] : (data?.data ?? []);
  const lifecycle = entity?.fields.find((field) => field.name === 'lifecycle');
  const region = Object.values(entity?.regions ?? {}).find((one) => one.field === 'lifecycle');
  if (found.length === 0 || entity === undefined) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconUsers size={18} />} title={texts.similar} role="status">
      <Stack gap={4}>
        {found.slice(0, 6).map((one) => (
          <Group key={one.id} gap={6}>
            <Anchor component={Link} to={pageOf(entity, one.id) as never} size="sm" target="_blank">
              {one.working_name}
            </Anchor>
            <Badge variant="default" tt="none" fw={400} size="sm">
              {region?.states[one.lifecycle]?.label ?? lifecycle?.values?.find((value) => value.code === one.lifecycle)?.label ?? '—'}
            </Badge>
            {one.matches.map((match) => (
              <Badge key={match} variant="light" tt="none" fw={400} size="sm">
                {texts[`m_${match}` as keyof typeof texts] ?? '—'}
              </Badge>
            ))}
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}
