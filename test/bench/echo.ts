import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { Ajv } from 'ajv';

/** The least a JSON POST costs in this runtime: Koa, the body read and parsed, checked by ajv, and answered. */
export async function startEcho(): Promise<{ readonly url: string; stop(): void }> {
  const check = new Ajv().compile({ type: 'object', required: ['event'], properties: { event: { type: 'string' }, data: { type: 'object' } }, additionalProperties: false });
  const app = new Koa();
  app.use(async (context) => {
    const chunks: Buffer[] = [];
    for await (const chunk of context.req) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (!check(body)) context.throw(422);
    context.body = body;
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
