import { createRecord, defineRoute, label } from '../../../core/index.ts';

/** A letter, call or meeting that has already happened (IA-06); the body is that of an interaction. */
export const logInteraction = defineRoute<Record<string, unknown>>({
  method: 'POST',
  path: '/api/crm/interactions/log',
  permission: 'interaction.manage',
  summary: label('Записать состоявшееся взаимодействие', 'Log an interaction that has happened'),
  body: { type: 'object' },
  handle: async (request) => request.write(async (uow) => {
    const row = await createRecord(uow, 'crm.interaction', request.body, { event: 'interaction.logged' });
    return { status: 201, body: { data: { id: row.id, number: row['number'], state: row['state'], version: row.version } } };
  }),
});
