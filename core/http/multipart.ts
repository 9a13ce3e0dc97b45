import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { BadRequestError, UnavailableError } from '../errors/index.ts';
import { isUnsafeKey, textFault } from '../validation/index.ts';
import { ClientGoneError, TooLargeError } from './body-errors.ts';
import type { BodyLimits, ParsedBody } from './request-body.ts';
import type { UploadedFile } from './route.ts';
import { forbiddenKey } from './strict-json.ts';

const MAX_FILES = 20;
const MAX_FIELDS = 50;
const MEMORY_BUDGET_BYTES = 192 * 1024 * 1024;

/** Uploads are kept in memory while they are checked; beyond a sum over all requests a new one is asked to come later. */
export class UploadMemory {
  #inUse = 0;

  /** Reserves `bytes` while `work` runs. @throws UnavailableError core.upload_busy */
  async within<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    if (this.#inUse > 0 && this.#inUse + bytes > MEMORY_BUDGET_BYTES) {
      throw new UnavailableError('core.upload_busy', { ru: 'Сейчас загружается слишком много файлов. Повторите.', en: 'Too many files are being uploaded. Try again.' }, 2);
    }
    this.#inUse += bytes;
    try {
      return await work();
    } finally {
      this.#inUse -= bytes;
    }
  }
}

function malformed(cause?: unknown): BadRequestError {
  return new BadRequestError('core.invalid_multipart', { ru: 'Тело запроса — не multipart/form-data.', en: 'The request body is not multipart/form-data.' }, { cause });
}

/**
 * Reads a multipart body: text parts become `body`, parts with a file name become `files`. All files together stay within `fileBytes`.
 * @throws TooLargeError @throws BadRequestError core.invalid_multipart, core.forbidden_key, core.repeated_parameter @throws UnavailableError core.upload_busy
 */
export async function parseMultipart(request: IncomingMessage, limits: BodyLimits): Promise<ParsedBody> {
  const most = limits.fileBytes + limits.bodyBytes;
  const declared = Number(request.headers['content-length'] ?? most);
  if (declared > most) throw new TooLargeError(limits.fileBytes);
  return limits.uploads.within(declared, async () => read(request, limits));
}

async function read(request: IncomingMessage, limits: BodyLimits): Promise<ParsedBody> {
  const body: Record<string, string> = {};
  const files: UploadedFile[] = [];
  let total = 0;
  const parser = openParser(request, limits);
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    parser.on('file', (field, stream, info) => {
      const name = info.filename ?? '';
      const chunks: Buffer[] = [];
      if (isUnsafeKey(field)) fail(forbiddenKey(field));
      if (textFault(name) !== undefined || textFault(field) !== undefined) fail(malformed());
      stream.on('data', (chunk: Buffer) => {
        total += chunk.length;
        if (total > limits.fileBytes) fail(new TooLargeError(limits.fileBytes));
        else chunks.push(chunk);
      });
      stream.on('limit', () => fail(new TooLargeError(limits.fileBytes)));
      stream.on('end', () => {
        const content = Buffer.concat(chunks);
        files.push({ field, name, mimeType: info.mimeType, content, size: content.length });
      });
    });
    parser.on('field', (name, value, info) => {
      if (isUnsafeKey(name)) return fail(forbiddenKey(name));
      if (info.valueTruncated || info.nameTruncated) return fail(new TooLargeError(limits.bodyBytes));
      if (textFault(value) !== undefined || textFault(name) !== undefined) return fail(malformed());
      if (Object.hasOwn(body, name)) {
        return fail(new BadRequestError('core.repeated_parameter', { ru: 'Параметр «{name}» указан дважды.', en: 'The parameter "{name}" is given twice.' }, { params: { name } }));
      }
      body[name] = value;
    });
    for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) parser.on(event, () => fail(new TooLargeError(limits.fileBytes)));
    parser.on('error', (error) => fail(malformed(error)));
    parser.on('close', resolve);
    request.on('close', () => {
      if (!request.complete) fail(new ClientGoneError());
    });
    request.pipe(parser);
  });
  return { body, files };
}

function openParser(request: IncomingMessage, limits: BodyLimits): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: MAX_FILES, fields: MAX_FIELDS, parts: MAX_FILES + MAX_FIELDS, fileSize: limits.fileBytes, fieldSize: limits.bodyBytes, fieldNameSize: 200, headerPairs: 20 },
    });
  } catch (cause) {
    throw malformed(cause);
  }
}
