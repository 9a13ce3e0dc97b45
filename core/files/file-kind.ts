import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './file-name.ts';

/** What a content is by itself, whatever its name says. */
export interface FileKind {
  /** Media type; `text/plain` for any text, `application/octet-stream` for what nobody knows. */
  readonly mimeType: string;
  /** A program of some system, or a name that a system runs on a double click. */
  readonly isDangerous: boolean;
  /** A zip of any sort, office documents included. */
  readonly isZip: boolean;
  readonly isGzip: boolean;
  /** An archive whose inside cannot be checked here. */
  readonly isOpaqueArchive: boolean;
  /** An office file of the time before zip, with macros inside. */
  readonly hasOldMacros: boolean;
}

const RUN_BY_NAME = new Set(
  ('exe com scr pif bat cmd msi msp msix appx cpl dll sys ocx ps1 psm1 vbs vbe js jse mjs wsf wsh hta lnk url scf inf reg gadget jar apk ipa app dmg pkg deb rpm run ' +
   'sh bash csh ksh zsh command desktop docm dotm xlsm xltm xlam pptm potm ppsm ppam sldm iso img vhd vhdx chm').split(' '),
);
const OPAQUE = new Set([
  'application/x-7z-compressed', 'application/x-rar-compressed', 'application/vnd.rar', 'application/x-xz', 'application/x-bzip2', 'application/zstd', 'application/x-lzip',
  'application/vnd.ms-cab-compressed', 'application/x-compress', 'application/x-arj', 'application/x-ace-compressed', 'application/x-lzh-compressed', 'application/x-lz4',
]);
const PROGRAMS: readonly (readonly number[])[] = [
  [0x4d, 0x5a], // MZ
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0xca, 0xfe, 0xba, 0xbe], // Java class, universal Mach-O
  [0xfe, 0xed, 0xfa, 0xce], [0xfe, 0xed, 0xfa, 0xcf], [0xce, 0xfa, 0xed, 0xfe], [0xcf, 0xfa, 0xed, 0xfe], // Mach-O
  [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], // Windows shortcut
  [0x23, 0x21], // #! script
  [0x00, 0x61, 0x73, 0x6d], // WebAssembly
];

function startsWith(content: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => content[index] === byte);
}

/** Text in UTF-8 or a one-byte encoding such as windows-1251: without control characters that texts do not have. */
function isText(content: Buffer): boolean {
  const head = content.subarray(0, 65_536);
  for (const byte of head) if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f) return false;
  return true;
}

/** The markup a text is, so far as a browser would act on it. */
function textType(content: Buffer, name: string): string {
  const head = content.subarray(0, 4096).toString('latin1').replace(/^\xef\xbb\xbf/, '').trimStart().toLowerCase();
  if (/<svg[\s>]/.test(head)) return 'image/svg+xml';
  if (/<(!doctype html|html|head|body|script|iframe|img|a|div|meta|style|object|embed)[\s>]/.test(head)) return 'text/html';
  if (head.startsWith('<?xml')) return 'application/xml';
  const extension = extensionOf(name);
  if (extension === 'csv') return 'text/csv';
  if (extension === 'eml' && /^(received|from|return-path|message-id|date|mime-version|delivered-to|x-[a-z-]+):/.test(head)) return 'message/rfc822';
  return 'text/plain';
}

/** Finds out what a file is from its bytes; the name decides only among texts and names what a system would run. */
export async function kindOf(content: Buffer, name: string): Promise<FileKind> {
  const found = await fileTypeFromBuffer(content);
  const program = PROGRAMS.some((bytes) => startsWith(content, bytes));
  const isZip = startsWith(content, [0x50, 0x4b, 0x03, 0x04]) || startsWith(content, [0x50, 0x4b, 0x05, 0x06]);
  const isCompound = startsWith(content, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const mimeType = found?.mime ?? (isText(content) ? textType(content, name) : 'application/octet-stream');
  return {
    mimeType: mimeType === 'application/xml' && textType(content, name) === 'image/svg+xml' ? 'image/svg+xml' : mimeType,
    isDangerous: program || RUN_BY_NAME.has(extensionOf(name)) || ['jar', 'apk', 'exe', 'elf', 'macho', 'deb', 'rpm', 'msi', 'lnk'].includes(found?.ext ?? ''),
    isZip,
    isGzip: startsWith(content, [0x1f, 0x8b]),
    isOpaqueArchive: OPAQUE.has(found?.mime ?? ''),
    hasOldMacros: isCompound && content.includes(Buffer.from('_VBA_PROJECT', 'utf16le')),
  };
}

const RUN_BY_BROWSERS = /^(text\/html|image\/svg\+xml|application\/(xhtml\+xml|xml|javascript|ecmascript|x-shockwave-flash)|text\/(xml|javascript|css))$/;

/** Media type a file is handed out with: what a browser could run is only bytes. */
export function servedType(mimeType: string | null): string {
  return mimeType === null || RUN_BY_BROWSERS.test(mimeType) ? 'application/octet-stream' : mimeType;
}
