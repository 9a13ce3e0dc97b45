import { may } from '../company/index.ts';
import { ConflictError, NotFoundError } from '../errors/index.ts';
import type { HttpServer, RouteDefinition } from '../http/index.ts';
import { ChangeBus, LiveHub, Metrics, createHttpServer, listenConnection } from '../http/index.ts';
import { importRoutes } from '../imports/index.ts';
import type { Worker } from '../jobs/index.ts';
import { startTimerSweep, startWorker } from '../jobs/index.ts';
import { isReadable, rawRecord } from '../records/index.ts';
import { entityRoutes, exportRoute, processRoutes, uiRoute } from '../surface/index.ts';
import type { Application } from './application.ts';
import { deliveryRunner } from './deliveries.ts';
import { demoRoutes } from './demo.ts';
import { KERNEL_VERSION } from './kernel-version.ts';
import { operatingRoutes } from './operating-routes.ts';
import { welcomeRoute } from './welcome-route.ts';
import { startHousekeeping } from './housekeeping.ts';
import { clockActions } from './clock-actions.ts';

/** A running node: it answers requests, carries out deliveries and fires timers. */
export interface RunningNode {
  readonly url: string;
  readonly http: HttpServer;
  /** Drains requests, gives jobs back and closes the pool. */
  stop(options?: { readonly stopDatabase?: boolean }): Promise<void>;
}

/** The route, not there for people of a company that does without the plugin. */
function whereUsed(pluginId: string, route: RouteDefinition): RouteDefinition {
  if (pluginId === 'core') return route;
  return {
    ...route,
    handle: async (request) => {
      const company = request.identity === undefined ? request.companies.get(request.params['company'] ?? '') : request.company;
      if (company !== undefined && !company.plugins.has(pluginId)) throw new NotFoundError();
      return route.handle(request);
    },
  };
}

/** Every route of the installation: the kernel's, and for each entity the same set. */
export function allRoutes(application: Application): RouteDefinition[] {
  const { registry, access } = application;
  return [
    ...access.routes,
    ...registry.plugins.flatMap((plugin) => (plugin.routes ?? []).map((route) => whereUsed(plugin.id, route))),
    ...registry.entities.flatMap((entity) => {
      const { definition } = entity;
      const routes = [...entityRoutes(registry, entity), ...(definition.kind === 'section' ? [] : [exportRoute(registry, definition)]), ...(registry.processSpec(definition.id) === undefined ? [] : processRoutes(registry, definition))];
      return routes.map((route) => whereUsed(registry.pluginOf(definition.id), route));
    }),
    ...importRoutes(registry),
    uiRoute(registry),
    ...(registry.plugins.some((plugin) => plugin.routes?.some((route) => route.method === 'GET' && route.path === '/')) ? [] : [welcomeRoute(application.companies)]),
    ...demoRoutes(application),
    ...operatingRoutes(application),
  ];
}

/** Starts a node over an open application. */
export async function serve(application: Application, options: { readonly background?: boolean } = {}): Promise<RunningNode> {
  const { config, database, companies, logger, appUrl, registry } = application;
  const metrics = new Metrics();
  metrics.watchPool(database.knex);
  const bus = new ChangeBus({ database, connect: listenConnection(appUrl, `reglament ${config.name} listen`), logger });
  const hub = new LiveHub({
    authenticator: application.access.authenticator,
    mayRead: async (actor, company, change) => {
      const definition = registry.entity(change.entity)?.definition;
      if (definition === undefined) return false;
      const permission = definition.permissions.read;
      if (permission === undefined || actor.permissions.get(permission) === 'all') return true;
      return may(actor, permission) && company.read(actor, async (uow) => isReadable(actor, definition, await rawRecord(uow, definition.id, change.id)));
    },
  });
  const http = createHttpServer({
    companies, database, config: config.http, fileLimitBytes: config.files.maxBytes, rateLimits: config.rateLimits, routes: allRoutes(application),
    authenticator: application.access.authenticator, logger, metrics, info: { title: 'Reglament', version: KERNEL_VERSION }, live: hub, onChanges: (id, changes) => bus.notify(id, changes),
  });
  bus.onChanges((id, changes) => hub.deliver(id, changes));
  await bus.start();
  let worker: Worker | undefined;
  let sweep: ReturnType<typeof startTimerSweep> | undefined;
  if (options.background !== false) {
    worker = await startWorker({
      appUrl, companies, runEffect: deliveryRunner(registry), concurrency: config.jobs.concurrency, pollMs: config.jobs.pollMs, retry: { maxAttempts: config.jobs.maxAttempts },
      heartbeatMs: config.jobs.heartbeatMs, silentMs: config.jobs.takeoverMs, log: logger,
    });
    sweep = startTimerSweep({ companies, ...clockActions(), timersPollMs: config.jobs.timersPollMs, log: logger });
  }
  const endHousekeeping = startHousekeeping(application);
  for (const plugin of registry.plugins) await plugin.start?.({ log: (text) => logger.info(text), config, registry });
  const { url } = await listenSomewhere(application, http);
  let stopped: Promise<void> | undefined;
  const stop = async (stopDatabase: boolean): Promise<void> => {
    endHousekeeping();
    await http.close();
    await sweep?.stop();
    await worker?.stop();
    for (const plugin of [...registry.plugins].reverse()) await plugin.stop?.();
    await bus.stop();
    await application.close({ stopDatabase });
  };
  return { url, http, stop: (stopOptions) => (stopped ??= stop(stopOptions?.stopDatabase === true)) };
}

/** A busy port is moved on a person's own machine, and named where others expect the server at its address. */
async function listenSomewhere({ config, logger }: Application, http: HttpServer): Promise<{ readonly url: string }> {
  const { port } = config.http;
  for (let offset = 0; ; offset += 1) {
    try {
      return await http.listen(port === 0 ? 0 : port + offset);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (config.mode === 'production' || offset === 20) {
        throw new ConflictError('core.port_busy', { ru: 'Порт {port} занят. Освободите его или задайте другой: PORT=…', en: 'Port {port} is taken. Free it or name another: PORT=…' }, { params: { port: port + offset }, cause: error });
      }
      logger.warn(`Port ${port + offset} is taken, trying ${port + offset + 1}`);
    }
  }
}
