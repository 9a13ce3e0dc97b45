import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestClient } from '../../core/testing/index.ts';
import type { LoadAnswer, LoadOrder } from './load-client.ts';

/** The child that sends requests. */
export class Load {
  readonly #child = fork(fileURLToPath(new URL('./load-client.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });

  /** @throws Error with the first answer that was not a success */
  async run(order: LoadOrder): Promise<LoadAnswer> {
    const answer = await new Promise<LoadAnswer>((resolve) => {
      this.#child.once('message', (message) => resolve(message as LoadAnswer));
      this.#child.send(order);
    });
    if (answer.failure !== undefined) throw new Error(`A measured request failed: ${answer.failure}`);
    return answer;
  }

  stop(): void {
    this.#child.kill();
  }
}

/** A JSON POST as it goes over the wire. */
export function postRequest(url: string, path: string, body: unknown, client?: TestClient): string {
  const { host, origin } = new URL(url);
  const text = JSON.stringify(body);
  const headers = { host, origin, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)), ...client?.cookies };
  return `POST ${path} HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`;
}
