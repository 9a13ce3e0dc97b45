import type { UnitOfWork } from '../company/index.ts';
import { may } from '../company/index.ts';
import { InvalidError } from '../errors/index.ts';
import type { RouteDefinition, RouteRequest, RouteResponse } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { ImporterDefinition, PluginRegistry } from '../plugin/index.ts';
import type { ImportFile, ImportOptions } from './run-import.ts';
import { runImport } from './run-import.ts';

const FLAG = { type: 'string', enum: ['true', 'false'] };
const QUERY = { dry_run: FLAG, run: { type: 'string', format: 'uuid' } };

/** Runs an importer as the answer of a request: the import's transaction is the request's own, so that watchers hear of it and a repeat by key finds it. */
export async function answerImport(request: RouteRequest<unknown>, importer: ImporterDefinition, file: ImportFile, params: Readonly<Record<string, unknown>>): Promise<RouteResponse> {
  const write: ImportOptions['write'] = async <Result>(work: (uow: UnitOfWork) => Promise<Result>, dryRun: boolean): Promise<Result> => {
    const response = await request.write(async (uow) => ({ body: { result: await work(uow) } }), { dryRun });
    return (response.body as { result: Result }).result;
  };
  const outcome = await runImport(request.company, request.actor, importer, file, {
    params, write, dryRun: request.query['dry_run'] === 'true', ...(request.query['run'] === undefined ? {} : { runId: request.query['run'] }),
  });
  return { body: { data: outcome } };
}

function importRoute(importer: ImporterDefinition): RouteDefinition {
  return defineRoute<Readonly<Record<string, unknown>> | undefined>({
    method: 'POST',
    path: `/api/imports/${importer.id}`,
    tag: 'imports',
    permission: importer.permission,
    summary: { ru: `Загрузить файл: ${importer.label.ru}`, en: `Import a file: ${importer.label.en}` },
    query: QUERY,
    multipart: true,
    response: { type: 'object', required: ['data'], properties: { data: { type: 'object', required: ['run', 'dry_run', 'counts'], properties: { run: { type: 'string' }, dry_run: { type: 'boolean' }, counts: { type: 'object' } } } } },
    async handle(request) {
      const [file] = request.files;
      if (file === undefined) {
        const message = { ru: 'Приложите файл.', en: 'Attach a file.' };
        throw new InvalidError('core.file_missing', message, { errors: [{ pointer: '/file', code: 'required', message }] });
      }
      return answerImport(request, importer, { name: file.name, content: file.content }, { ...request.body });
    },
  });
}

/** What may be taken in, and one address for each importer; how far a run is, is read from `core.import_run`. */
export function importRoutes(registry: PluginRegistry): RouteDefinition[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/imports',
      tag: 'imports',
      permission: 'signed_in',
      summary: { ru: 'Какие файлы можно загрузить', en: 'What files may be imported' },
      response: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: { type: 'object' } } } },
      async handle(request) {
        const offered = request.company.plugins.importers.filter((one) => may(request.actor, one.permission));
        return { body: { data: offered.map(({ id, label, accept, params, paramLabels = {} }) => ({
          id, label: label[request.locale], accept, params: params ?? null, path: `/api/imports/${id}`,
          labels: Object.fromEntries(Object.entries(paramLabels).map(([name, one]) => [name, one[request.locale]])),
        })) } };
      },
    }),
    ...registry.importers.map(importRoute),
  ];
}
