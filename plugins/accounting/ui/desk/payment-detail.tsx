import { Alert, Anchor, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { EventButtons, Failed, Loading, ProblemAlert, Reasons, StateBadge, fill, formatDate, formatDecimal, included, mainRegion, pageOf, recordQuery, titleOf, useEntity, useLocale, useTexts } from '../../../web/ui/src/kit.ts';
import { decimalText, sumOf } from '../money.ts';
import { usePaymentTexts } from '../texts.ts';
import { AllocationTable } from './allocation-table.tsx';
import type { AllocationRow } from './allocation.ts';
import { leftOf, rowOf, storedRows, useInvoices } from './allocation.ts';
import { POST, REALLOCATE, useAllocationDraft } from './use-allocation-draft.ts';

/** A payment with what it pays: the proposal to confirm while it is a draft, the ledger's rows once it is posted. */
export function PaymentDetail({ entity, id, linked }: { entity: EntityMeta; id: string; linked: boolean }) {
  const record = useQuery(recordQuery(entity, id, 'payer,account,currency'));
  if (record.isPending) return <Loading />;
  if (record.data === undefined) return <Failed error={record.error as Error} retry={() => void record.refetch()} />;
  return <Allocating entity={entity} payment={record.data} linked={linked} />;
}

function Allocating({ entity, payment, linked }: { entity: EntityMeta; payment: Row; linked: boolean }) {
  const texts = usePaymentTexts();
  const locale = useLocale();
  const invoice = useEntity('crm.invoice');
  const work = useAllocationDraft(entity, payment);
  const invoices = useInvoices(invoice, work.rows);
  const left = leftOf(payment, work.rows);
  const currency = String(included(payment, 'currency_id')?.['iso_code'] ?? '');
  /** What an invoice still needs, and what it already has of this payment once that is in the ledger. */
  const most = (row: AllocationRow): string | undefined => {
    const balance = row.invoice_id === null ? undefined : invoices.get(row.invoice_id)?.['balance'];
    if (typeof balance !== 'string' || work.canSave) return balance as string | undefined;
    return decimalText(sumOf([balance, ...storedRows(payment).filter((one) => one.invoice_id === row.invoice_id).map((one) => one.amount)]));
  };
  const money = (value: bigint): string => `${formatDecimal(decimalText(value), locale)} ${currency}`;
  return (
    <Stack
      gap="md"
      maw={860}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) work.finish();
      }}
    >
      {linked ? <Head entity={entity} payment={payment} /> : null}
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <Figure label={texts.total} value={money(sumOf([String(payment['amount'])]))} />
        <Figure label={texts.allocated} value={money(sumOf(work.rows.map((row) => row.amount)))} />
        <Figure label={left < 0n ? texts.over : texts.left} value={money(left)} color={left < 0n ? 'red' : left === 0n ? 'teal' : 'yellow.8'} />
      </SimpleGrid>
      <Stack gap="xs" component="section" aria-label={texts.allocation}>
        <Group justify="space-between" gap="sm">
          <Title order={3}>{texts.allocation}</Title>
          {work.propose === undefined ? null : (
            <Button variant="subtle" size="compact-sm" onClick={work.propose}>
              {texts.propose}
            </Button>
          )}
        </Group>
        {work.sign === undefined ? null : (
          <Text size="sm" c={work.sign.certain ? 'teal' : 'yellow.8'}>
            {work.sign.nothing ? texts.nothingOpen : texts.proposed[work.sign.allocate]}
          </Text>
        )}
        {work.warnings.map((warning) => (
          <Alert key={warning.invoice_id} color="yellow" variant="light" py="xs">
            <Group justify="space-between" gap="xs">
              <Text size="sm">{warning.message}</Text>
              {work.change === undefined || work.rows.some((row) => row.invoice_id === warning.invoice_id) ? null : (
                <Button size="compact-sm" variant="default" onClick={() => work.change?.([...work.rows, rowOf(warning.invoice_id, decimalText(left < 0n ? 0n : left < sumOf([warning.balance]) ? left : sumOf([warning.balance])))])}>
                  {texts.addInvoice}
                </Button>
              )}
            </Group>
          </Alert>
        ))}
        <AllocationTable invoice={invoice} invoices={invoices} rows={work.rows} payerId={String(payment['payer_id'])} left={left} most={most} errors={work.errors} {...(work.change === undefined ? {} : { onChange: work.change })} />
      </Stack>
      {work.blocked === undefined ? null : (
        <Alert color="yellow" variant="light" title={texts.waitsFor}>
          <Reasons reasons={work.blocked} />
        </Alert>
      )}
      <ProblemAlert error={work.error} hideFields={work.errors.size > 0} />
      <Group gap="xs">
        {work.canPost ? (
          <Button onClick={work.finish} loading={work.busy}>
            {texts.post}
          </Button>
        ) : null}
        {work.dirty && work.canSave ? (
          <Button variant="default" onClick={work.save} loading={work.busy}>
            {texts.saveOnly}
          </Button>
        ) : null}
        {work.dirty && work.canReallocate ? (
          <Button onClick={work.finish} loading={work.busy}>
            {texts.reallocate}
          </Button>
        ) : null}
        {work.dirty ? (
          <Button variant="subtle" color="gray" onClick={work.discard}>
            {texts.cancel}
          </Button>
        ) : null}
        {linked ? <EventButtons entity={entity} id={payment.id} except={[POST, REALLOCATE]} /> : null}
      </Group>
    </Stack>
  );
}

function Figure({ label, value, color }: { label: string; value: string; color?: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="lg" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }} {...(color === undefined ? {} : { c: color })}>
        {value}
      </Text>
    </div>
  );
}

/** Who paid, when and with what words. */
function Head({ entity, payment }: { entity: EntityMeta; payment: Row }) {
  const texts = usePaymentTexts();
  const common = useTexts();
  const locale = useLocale();
  const counterparty = useEntity('crm.counterparty');
  const account = useEntity('crm.bank_account');
  const region = mainRegion(entity);
  const payer = included(payment, 'payer_id');
  const to = included(payment, 'account_id');
  const incoming = payment['incoming_date'];
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Title order={2}>{payer === undefined ? texts.payer : titleOf(counterparty, payer)}</Title>
        {region === undefined ? null : <StateBadge region={region} state={String(payment[region.field])} />}
        <Anchor component={Link} to={pageOf(entity, payment.id) as never} size="sm" aria-label={`${common.open}: ${texts.openCard} ${String(payment['number'])}`}>
          {String(payment['number'])}
        </Anchor>
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {typeof payment['purpose'] === 'string' ? payment['purpose'] : texts.noPurpose}
      </Text>
      <Text size="xs" c="dimmed">
        {[
          formatDate(String(payment['date']), locale),
          typeof incoming === 'string' ? fill(texts.incomingFrom, { number: String(payment['incoming_number']), date: formatDate(incoming, locale) }) : fill(texts.incoming, { number: String(payment['incoming_number']) }),
          ...(to === undefined ? [] : [`${texts.account}: ${String(to['account_number'] ?? titleOf(account, to))}`]),
        ].join(' · ')}
      </Text>
    </Stack>
  );
}
