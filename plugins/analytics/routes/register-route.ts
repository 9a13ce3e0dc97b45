import { BadRequestError, defineRoute, label } from '../../../core/index.ts';
import type { RouteDefinition } from '../../../core/index.ts';
import { analyticsErrors } from '../errors.ts';
import { searchDocuments } from '../services/document-register.ts';
import type { RegisterQuery } from '../services/document-register.ts';

const text = { type: 'string', minLength: 1, maxLength: 200 } as const;
const day = { type: 'string', format: 'date' } as const;

/** `GET /api/analytics/documents`: documents and files by any requisite; where each stands, for how long, and who has it (004 L21). */
export const documentRegisterRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/documents',
  permission: 'document.search',
  summary: label('Реестр документов: поиск по любому реквизиту', 'Register of documents: search by any requisite'),
  query: { entity: { type: 'string', pattern: '^[a-z_]+\\.[a-z_]+$' }, number: text, counterparty: text, amount: { type: 'string', pattern: '^[0-9]{1,13}(\\.[0-9]{1,2})?$' }, reference: text, from: day, to: day, text },
  response: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: { type: 'object' } } } },
  handle: async (request) => {
    if (Object.keys(request.query).every((name) => name === 'entity')) throw new BadRequestError('analytics.nothing_asked', analyticsErrors['analytics.nothing_asked']);
    return { body: await request.read(async (uow) => ({ data: await searchDocuments(uow, request.query as RegisterQuery, request.locale) })) };
  },
});
