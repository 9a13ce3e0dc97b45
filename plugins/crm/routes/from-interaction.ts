import type { EntityRow, UnitOfWork } from '../../../core/index.ts';
import { NotFoundError, createRecord, defineRoute, label, updateRecord } from '../../../core/index.ts';
import { conflict } from '../errors.ts';

type Body = Record<string, unknown>;

async function interactionOf(uow: UnitOfWork, id: string | undefined): Promise<EntityRow> {
  const [row] = await uow.query<EntityRow>('select * from crm_interaction where id = $1 and not deletion_mark', [id]);
  if (row === undefined) throw new NotFoundError();
  return row;
}

function clientOf(interaction: EntityRow): string {
  if (typeof interaction['partner_id'] !== 'string') throw conflict('crm.no_client');
  return interaction['partner_id'];
}

const made = (row: EntityRow): { status: number; body: unknown } => ({ status: 201, body: { data: { id: row.id, number: row['number'] ?? null, version: row.version } } });

/** A person met in an interaction becomes a contact person of its client; the body is that of a contact person. */
export const contactFromInteraction = defineRoute<Body>({
  method: 'POST',
  path: '/api/crm/interactions/:id/contact',
  permission: 'partner.edit',
  summary: label('Завести контактное лицо из взаимодействия', 'Make a contact person of an interaction'),
  body: { type: 'object' },
  handle: async (request) => request.write(async (uow) => {
    const interaction = await interactionOf(uow, request.params['id']);
    const contact = await createRecord(uow, 'crm.contact_person', { ...request.body, partner_id: clientOf(interaction) });
    if (interaction['contact_person_id'] === null) await updateRecord(uow, { entity: 'crm.interaction', id: interaction.id }, { contact_person_id: contact.id });
    return made(contact);
  }),
});

/** What was said leads to a deal of the same client; the body is that of an interest. An interaction about nothing yet is about the deal from now on. */
export const interestFromInteraction = defineRoute<Body>({
  method: 'POST',
  path: '/api/crm/interactions/:id/interest',
  permission: 'interest.create',
  summary: label('Создать интерес из взаимодействия', 'Make an interest of an interaction'),
  body: { type: 'object' },
  handle: async (request) => request.write(async (uow) => {
    const interaction = await interactionOf(uow, request.params['id']);
    const contact = interaction['contact_person_id'];
    const interest = await createRecord(uow, 'crm.interest', { ...(contact === null ? {} : { contact_person_id: contact }), ...request.body, partner_id: clientOf(interaction) });
    if (interaction['subject_id'] === null) await updateRecord(uow, { entity: 'crm.interaction', id: interaction.id }, { subject_entity: 'crm.interest', subject_id: interest.id });
    return made(interest);
  }),
});

/** The next step after an interaction, with the same client about the same subject; the body is that of an interaction. */
export const nextInteraction = defineRoute<Body>({
  method: 'POST',
  path: '/api/crm/interactions/:id/next',
  permission: 'interaction.manage',
  summary: label('Запланировать следующее взаимодействие', 'Plan the next interaction'),
  body: { type: 'object' },
  handle: async (request) => request.write(async (uow) => {
    const { id, ...interaction } = await interactionOf(uow, request.params['id']);
    const kept = Object.fromEntries(['partner_id', 'contact_person_id', 'subject_entity', 'subject_id'].filter((name) => interaction[name] !== null).map((name) => [name, interaction[name]]));
    return made(await createRecord(uow, 'crm.interaction', { ...kept, ...request.body, previous_id: id }));
  }),
});
