import { anyReference, defineEntity, field, label } from '../../../core/index.ts';
import { PARTICIPANT_ROLES } from '../enums/index.ts';

/**
 * Someone who took part, as the letter or the manager names him; `contact` is filled when the person is recognised.
 * `contact`: a partner, contact person, individual or user.
 * @see 002 L59–61
 */
export const InteractionParticipant = defineEntity({
  id: 'crm.interaction_participant',
  kind: 'section',
  label: { one: label('Участник взаимодействия', 'Participant'), many: label('Участники взаимодействия', 'Participants') },
  path: 'interaction-participants',
  permissions: {},
  title: 'presentation',
  indexes: [['interaction_id', 'line_no'], ['contact_id']],
  fields: {
    interaction_id: field.reference(label('Взаимодействие', 'Interaction'), 'crm.interaction', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    role: field.enumeration(label('Роль', 'Role'), PARTICIPANT_ROLES, { required: true }),
    presentation: field.string(label('Представление', 'Presentation'), 250, { required: true }),
    contact_data: field.string(label('Контактные данные', 'Contact data'), 250),
    ...anyReference('contact', label('Контакт', 'Contact')),
  },
});

export type InteractionParticipantRow = InstanceType<typeof InteractionParticipant>;
