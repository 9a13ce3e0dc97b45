import type { JsonSchema } from '../validation/index.ts';
import type { RouteDefinition } from './route.ts';
import { changesData, defineRoute } from './route.ts';

export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
  readonly servers?: readonly string[];
}

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What to do, in the language of the caller.' },
    code: { type: 'string', description: 'Stable, never reused.' },
    params: { type: 'object' },
    id: { type: 'string', description: 'Number of a fault in the log.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body, or query:<name>.' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    reasons: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { type: 'string' },
          message: { type: 'string' },
          rule: { type: 'string' },
          row: { type: 'string' },
          facts: { type: 'object' },
          clauses: { type: 'array', items: { type: 'object', properties: { text: { type: 'string' }, result: { type: ['boolean', 'null'] } } } },
          who: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
};

/** `GET /api/crm/customer-orders/:id` → `getApiCrmCustomerOrdersById`: depends on nothing but method and path. */
function operationId(route: RouteDefinition): string {
  const words = route.path.split('/').filter(Boolean).flatMap((segment) => {
    const name = segment.replace(/^[:*]/, '');
    return [...(segment.startsWith(':') ? ['by'] : []), ...name.split(/[^a-zA-Z0-9]+/)];
  });
  return route.method.toLowerCase() + words.filter(Boolean).map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}

function parameters(route: RouteDefinition): unknown[] {
  const inPath = [...route.path.matchAll(/[:*]([A-Za-z_]\w*)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: /^id$|Id$|_id$/.test(name) ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));
  const inQuery = Object.entries(route.query ?? {}).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
  const key = changesData(route) && route.permission !== 'public' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [];
  return [...inPath, ...inQuery, ...key];
}

function requestBody(route: RouteDefinition): unknown {
  if (route.method === 'GET') return undefined;
  if (route.raw === true) return { content: { 'application/octet-stream': {} } };
  const properties = (route.body?.['properties'] ?? {}) as Record<string, JsonSchema>;
  const forms = route.multipart === true ? { 'multipart/form-data': { schema: { type: 'object', properties: { ...properties, file: { type: 'string', contentMediaType: 'application/octet-stream' } } } } } : {};
  const json = route.body === undefined ? {} : { 'application/json': { schema: route.body } };
  const content = { ...json, ...forms };
  return Object.keys(content).length === 0 ? undefined : { required: route.body?.['required'] !== undefined || route.multipart === true, content };
}

function operation(route: RouteDefinition): Record<string, unknown> {
  const tag = route.tag ?? route.path.split('/').filter((segment) => segment !== 'api' && segment !== '')[0] ?? 'root';
  const body = requestBody(route);
  const answer = route.response === undefined ? { description: 'Done' } : { description: 'Done', content: { 'application/json': { schema: route.response } } };
  return {
    operationId: operationId(route),
    summary: route.summary.en,
    'x-summary-ru': route.summary.ru,
    'x-permission': route.permission,
    tags: [tag],
    parameters: parameters(route),
    ...(body === undefined ? {} : { requestBody: body }),
    ...(route.permission === 'public' ? { security: [] } : {}),
    responses: {
      '2XX': answer,
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
  };
}

/** The contract of a server as OpenAPI 3.1, from the same definitions that it runs. */
export function openApiDocument(routes: readonly RouteDefinition[], info: OpenApiInfo): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/[:*]([A-Za-z_]\w*)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: info.title, version: info.version },
    servers: (info.servers ?? ['/']).map((url) => ({ url })),
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      responses: { Problem: { description: 'A refusal or a fault', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'Makes a repeat safe for at least 24 hours: the same key and request get the first answer.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'reglament_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

/** `GET /api/openapi.json` over the routes of a server, made once. */
export function openApiRoute(routes: () => readonly RouteDefinition[], info: OpenApiInfo): RouteDefinition {
  let document: Record<string, unknown> | undefined;
  return defineRoute({
    method: 'GET',
    path: '/api/openapi.json',
    permission: 'public',
    tag: 'operations',
    summary: { ru: 'Описание API (OpenAPI 3.1)', en: 'Description of the API (OpenAPI 3.1)' },
    handle: async () => ({ body: (document ??= openApiDocument(routes(), info)) }),
  });
}
