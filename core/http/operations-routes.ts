import type { Database } from '../database/index.ts';
import type { Label } from '../language/index.ts';
import { translate } from '../language/index.ts';
import type { Metrics } from './metrics.ts';
import type { RouteDefinition } from './route.ts';
import { defineRoute } from './route.ts';

const READY_WITHIN_MS = 3000;

/** One answer of readiness; `reasons` say what is wrong, `warnings` what puts data at risk though the server works. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly Label[];
  readonly warnings: readonly Label[];
}

interface ServerSettings {
  readonly version: number;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
}

const AWAY: Label = { ru: 'База данных не отвечает.', en: 'The database does not answer.' };

function durability(settings: ServerSettings): Label[] {
  const off = (['fsync', 'full_page_writes', 'synchronous_commit'] as const).filter((name) => settings[name] === 'off');
  return [
    ...off.map((name) => ({
      ru: `В базе данных выключено ${name}: после сбоя подтверждённые изменения могут пропасть.`,
      en: `${name} is off in the database: confirmed changes may be lost in a crash.`,
    })),
    ...(settings.version < 140_000 ? [{ ru: 'PostgreSQL старше 14 не поддерживается.', en: 'PostgreSQL before 14 is not supported.' }] : []),
  ];
}

/** Asks the database, for at most three seconds, whether it answers and keeps what it confirms. */
export async function checkDatabase(database: Pick<Database, 'query'>, withinMs = READY_WITHIN_MS): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), withinMs);
  });
  try {
    const asked = database.query<ServerSettings>(
      `select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
              current_setting('full_page_writes') as full_page_writes, current_setting('synchronous_commit') as synchronous_commit`,
    );
    const rows = await Promise.race([asked, tooLate]);
    asked.catch(() => undefined);
    const settings = rows?.[0];
    return settings === undefined ? { ready: false, reasons: [AWAY], warnings: [] } : { ready: true, reasons: [], warnings: durability(settings) };
  } catch (cause) {
    const text = cause instanceof Error && 'label' in cause ? (cause.label as Label) : AWAY;
    return { ready: false, reasons: [text], warnings: [] };
  } finally {
    clearTimeout(timer);
  }
}

/** `/health/live`, `/health/ready` and `/metrics`. `isDraining` tells a stopping server, which is alive but takes no new work. */
export function operationsRoutes(options: { readonly database: Pick<Database, 'query'>; readonly metrics: Metrics; readonly isDraining: () => boolean }): RouteDefinition[] {
  let running: Promise<Readiness> | undefined;
  const check = () => {
    running ??= checkDatabase(options.database).finally(() => {
      running = undefined;
    });
    return running;
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/health/live',
      permission: 'public',
      tag: 'operations',
      summary: { ru: 'Процесс работает', en: 'The process runs' },
      handle: async () => ({ body: { status: 'live' } }),
    }),
    defineRoute({
      method: 'GET',
      path: '/health/ready',
      permission: 'public',
      tag: 'operations',
      summary: { ru: 'Сервер готов принимать запросы', en: 'The server can take requests' },
      handle: async ({ locale }) => {
        const stopping: Label = { ru: 'Сервер останавливается.', en: 'The server is stopping.' };
        const { ready, reasons, warnings } = options.isDraining() ? { ready: false, reasons: [stopping], warnings: [] } : await check();
        return {
          status: ready ? 200 : 503,
          ...(ready ? {} : { headers: { 'retry-after': '2' } }),
          body: {
            status: ready ? 'ready' : 'not_ready',
            reasons: reasons.map((one) => translate(one, locale)),
            warnings: warnings.map((one) => translate(one, locale)),
          },
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/metrics',
      permission: 'public',
      tag: 'operations',
      summary: { ru: 'Показатели для мониторинга', en: 'Figures for monitoring' },
      handle: async () => ({ headers: { 'content-type': options.metrics.registry.contentType }, body: await options.metrics.registry.metrics() }),
    }),
  ];
}
