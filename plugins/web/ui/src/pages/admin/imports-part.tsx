import { useState } from 'react';
import { Alert, Button, FileInput, Group, Progress, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconFileUpload, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { actionKey, request } from '../../api/client.ts';
import { useRefresh } from '../../api/records.ts';
import { Loading } from '../../components/loading.tsx';
import { Failed, Message } from '../../components/page-states.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill } from '../../texts/use-texts.ts';
import type { Importer } from './admin.ts';
import { importersQuery } from './admin.ts';
import { CountsText, ImportProblems, RecentImports } from './import-report.tsx';

interface Outcome {
  readonly data: { readonly run: string; readonly dry_run: boolean; readonly counts: Readonly<Record<string, unknown>> };
}

interface Run {
  readonly state: string;
  readonly done: number;
  readonly total: number;
}

/** Takes files in: choose what, choose the file, check it without writing, then take it in and watch it go. */
export default function ImportsPart() {
  const texts = useRuleTexts();
  const importers = useQuery(importersQuery);
  const [chosen, setChosen] = useState<string>();
  if (importers.isPending) return <Loading />;
  if (importers.data === undefined) return <Failed error={importers.error as Error} retry={() => void importers.refetch()} />;
  const list = importers.data.data;
  const importer = list.find((one) => one.id === chosen) ?? list[0];
  if (importer === undefined) return <Message icon={<IconFileUpload size={26} />} title={texts.noImports} />;
  return (
    <Stack gap="lg" maw={900}>
      <Select label={texts.importWhat} allowDeselect={false} maw={420} value={importer.id} onChange={(value) => setChosen(value ?? undefined)} data={list.map((one) => ({ value: one.id, label: one.label }))} />
      <ImportForm key={importer.id} importer={importer} />
      <RecentImports importers={list} />
    </Stack>
  );
}

function ImportForm({ importer }: { importer: Importer }) {
  const texts = useRuleTexts();
  const refresh = useRefresh();
  const [file, setFile] = useState<File | null>(null);
  const [params, setParams] = useState<Readonly<Record<string, string>>>({});
  const [run, setRun] = useState<string>();
  const send = useMutation({
    mutationFn: ({ dryRun, id }: { dryRun: boolean; id: string }) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(params)) if (value !== '') body.append(name, value);
      if (file !== null) body.append('file', file, file.name);
      return request<Outcome>(`${importer.path}?dry_run=${String(dryRun)}&run=${id}`, { method: 'POST', key: actionKey(), body });
    },
    onSettled: () => refresh(),
  });
  const progress = useQuery({ queryKey: ['import-run', run], enabled: run !== undefined && send.isPending, refetchInterval: 700, retry: false, queryFn: () => request<{ readonly data: readonly Run[] }>(`/api/core/import-runs?filter[id]=${run ?? ''}&limit=1`) });
  const start = (dryRun: boolean): void => {
    const id = crypto.randomUUID();
    setRun(id);
    send.mutate({ dryRun, id });
  };
  const accept = importer.accept.filter((one) => one.startsWith('.'));
  const isReady = file !== null && (importer.params?.required ?? []).every((name) => (params[name] ?? '') !== '');
  // What was checked is what is taken in: another file or another value asks for another check.
  const isChecked = send.isSuccess && send.data.data.dry_run;
  const change = (make: () => void): void => {
    make();
    send.reset();
  };
  // Until the server has begun, there is no such run.
  const { done = 0, total = 0 } = progress.data?.data[0] ?? {};
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <FileInput label={texts.file} placeholder={fill(texts.chooseFile, { accept: accept.join(', ') })} accept={importer.accept.join(',')} clearable clearButtonProps={{ 'aria-label': texts.file }} leftSection={<IconUpload size={15} />} value={file} onChange={(next) => change(() => setFile(next))} w={360} maw="100%" />
        {Object.keys(importer.params?.properties ?? {}).map((name) => (
          <TextInput key={name} label={importer.labels?.[name] ?? name} withAsterisk={importer.params?.required?.includes(name) === true} value={params[name] ?? ''} onChange={(event) => {
            const { value } = event.currentTarget;
            change(() => setParams((before) => ({ ...before, [name]: value })));
          }} />
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {texts.dryFirst}
      </Text>
      <Group gap="sm">
        <Button variant={isChecked ? 'default' : 'filled'} disabled={!isReady} loading={send.isPending && send.variables.dryRun} onClick={() => start(true)}>
          {texts.dryRun}
        </Button>
        <Button variant={isChecked ? 'filled' : 'default'} disabled={!isReady || !isChecked} loading={send.isPending && !send.variables.dryRun} onClick={() => start(false)}>
          {texts.runImport}
        </Button>
      </Group>
      {send.isPending ? (
        <Stack gap={4} role="status">
          <Progress value={total === 0 ? 5 : (done / total) * 100} animated aria-label={texts.imports} />
          <Text size="xs" c="dimmed">
            {total === 0 ? '' : fill(texts.progress, { done, total })}
          </Text>
        </Stack>
      ) : null}
      {send.isSuccess ? (
        <Alert color="teal" variant="light" role="status" title={send.data.data.dry_run ? texts.dryDone : texts.importDone}>
          <CountsText counts={send.data.data.counts} />
        </Alert>
      ) : null}
      {send.isError ? <ImportProblems error={send.error} /> : null}
    </Stack>
  );
}
