/** Parts between boundary lines, with the text before the first and after the last. */
export interface SplitBody {
  readonly parts: readonly Buffer[];
  readonly preamble: Buffer;
  readonly epilogue: Buffer;
}

function isLineStart(body: Buffer, position: number): boolean {
  return position === 0 || body[position - 1] === 0x0a;
}

function withoutLastLineEnd(part: Buffer): Buffer {
  if (part.at(-1) !== 0x0a) return part;
  return part.subarray(0, part.at(-2) === 0x0d ? -2 : -1);
}

/** Splits a body by its boundary; a missing closing line is forgiven. Null when the boundary does not occur. */
export function splitByBoundary(body: Buffer, boundary: string): SplitBody | null {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let preamble: Buffer | null = null;
  let start = 0;
  let closed = false;
  for (let at = body.indexOf(delimiter); at >= 0 && !closed; at = body.indexOf(delimiter, at + delimiter.length)) {
    const lineEnd = body.indexOf(0x0a, at);
    const rest = body.toString('latin1', at + delimiter.length, lineEnd < 0 ? body.length : lineEnd);
    if (!isLineStart(body, at) || !/^(?:--)?[ \t\r]*$/.test(rest)) continue;
    const before = withoutLastLineEnd(body.subarray(start, at));
    if (preamble === null) preamble = before;
    else parts.push(before);
    start = lineEnd < 0 ? body.length : lineEnd + 1;
    closed = rest.startsWith('--');
  }
  if (preamble === null) return null;
  if (!closed) parts.push(body.subarray(start));
  return { parts, preamble, epilogue: closed ? body.subarray(start) : Buffer.alloc(0) };
}

/** A boundary that the header does not name: the first line of two dashes that a part's header follows. */
export function guessBoundary(body: Buffer): string | null {
  return /(?:^|\n)--([!-~]{6,200}?)[ \t]*\r?\ncontent-[a-z-]+:/i.exec(body.toString('latin1', 0, 65_536))?.[1] ?? null;
}
