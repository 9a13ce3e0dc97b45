import { createRecord, defineRoute, label, readRecord } from '../../../core/index.ts';
import { invalid } from '../errors.ts';

interface Source {
  readonly id: string;
  readonly partner_id: string | null;
  readonly contact_person_id: string | null;
  readonly subject_entity: string | null;
  readonly subject_id: string | null;
  readonly topic: string | null;
  readonly content: string | null;
  readonly result: string | null;
  readonly call_number: string | null;
}

/** Columns of a claim that an interaction's subject may stand in. */
const SUBJECTS: Readonly<Record<string, string>> = { 'crm.interest': 'interest_id', 'crm.customer_order': 'order_id', 'crm.invoice': 'invoice_id' };

function subjectOf(source: Source): Record<string, unknown> {
  if (source.subject_entity === null || source.subject_id === null || source.subject_entity.startsWith('claims.')) return {};
  const column = SUBJECTS[source.subject_entity];
  return column === undefined ? { document_entity: source.subject_entity, document_id: source.subject_id } : { [column]: source.subject_id };
}

/** «Создать претензию» from a call, a letter or a meeting: the card is filled from it, what is sent goes before. */
export const claimFromInteraction = defineRoute<Record<string, unknown>>({
  method: 'POST',
  path: '/api/claims/from-interaction/:id',
  permission: 'claim.register',
  tag: 'claims',
  summary: label('Создать претензию из взаимодействия', 'Make a claim from an interaction'),
  body: { type: 'object' },
  handle: async (request) => request.write(async (uow) => {
    const [source] = await uow.query<Source & Record<string, unknown>>(
      'select id, partner_id, contact_person_id, subject_entity, subject_id, topic, content, result, call_number from crm_interaction where id = $1 and not deletion_mark', [request.params['id'] ?? ''],
    );
    if (source === undefined) throw invalid('claims.interaction_unknown', '/interaction_id');
    const essence = [source.topic, source.content, source.result].filter((one) => one !== null && one.trim() !== '').join('\n');
    const row = await createRecord(uow, 'claims.claim', {
      ...subjectOf(source),
      ...(source.partner_id === null ? {} : { partner_id: source.partner_id }),
      ...(source.contact_person_id === null ? {} : { contact_person_id: source.contact_person_id }),
      ...(source.call_number === null ? {} : { claimant_phone: source.call_number }),
      ...(essence === '' ? {} : { essence }),
      ...request.body,
      interaction_id: source.id,
    }, { event: 'claim.registered' });
    return { status: 201, body: await readRecord(uow, 'claims.claim', row.id), headers: { location: `/api/claims/claims/${row.id}` } };
  }),
});
