/** One file of a zip as its central directory states it; nothing is unpacked yet. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly statedBytes: number;
  /** Where its packed bytes begin. */
  readonly dataOffset: number;
  /** Where its local header begins. */
  readonly headerOffset: number;
}

/** The central directory is not one, or contradicts the file. */
export class ZipDamagedError extends Error {
  override readonly name = 'ZipDamagedError';
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LARGEST_COMMENT = 0xffff;

function within(zip: Buffer, offset: number, length: number): void {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > zip.length) throw new ZipDamagedError('out of range');
}

function wide(zip: Buffer, offset: number): number {
  within(zip, offset, 8);
  const value = zip.readBigUInt64LE(offset);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipDamagedError('absurd size');
  return Number(value);
}

function findEnd(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - LARGEST_COMMENT); at -= 1) {
    if (zip.readUInt32LE(at) === END && at + 22 + zip.readUInt16LE(at + 20) === zip.length) return at;
  }
  throw new ZipDamagedError('no end of directory');
}

interface Directory {
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
}

function directoryOf(zip: Buffer): Directory {
  const end = findEnd(zip);
  const short = { entries: zip.readUInt16LE(end + 10), bytes: zip.readUInt32LE(end + 12), offset: zip.readUInt32LE(end + 16) };
  if (short.entries !== 0xffff && short.bytes !== 0xffffffff && short.offset !== 0xffffffff) return short;
  const locator = end - 20;
  within(zip, locator, 20);
  if (zip.readUInt32LE(locator) !== LOCATOR_64) return short;
  const end64 = wide(zip, locator + 8);
  within(zip, end64, 56);
  if (zip.readUInt32LE(end64) !== END_64) throw new ZipDamagedError('no 64-bit end of directory');
  return { entries: wide(zip, end64 + 32), bytes: wide(zip, end64 + 40), offset: wide(zip, end64 + 48) };
}

const CP866 = new TextDecoder('ibm866');
const UTF8 = new TextDecoder('utf-8');

/** Sizes and offset of an entry, from its 64-bit extra field where the short ones say so. */
function widen(zip: Buffer, at: number, nameLength: number, extraLength: number, short: { stated: number; packed: number; offset: number }): typeof short {
  const sizes = { ...short };
  let place = at + 46 + nameLength;
  const limit = place + extraLength;
  while (place + 4 <= limit) {
    const id = zip.readUInt16LE(place);
    const length = zip.readUInt16LE(place + 2);
    if (id === 0x0001) {
      let field = place + 4;
      for (const key of ['stated', 'packed', 'offset'] as const) {
        if (short[key] !== 0xffffffff) continue;
        if (field + 8 > place + 4 + length) throw new ZipDamagedError('short extra field');
        sizes[key] = wide(zip, field);
        field += 8;
      }
    }
    place += 4 + length;
  }
  return sizes;
}

/**
 * Reads the central directory of a zip, at most `limit` entries of it; whether there are more is for the caller to see in the length.
 * @throws ZipDamagedError
 */
export function readZipDirectory(zip: Buffer, limit: number): ZipEntry[] {
  if (zip.length < 22) throw new ZipDamagedError('too short');
  const { entries, bytes, offset } = directoryOf(zip);
  within(zip, offset, bytes);
  const found: ZipEntry[] = [];
  let at = offset;
  while (found.length < Math.min(entries, limit)) {
    within(zip, at, 46);
    if (zip.readUInt32LE(at) !== CENTRAL) throw new ZipDamagedError('no directory entry');
    const [nameLength, extraLength, commentLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    within(zip, at + 46, nameLength + extraLength + commentLength);
    const flags = zip.readUInt16LE(at + 8);
    const rawName = zip.subarray(at + 46, at + 46 + nameLength);
    const { stated, packed, offset: header } = widen(zip, at, nameLength, extraLength, { stated: zip.readUInt32LE(at + 24), packed: zip.readUInt32LE(at + 20), offset: zip.readUInt32LE(at + 42) });
    within(zip, header, 30);
    if (zip.readUInt32LE(header) !== LOCAL) throw new ZipDamagedError('no local header');
    const dataOffset = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    within(zip, dataOffset, packed);
    found.push({
      name: ((flags & 0x800) !== 0 ? UTF8 : CP866).decode(rawName),
      method: zip.readUInt16LE(at + 10),
      isEncrypted: (flags & 0x41) !== 0,
      packedBytes: packed,
      statedBytes: stated,
      dataOffset,
      headerOffset: header,
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  // A directory that holds more than it counts hides files from whoever trusts the count.
  if (found.length === entries && at !== offset + bytes) throw new ZipDamagedError('directory of another size');
  return found;
}
