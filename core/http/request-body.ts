import type { IncomingMessage } from 'node:http';
import { ClientGoneError, TooLargeError, UnsupportedTypeError } from './body-errors.ts';
import type { UploadMemory } from './multipart.ts';
import { parseMultipart } from './multipart.ts';
import type { RouteDefinition, UploadedFile } from './route.ts';
import { parseStrictJson } from './strict-json.ts';

export interface BodyLimits {
  /** Largest body that is not a file, bytes. */
  readonly bodyBytes: number;
  /** Largest upload, bytes. */
  readonly fileBytes: number;
  readonly uploads: UploadMemory;
}

export interface ParsedBody {
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** What is read and thrown away of an oversized body before the answer, so that the client hears it instead of a reset connection. */
const DRAIN_BYTES = 32 * 1024 * 1024;
const DRAIN_MS = 3000;

function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/**
 * The body as the route takes it. POST, PUT and PATCH need a JSON content type even when empty: a form of another site cannot set it.
 * @throws TooLargeError @throws UnsupportedTypeError @throws BadRequestError
 */
export async function readBody(request: IncomingMessage, route: RouteDefinition, limits: BodyLimits): Promise<ParsedBody> {
  const present = hasBody(request);
  if (route.method === 'GET') return { body: undefined, files: [] };
  if (route.raw === true) return { body: await readBytes(request, limits.bodyBytes), files: [] };
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (route.multipart === true && type === 'multipart/form-data') return parseMultipart(request, limits);
  if (type !== 'application/json' && (present || route.method !== 'DELETE' || type !== '')) {
    throw new UnsupportedTypeError(route.multipart === true ? 'multipart/form-data' : 'application/json');
  }
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new UnsupportedTypeError('application/json; Content-Encoding: identity');
  if (!present) return { body: undefined, files: [] };
  const bytes = await readBytes(request, limits.bodyBytes);
  return { body: bytes.length === 0 ? undefined : parseStrictJson(bytes), files: [] };
}

/** Reads at most `limit` bytes. @throws TooLargeError after discarding the rest of a moderate excess. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    await discard(request);
    throw new TooLargeError(limit);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const complete = await new Promise<boolean>((resolve, reject) => {
    const stop = (finish: () => void) => {
      request.off('data', take).off('end', ended).off('error', failed).off('close', closed);
      finish();
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) stop(() => resolve(false));
      else chunks.push(chunk);
    };
    const ended = () => stop(() => resolve(true));
    const failed = (error: Error) => stop(() => reject(new ClientGoneError(error)));
    const closed = () => stop(() => reject(new ClientGoneError()));
    request.on('data', take).on('end', ended).on('error', failed).on('close', closed);
  });
  if (!complete) {
    chunks.length = 0;
    await discard(request);
    throw new TooLargeError(limit);
  }
  return Buffer.concat(chunks, size);
}

async function discard(request: IncomingMessage): Promise<void> {
  let left = DRAIN_BYTES;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, DRAIN_MS);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) done();
    });
    request.once('end', done).once('close', done).once('error', done);
  });
}
