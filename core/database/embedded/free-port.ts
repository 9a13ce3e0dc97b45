import { createServer } from 'node:net';
import { EmbeddedServerError } from './embedded-server-error.ts';

const TRIES = 200;

/** The first port from `wanted` upwards on which nobody listens at this moment on the loopback address. */
export async function findFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES && port <= 65_535; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new EmbeddedServerError(`Every port from ${wanted} on is busy. Name another one in the configuration (database.embedded.port).`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
