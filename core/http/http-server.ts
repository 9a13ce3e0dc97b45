import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import Koa from 'koa';
import type { HttpConfig, RateLimitsConfig } from '../config/index.ts';
import type { Company } from '../company/index.ts';
import type { Database } from '../database/index.ts';
import type { Authenticator } from './identity.ts';
import type { ChangeListener, LiveHub } from './live/index.ts';
import { eventsRoute } from './live/index.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { UploadMemory } from './multipart.ts';
import type { OpenApiInfo } from './openapi.ts';
import { openApiRoute } from './openapi.ts';
import { operationsRoutes } from './operations-routes.ts';
import { Pipeline } from './pipeline.ts';
import { RequestRates } from './request-rates.ts';
import type { RouteDefinition } from './route.ts';
import { RouteTable } from './route-table.ts';

export interface HttpServerOptions {
  readonly companies: ReadonlyMap<string, Company>;
  readonly database: Pick<Database, 'query'>;
  readonly config: HttpConfig;
  /** Largest upload, bytes: `files.maxBytes` of the configuration. */
  readonly fileLimitBytes: number;
  readonly rateLimits: Pick<RateLimitsConfig, 'user' | 'company'>;
  readonly routes: readonly RouteDefinition[];
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly info: OpenApiInfo;
  /** Streams of live events; without it there is no `/api/events`. */
  readonly live?: LiveHub;
  /** Hears of what each request of this process committed; normally `ChangeBus.notify`. */
  readonly onChanges?: ChangeListener;
}

export interface HttpServer {
  readonly app: Koa;
  /** Everything that is served, the kernel's own routes included. */
  readonly routes: readonly RouteDefinition[];
  /** Starts to listen, on the configured port unless another is given; resolves with the address it got. */
  listen(port?: number): Promise<{ readonly host: string; readonly port: number; readonly url: string }>;
  /** Stops taking connections, ends live streams, lets running requests finish for `drainMs`, then cuts the rest. Safe to call twice. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
/** A connection on which nothing moves is cut; live streams send a comment more often than this. */
const SILENCE_MS = 120_000;

/**
 * The HTTP surface of an installation. @throws Error at once when a route declares no permission, takes another's place or is malformed.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  let draining = false;
  const routes: RouteDefinition[] = [
    ...options.routes,
    ...(options.live === undefined ? [] : [eventsRoute(options.live)]),
    ...operationsRoutes({ database: options.database, metrics: options.metrics, isDraining: () => draining }),
  ];
  routes.push(openApiRoute(() => routes, options.info));
  const pipeline = new Pipeline({
    ...options,
    table: new RouteTable(routes),
    limits: { bodyBytes: options.config.bodyLimitBytes, fileBytes: options.fileLimitBytes, uploads: new UploadMemory() },
    userRates: new RequestRates(options.rateLimits.user),
    companyRates: new RequestRates(options.rateLimits.company),
    publicUrl: options.config.publicUrl,
    trustProxy: options.config.trustProxy,
    isDraining: () => draining,
  });

  const app = new Koa();
  app.use((context) => pipeline.answer(context));
  app.on('error', (error: NodeJS.ErrnoException) => {
    const isClientGone = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECANCELED'].includes(error.code ?? '');
    if (isClientGone) options.logger.debug({ err: error }, 'the client went away');
    else options.logger.error({ err: error }, 'an answer could not be sent');
  });

  const handler = app.callback();
  const server = createServer({ requestTimeout: options.config.requestTimeoutMs, headersTimeout: Math.min(HEADERS_TIMEOUT_MS, options.config.requestTimeoutMs), keepAliveTimeout: 5000, connectionsCheckingInterval: 1000 }, (request, response) => void handler(request, response));
  server.setTimeout(SILENCE_MS);
  server.on('clientError', refuseMalformed);

  let closing: Promise<void> | undefined;
  return {
    app,
    routes,
    listen: async (wanted = options.config.port) => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(wanted, options.config.host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      const { port, address } = server.address() as AddressInfo;
      return { host: address, port, url: `http://${address.includes(':') ? `[${address}]` : address}:${port}` };
    },
    close: () => {
      draining = true;
      return (closing ??= drain(server, options.live, options.config.drainMs));
    },
  };
}

async function drain(server: Server, live: LiveHub | undefined, drainMs: number): Promise<void> {
  live?.close();
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

const MALFORMED: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

/** Answers what is not HTTP at all, before any request object exists. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, title] = MALFORMED[error.code ?? ''] ?? [400, 'Bad Request'];
  const body = JSON.stringify({ type: 'urn:reglament:error:core.malformed_request', title, status, detail: title, code: 'core.malformed_request' });
  socket.end(`HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
