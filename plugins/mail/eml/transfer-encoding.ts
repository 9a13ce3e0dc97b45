/** Bytes behind a transfer encoding; `damaged` when something had to be skipped or guessed. */
export interface DecodedBytes {
  readonly bytes: Buffer;
  readonly damaged: boolean;
}

const hasForeign = /[^A-Za-z0-9+/=\s\0]/;

/** Strays skipped; every padding ends a block, because some programs glue padded blocks together. */
function skipStrays(text: string): Buffer {
  const blocks = text.replace(/[^A-Za-z0-9+/=]+/g, '').split(/=+/);
  return Buffer.concat(blocks.map((block) => Buffer.from(block, 'base64')));
}

/**
 * Something was cut out where the strays stand: each run of code is read by itself, so that the rest does not shift; letters that someone
 * typed into the middle stay in the text.
 */
function restartAtStrays(text: string): Buffer {
  const pieces = text.match(/[A-Za-z0-9+/\s\0]+|=+|[^A-Za-z0-9+/\s\0=]+/g) ?? [];
  return Buffer.concat(
    pieces.map((piece) => {
      if (hasForeign.test(piece)) return /[\x80-\xff]/.test(piece) ? Buffer.from(piece, 'latin1') : Buffer.alloc(0);
      return Buffer.from(piece.replace(/[\s\0=]+/g, ''), 'base64');
    }),
  );
}

/** How unlike text the bytes are: broken UTF-8 and control characters, counted. */
function strangeness(bytes: Buffer): number {
  return bytes.toString('utf8').match(/[\ufffd\0-\x08\x0e-\x1a]/g)?.length ?? 0;
}

/** True for bytes no text consists of: control characters other than tab, line ends, form feed and escape. */
function looksBinary(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4000);
  return head.filter((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)).length > head.length / 50;
}

/** Decodes base64. For text, a body that is plainly not base64 comes back as it is: some senders declare it and do not do it. */
export function decodeBase64(body: Buffer, isText: boolean): DecodedBytes {
  const text = body.toString('latin1');
  const foreign = hasForeign.test(text);
  if (!foreign || !isText) {
    const bytes = skipStrays(text);
    const spaced = isText && /[A-Za-z0-9+/] +[A-Za-z0-9+/]/.test(text) && looksBinary(bytes);
    return spaced ? { bytes: body, damaged: true } : { bytes, damaged: foreign };
  }
  const strays = (text.match(/[^A-Za-z0-9+/=\s\0]/g) ?? []).length;
  const readings = [skipStrays(text), restartAtStrays(text)].sort((left, right) => strangeness(left) - strangeness(right));
  const bytes = readings[0] as Buffer;
  return { bytes: strays * 10 > text.length || looksBinary(bytes) ? body : bytes, damaged: true };
}

/** Decodes quoted-printable; an `=` that begins no code stays as it is, raw 8-bit bytes pass through. */
export function decodeQuotedPrintable(body: Buffer): DecodedBytes {
  const joined = body.toString('latin1').replace(/(^|[^ \t])[ \t]+(?=\r?\n|$)/g, '$1').replace(/=\r?\n/g, '').replace(/=$/, '');
  const damaged = /=(?![0-9A-Fa-f]{2})/.test(joined);
  const decoded = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return { bytes: Buffer.from(decoded, 'latin1'), damaged };
}
