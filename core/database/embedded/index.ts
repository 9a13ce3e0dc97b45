export { startEmbeddedServer } from './embedded-server.ts';
export type { EmbeddedServer, EmbeddedServerOptions, EmbeddedServerState } from './embedded-server.ts';
export { EmbeddedServerError } from './embedded-server-error.ts';
export type { EmbeddedLog } from './embedded-log.ts';
