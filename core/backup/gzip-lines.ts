import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { damaged } from './errors.ts';

const LINE_FEED = 0x0a;

/** Writes lines as one gzip member, to a new file readable by its owner alone or to the end of one. */
export async function writeGzipLines(path: string, lines: AsyncIterable<string> | Iterable<string>, options: { readonly append?: boolean } = {}): Promise<void> {
  const out = createWriteStream(path, options.append === true ? { flags: 'a' } : { flags: 'wx', mode: 0o600 });
  await pipeline(Readable.from(lines), withLineFeeds, createGzip(), out);
}

async function* withLineFeeds(lines: AsyncIterable<string>): AsyncIterable<string> {
  for await (const line of lines) yield `${line}\n`;
}

/**
 * Lines of a gzip file with any number of members. Splits at line feeds alone: JSON text may hold other characters that end a line elsewhere.
 * @throws InvalidError core.backup_damaged when it is no gzip file, is cut short or does not fit its own checksums
 */
export async function* readGzipLines(path: string): AsyncIterable<string> {
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let rest: Buffer[] = [];
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
        yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
        rest = [];
        start = end + 1;
      }
      if (start < chunk.length) rest.push(chunk.subarray(start));
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw damaged(error.message, error);
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
  if (rest.length > 0) throw damaged('the last line is cut short');
}
