/** Child process of the bench: sends prepared requests over kept connections, so that its own CPU is not counted with the server's. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Each connection repeats its requests in order and finishes the round it is in when the time is up. */
export interface LoadOrder {
  readonly port: number;
  readonly connections: readonly (readonly string[])[];
  readonly ms: number;
}

export interface LoadAnswer {
  readonly count: number;
  readonly seconds: number;
  readonly p50: number;
  /** First answer that was not a 2xx. */
  readonly failure?: string;
}

const sockets = new Map<string, Socket>();

function socketOf(port: number, index: number): Promise<Socket> {
  const key = `${port} ${index}`;
  const known = sockets.get(key);
  if (known !== undefined && !known.destroyed) return Promise.resolve(known);
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
    sockets.set(key, socket);
  });
}

/** One request and its whole answer, told by Content-Length. */
function exchange(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const gone = (): void => reject(new Error('the server closed the connection'));
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      socket.off('data', take).off('close', gone);
      resolve(text);
    };
    socket.on('data', take).once('close', gone);
    socket.write(request);
  });
}

async function run({ port, connections, ms }: LoadOrder): Promise<LoadAnswer> {
  const open = await Promise.all(connections.map((_, index) => socketOf(port, index)));
  const times: number[] = [];
  let failure: string | undefined;
  const started = performance.now();
  await Promise.all(connections.map(async (requests, index) => {
    while (performance.now() - started < ms && failure === undefined) {
      for (const request of requests) {
        const sent = performance.now();
        const answer = await exchange(open[index] as Socket, request);
        times.push(performance.now() - sent);
        if (!answer.startsWith('HTTP/1.1 2')) failure ??= answer;
      }
    }
  }));
  const seconds = (performance.now() - started) / 1000;
  const sorted = times.sort((left, right) => left - right);
  return { count: times.length, seconds, p50: sorted[Math.floor(sorted.length / 2)] ?? 0, ...(failure === undefined ? {} : { failure }) };
}

process.on('message', (order: LoadOrder) => void run(order).then((answer) => process.send?.(answer), (error: unknown) => process.send?.({ count: 0, seconds: 1, p50: 0, failure: String(error) })));
