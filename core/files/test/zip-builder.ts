import { deflateRawSync } from 'node:zlib';

/** One file of a zip made by a test; the odd fields tell lies. */
export interface MadeEntry {
  readonly name: string;
  readonly content: Buffer | string;
  readonly stored?: boolean;
  /** Size to state instead of the true one. */
  readonly statedBytes?: number;
  readonly flags?: number;
  /** Points its directory entry at the data of the first file. */
  readonly likeFirst?: boolean;
}

/** A zip of the given files, as an honest or a dishonest program would write it. */
export function makeZip(entries: readonly MadeEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = entry.stored === true ? content : deflateRawSync(content);
    const name = Buffer.from(entry.name);
    const stated = entry.statedBytes ?? content.length;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(entry.flags ?? 0x800, 6);
    head.writeUInt16LE(entry.stored === true ? 0 : 8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(stated, 22);
    head.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(entry.flags ?? 0x800, 8);
    central.writeUInt16LE(entry.stored === true ? 0 : 8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(stated, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(entry.likeFirst === true ? 0 : offset, 42);
    parts.push(head, name, packed);
    directory.push(central, name);
    offset += head.length + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

/** A small office document with more parts. */
export function makeDocument(extra: readonly MadeEntry[] = []): Buffer {
  return makeZip([
    { name: '[Content_Types].xml', content: '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' },
    { name: 'word/document.xml', content: '<?xml version="1.0"?><w:document>Договор</w:document>' },
    ...extra,
  ]);
}
