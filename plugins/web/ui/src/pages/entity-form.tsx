import { Title } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { pageOf, useEntityByPath } from '../api/metadata.ts';
import { useTitle } from '../components/use-title.ts';
import { fill, useTexts } from '../texts/use-texts.ts';
import { NotFound } from '../components/page-states.tsx';
import { RecordForm } from '../components/record-form.tsx';

/** A new row of any entity; values it begins with stand in the address («создать на основании»). */
export function EntityFormPage() {
  const { plugin, entities } = useParams({ strict: false }) as { plugin: string; entities: string };
  const initial = useSearch({ strict: false }) as Record<string, unknown>;
  const entity = useEntityByPath(plugin, entities);
  const navigate = useNavigate();
  const texts = useTexts();
  useTitle(entity === undefined ? undefined : fill(texts.newRecord, { what: entity.label.one }));
  if (entity === undefined || !entity.can.create) return <NotFound />;
  return (
    <div className="page">
      <Title order={1}>{fill(texts.newRecord, { what: entity.label.one })}</Title>
      <div className="page-scroll">
        <RecordForm entity={entity} initial={initial} onSaved={(row) => void navigate({ to: pageOf(entity, row.id) as never })} onCancel={() => void navigate({ to: pageOf(entity) as never })} />
      </div>
    </div>
  );
}
