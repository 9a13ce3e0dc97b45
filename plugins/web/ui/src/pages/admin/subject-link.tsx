import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../../api/metadata.ts';
import { pageOf, useEntity } from '../../api/metadata.ts';
import { recordQuery, titleOf } from '../../api/records.ts';

/** The item something is about, by its name, with the way to its card. */
export function SubjectLink({ entity, id }: { entity: string | null; id: string | null }) {
  const meta = useEntity(entity ?? '');
  return meta === undefined || id === null ? <>—</> : <Known meta={meta} id={id} />;
}

function Known({ meta, id }: { meta: EntityMeta; id: string }) {
  const row = useQuery({ ...recordQuery(meta, id), retry: false });
  const title = row.data === undefined ? '' : titleOf(meta, row.data);
  return (
    <Anchor component={Link} to={pageOf(meta, id) as never} fz="inherit">
      {title === '' || title === meta.label.one ? meta.label.one : `${meta.label.one} ${title}`}
    </Anchor>
  );
}
