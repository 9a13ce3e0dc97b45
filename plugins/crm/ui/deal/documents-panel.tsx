import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconFileText, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failed, Loading, Message, StateBadge, formatDate, formatDecimal, pageOf, request, useEntity, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

interface DealDocument {
  readonly entity: string;
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly states: readonly { readonly region: string; readonly state: string; readonly label: string }[];
  readonly amount: string | null;
}

/** «Документы сделки»: every document of the deal, of whichever plugin, in the order they were made. */
export default function DocumentsPanel({ id }: { id: string }) {
  const texts = useSalesTexts();
  const locale = useLocale();
  const { entities } = useMetadata();
  const orders = useEntity('crm.customer_order');
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['deal-documents', id], queryFn: ({ signal }) => request<{ readonly data: readonly DealDocument[] }>(`/api/crm/interests/${id}/documents`, { signal }) });
  if (isPending) return <Loading />;
  if (data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data.data.length === 0) {
    return <Message icon={<IconFileText size={26} />} title={texts.noDocuments} action={orders?.can.create === true ? <Button component={Link} to={`${pageOf(orders)}/new` as never} search={{ interest_id: id } as never} leftSection={<IconPlus size={16} />}>{texts.makeOrder}</Button> : undefined} />;
  }
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="grid-table">
        <thead>
          <tr>
            <th>{texts.date}</th>
            <th>{texts.document}</th>
            <th>{texts.state}</th>
            <th className="numeric">{texts.amount}</th>
          </tr>
        </thead>
        <tbody>
          {data.data.map((one) => {
            const entity = entities.find((known) => known.id === one.entity);
            // A row without a number of its own is known by its kind.
            const name = one.title === one.id ? one.kind : `${one.kind} ${one.title}`;
            return (
              <tr key={`${one.entity}${one.id}`} style={{ cursor: 'default' }}>
                <td style={{ whiteSpace: 'nowrap' }}>{formatDate(one.date, locale)}</td>
                <td>
                  {entity === undefined ? (
                    name
                  ) : (
                    <Anchor component={Link} to={pageOf(entity, one.id) as never} fz="inherit">
                      {name}
                    </Anchor>
                  )}
                </td>
                <td style={{ maxWidth: 'none' }}>
                  <Group gap={4}>
                    {one.states.map((state) => {
                      const region = entity?.regions?.[state.region];
                      return region === undefined ? <Text key={state.region} size="sm">{state.label}</Text> : <StateBadge key={state.region} region={region} state={state.state} />;
                    })}
                  </Group>
                </td>
                <td className="numeric">{one.amount === null ? '' : formatDecimal(one.amount, locale)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
