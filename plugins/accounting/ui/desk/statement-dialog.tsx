import { useRef, useState } from 'react';
import { Alert, Button, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { ApiError, ProblemAlert, actionKey, fill, formatDecimal, request, useLocale, useRefresh } from '../../../web/ui/src/kit.ts';
import { usePaymentTexts } from '../texts.ts';

interface LineNote {
  readonly line: number;
  readonly message: string;
}

/** What a statement brought, as the server tells it. */
interface Imported {
  readonly payments: readonly { readonly id: string; readonly number: string; readonly line: number; readonly amount: string; readonly unallocated: string }[];
  readonly known: number;
  readonly requests_paid: number;
  readonly other: number;
  readonly problems: readonly LineNote[];
  readonly warnings: readonly LineNote[];
}

/** Long lines of a report break instead of widening the dialog. */
const NARROW = { body: { minWidth: 0 }, title: { flexWrap: 'wrap' as const }, label: { overflow: 'visible', whiteSpace: 'normal' as const } };

/** Lines that a refused file was refused for. */
function badLines(error: unknown): LineNote[] {
  const problems = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return problems.flatMap(({ pointer, message }) => {
    const line = /lines\/(\d+)/.exec(pointer)?.[1];
    return line === undefined ? [] : [{ line: Number(line), message }];
  });
}

/** Takes a bank statement into the books and tells what became of every line that needs a person. */
export function StatementDialog({ onClose }: { onClose: () => void }) {
  const texts = usePaymentTexts();
  const refresh = useRefresh();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [over, setOver] = useState(false);
  const upload = useMutation({
    mutationFn: async ({ chosen, skipBad }: { chosen: File; skipBad: boolean }) => {
      const body = new FormData();
      if (skipBad) body.append('skip_bad', 'true');
      body.append('file', chosen, chosen.name);
      return (await request<{ readonly data: Imported }>('/api/accounting/bank-statements', { method: 'POST', body, key: actionKey() })).data;
    },
    onSuccess: () => refresh(),
  });
  const take = (chosen: File | undefined): void => {
    if (chosen === undefined) return;
    setFile(chosen);
    upload.mutate({ chosen, skipBad: false });
  };
  const refused = badLines(upload.error);
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={600}>{texts.uploadTitle}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="md">
        {upload.data !== undefined ? (
          <Report imported={upload.data} />
        ) : (
          <Paper
            withBorder
            p="lg"
            style={{ borderStyle: 'dashed' }}
            bg={over ? 'var(--mantine-color-default-hover)' : undefined}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              take(event.dataTransfer.files[0]);
            }}
          >
            <Stack align="center" gap="xs" ta="center">
              <Text size="sm">{file?.name ?? texts.dropHere}</Text>
              <Button variant="default" leftSection={<IconFileUpload size={16} />} loading={upload.isPending} onClick={() => input.current?.click()} data-autofocus>
                {texts.chooseFile}
              </Button>
              <Text size="xs" c="dimmed">
                {texts.uploadHint}
              </Text>
            </Stack>
          </Paper>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".txt,text/plain"
          aria-label={texts.chooseFile}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            // The same file may be chosen again once it is mended.
            event.currentTarget.value = '';
          }}
        />
        {upload.error === null ? null : refused.length === 0 ? (
          <ProblemAlert error={upload.error} />
        ) : (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} styles={NARROW} title={texts.badFile} role="alert">
            <Stack gap="sm">
              <Text size="sm">{upload.error.message}</Text>
              <Lines title={texts.badLines} lines={refused} />
              {file === undefined ? null : (
                <Group>
                  <Button size="xs" variant="default" loading={upload.isPending} onClick={() => upload.mutate({ chosen: file, skipBad: true })}>
                    {texts.skipBad}
                  </Button>
                </Group>
              )}
            </Stack>
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          {upload.data === undefined ? null : (
            <Button variant="default" onClick={() => upload.reset()}>
              {texts.another}
            </Button>
          )}
          <Button variant={upload.data === undefined ? 'default' : 'filled'} onClick={onClose}>
            {texts.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Report({ imported }: { imported: Imported }) {
  const texts = usePaymentTexts();
  const locale = useLocale();
  const rest = [
    ...(imported.known === 0 ? [] : [fill(texts.known, { count: imported.known })]),
    ...(imported.requests_paid === 0 ? [] : [fill(texts.requestsPaid, { count: imported.requests_paid })]),
    ...(imported.other === 0 ? [] : [fill(texts.otherMoney, { count: imported.other })]),
  ];
  return (
    <Stack gap="sm" role="status">
      <Alert color={imported.payments.length === 0 ? 'gray' : 'teal'} variant="light" icon={<IconCheck size={18} />} title={imported.payments.length === 0 ? texts.none : `${texts.created}: ${imported.payments.length}`}>
        <Stack gap={2}>
          {imported.payments.map((one) => (
            <Group key={one.id} justify="space-between" gap="sm">
              <Text size="sm">{one.number}</Text>
              <Text size="sm" className="numeric">
                {formatDecimal(one.amount, locale)}
                {/^0+(\.0+)?$/.test(one.unallocated) ? '' : ` (${fill(texts.unallocated, { sum: formatDecimal(one.unallocated, locale) })})`}
              </Text>
            </Group>
          ))}
          {rest.length === 0 ? null : <Text size="sm">{rest.join(' · ')}</Text>}
        </Stack>
      </Alert>
      {imported.problems.length === 0 ? null : (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} styles={NARROW} title={texts.notTaken}>
          <Lines title={texts.notTaken} lines={imported.problems} />
        </Alert>
      )}
      {imported.warnings.length === 0 ? null : (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} styles={NARROW} title={texts.warnings}>
          <Lines title={texts.warnings} lines={imported.warnings} />
        </Alert>
      )}
    </Stack>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly LineNote[] }) {
  const texts = usePaymentTexts();
  return (
    <div style={{ maxHeight: 260, overflow: 'auto' }} tabIndex={0} role="region" aria-label={title}>
      <table className="grid-table">
        <thead>
          <tr>
            <th className="numeric" style={{ background: 'transparent' }}>{texts.line}</th>
            <th style={{ background: 'transparent' }}>{texts.problem}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((one, index) => (
            <tr key={`${one.line}-${index}`} style={{ cursor: 'default' }}>
              <td className="numeric">{one.line}</td>
              {/* The server's words begin with the line; it has a column of its own here. */}
              <td>{one.message.replace(/^(Строка|Line) \d+: /, '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
