import { useState } from 'react';
import { Badge, Button, Card, Divider, Group, Modal, Radio, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { FieldInput, ProblemAlert, ReferenceSelect, actionKey, listSearch, mainRegion, recordQuery, request, useEntity, useMovedNotice, useRefresh, useTexts } from '../../../web/ui/src/kit.ts';
import type { Page, Sent } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

interface Client {
  readonly id: string;
  readonly working_name: string;
  readonly interests: readonly { readonly id: string; readonly number: string; readonly title: string | null; readonly state: string }[];
}

const NEW = 'new';
const OTHER = 'other';

/** «Мастер приёма обращений»: who is it, which deal is it about, what is next. Each step is the event of the process, so what it refuses it explains. */
export function IntakeWizard({ inquiry, id, onClose }: { inquiry: EntityMeta; id: string; onClose: () => void }) {
  const texts = useSalesTexts();
  const common = useTexts();
  const refresh = useRefresh();
  const moved = useMovedNotice();
  const interests = useEntity('crm.interest');
  const row = useQuery(recordQuery(inquiry, id));
  const clients = useQuery({ queryKey: ['inquiry-clients', id], queryFn: () => request<{ readonly data: readonly Client[] }>(`${inquiry.path}/${id}/clients`) });
  const found = clients.data?.data ?? [];
  const [chosen, setWho] = useState<string>();
  const who = chosen ?? found[0]?.id ?? NEW;
  const [other, setOther] = useState<string | null>(null);
  const [what, setWhat] = useState<'deal' | 'existing' | 'reject'>('deal');
  const [form, setForm] = useState<Record<string, unknown>>({});
  const [next, setNext] = useState<Record<string, unknown>>({ kind: 'phone_call' });
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const set = (name: string) => (value: unknown) => setForm((before) => ({ ...before, [name]: value }));
  const client = found.find((one) => one.id === who);
  const given = (values: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  const send = (event: string, data: Record<string, unknown>): Promise<Sent> => request<Sent>(`${inquiry.path}/${id}/transitions`, { method: 'POST', key: actionKey(), body: { event, data: given(data) } });

  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      if (what === 'reject') moved(await send('inquiry.rejected', { refusal_reason_id: form['reason'] }));
      else if (what === 'existing') moved(await send('inquiry.linked', { interest_id: form['interest'] }));
      else {
        const sent = await send('inquiry.converted', {
          service_type_id: form['service'], expected_revenue: form['revenue'], partner_id: who === NEW ? undefined : who === OTHER ? other : who,
          ...(who === NEW ? { contact_name: form['contact_name'], company_name: form['company_name'] } : {}),
        });
        const made = typeof next['start_at'] === 'string' && interests !== undefined ? (await request<Page>(`${interests.path}${listSearch({ filter: { inquiry_id: id }, limit: 1 })}`)).data[0]?.id : undefined;
        if (made !== undefined) {
          await request('/api/crm/interactions', { method: 'POST', key: actionKey(), body: given({ ...next, subject_entity: 'crm.interest', subject_id: made }) });
        }
        moved(sent);
      }
      await refresh();
      onClose();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={600}>{texts.intake}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack gap="md">
        <Card withBorder padding="sm">
          <Text size="sm" fw={600}>
            {String(row.data?.['contact_name'] ?? row.data?.['from_email'] ?? row.data?.['from_phone'] ?? '')}
          </Text>
          <Text size="xs" c="dimmed">
            {[row.data?.['from_email'], row.data?.['from_phone']].filter(Boolean).join(' · ')}
          </Text>
          <Text size="sm" pt={4}>
            {String(row.data?.['subject_line'] ?? '')}
          </Text>
          <Text size="sm" c="dimmed" lineClamp={4} style={{ whiteSpace: 'pre-line' }}>
            {String(row.data?.['body'] ?? '')}
          </Text>
        </Card>
        <Radio.Group label={texts.who} description={found.length === 0 ? texts.foundNone : texts.found} value={who} onChange={setWho}>
          <Stack gap={6} pt={6}>
            {found.map((one) => (
              <Radio key={one.id} value={one.id} label={one.working_name} />
            ))}
            <Radio value={NEW} label={texts.newClient} />
            <Radio value={OTHER} label={texts.otherClient} />
          </Stack>
        </Radio.Group>
        {who === NEW && what === 'deal' ? (
          <Group grow>
            <TextInput label={texts.contactName} value={String(form['contact_name'] ?? '')} onChange={(event) => set('contact_name')(event.currentTarget.value)} />
            <TextInput label={texts.company} value={String(form['company_name'] ?? '')} onChange={(event) => set('company_name')(event.currentTarget.value)} />
          </Group>
        ) : null}
        {who === OTHER ? <ReferenceSelect target="crm.partner" label={texts.otherClient} value={other} onChange={setOther} /> : null}
        <Divider />
        <SegmentedControl
          fullWidth
          aria-label={texts.whichDeal}
          value={what}
          onChange={(value) => setWhat(value as typeof what)}
          data={[{ value: 'deal', label: texts.newDeal }, { value: 'existing', label: texts.existingDeal }, { value: 'reject', label: texts.reject }]}
        />
        {what === 'deal' ? (
          <>
            <Group grow align="flex-start">
              <ReferenceSelect target="crm.service_type" label={texts.service} required value={(form['service'] as string | undefined) ?? null} onChange={set('service')} />
              <FieldInput field={{ type: 'decimal', scale: 2 }} label={texts.revenue} value={form['revenue']} onChange={set('revenue')} />
            </Group>
            <Text fw={600} size="sm">
              {texts.nextStep}
            </Text>
            <Group grow align="flex-start">
              <Select label={texts.kind} value={String(next['kind'])} onChange={(value) => setNext((before) => ({ ...before, kind: value }))} data={[{ value: 'phone_call', label: texts.callKind }, { value: 'meeting', label: texts.meetingKind }, { value: 'email', label: texts.emailKind }]} />
              <FieldInput field={{ type: 'datetime' }} label={texts.when} value={next['start_at']} onChange={(value) => setNext((before) => ({ ...before, start_at: value }))} />
              <TextInput label={texts.topic} value={String(next['topic'] ?? '')} onChange={(event) => { const topic = event.currentTarget.value; setNext((before) => ({ ...before, topic })); }} />
            </Group>
          </>
        ) : null}
        {what === 'existing' ? (
          (client?.interests ?? []).length === 0 && who !== OTHER ? (
            <Text c="dimmed">{texts.noOpenDeals}</Text>
          ) : (
            <Radio.Group value={(form['interest'] as string | undefined) ?? ''} onChange={set('interest')} aria-label={texts.existingDeal}>
              <Stack gap={6}>
                {(client?.interests ?? []).map((one) => (
                  <Radio key={one.id} value={one.id} label={<Group gap={6}>{`${one.number} ${one.title ?? ''}`}<Badge variant="light" tt="none">{(interests === undefined ? undefined : mainRegion(interests)?.states[one.state]?.label) ?? ''}</Badge></Group>} />
                ))}
                {who === OTHER && other !== null ? <ReferenceSelect target="crm.interest" filter={{ partner_id: other }} label={texts.existingDeal} value={(form['interest'] as string | undefined) ?? null} onChange={set('interest')} /> : null}
              </Stack>
            </Radio.Group>
          )
        ) : null}
        {what === 'reject' ? <ReferenceSelect target="crm.refusal_reason" label={texts.reason} required value={(form['reason'] as string | undefined) ?? null} onChange={set('reason')} /> : null}
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button loading={busy} onClick={() => void submit()}>
            {what === 'deal' ? texts.createInterest : what === 'existing' ? texts.linkInterest : texts.reject}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
