import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failed, Loading, Message, fill, formatDate, pageOf, request, useEntity, useLocale } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

interface PlanRow {
  readonly id: string;
  readonly title: string;
  readonly planned_start: string | null;
  readonly planned_end: string | null;
  readonly responsible: string;
  readonly state: string;
  readonly overdue: boolean;
}

interface Plan {
  readonly data: readonly PlanRow[];
  readonly totals: { readonly all: number; readonly done: number; readonly overdue: number };
}

/** The plan of work of a deal: who does what by when, what is late. */
export default function PlanPanel({ id }: { id: string }) {
  const texts = useSalesTexts();
  const locale = useLocale();
  const entity = useEntity('crm.work_plan_item');
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['deal-plan', id], queryFn: ({ signal }) => request<Plan>(`/api/crm/interests/${id}/plan`, { signal }) });
  if (isPending) return <Loading />;
  if (data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  const states = entity?.fields.find((field) => field.name === 'state')?.values;
  const add = entity?.can.create === true ? (
    <Button component={Link} to={`${pageOf(entity)}/new` as never} search={{ interest_id: id } as never} leftSection={<IconPlus size={16} />} variant="default">
      {texts.addWork}
    </Button>
  ) : undefined;
  if (data.data.length === 0) return <Message icon={<IconListCheck size={26} />} title={texts.noPlan} action={add} />;
  const day = (value: string | null): string => (value === null ? '—' : formatDate(value, locale));
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm">
          {fill(texts.planTotals, { done: data.totals.done, all: data.totals.all })}
          {data.totals.overdue === 0 ? null : (
            <Text span c="red">
              , {fill(texts.planLate, { overdue: data.totals.overdue })}
            </Text>
          )}
        </Text>
        {add}
      </Group>
      <div style={{ overflowX: 'auto' }}>
        <table className="grid-table">
          <thead>
            <tr>
              <th>{texts.work}</th>
              <th>{texts.begins}</th>
              <th>{texts.ends}</th>
              <th>{texts.responsible}</th>
              <th>{texts.state}</th>
            </tr>
          </thead>
          <tbody>
            {data.data.map((row) => (
              <tr key={row.id} style={{ cursor: 'default' }}>
                <td>{entity === undefined ? row.title : <Anchor component={Link} to={pageOf(entity, row.id) as never} fz="inherit">{row.title}</Anchor>}</td>
                <td>{day(row.planned_start)}</td>
                <td style={{ color: row.overdue ? 'var(--mantine-color-red-text)' : undefined }}>
                  {day(row.planned_end)}
                  {row.overdue ? ` · ${texts.overdue}` : ''}
                </td>
                <td>{row.responsible}</td>
                <td>{states?.find((one) => one.code === row.state)?.label ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Stack>
  );
}
