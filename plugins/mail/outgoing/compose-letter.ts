/** A letter to be sent. `messageId` with angle brackets; addresses are checked before. */
export interface OutgoingLetter {
  readonly messageId: string;
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
  readonly inReplyTo: string | null;
  readonly attachments: readonly { readonly name: string; readonly mimeType: string; readonly content: Buffer }[];
}

const ENCODED_BYTES = 42;

/** Words for a field of the head (RFC 2047), folded; ASCII stays as it is. Characters are never cut in two. */
export function encodedWords(text: string): string {
  const oneLine = text.replace(/[\r\n\0]+/g, ' ').trim();
  if (/^[\x20-\x7e]*$/.test(oneLine) && oneLine.length < 60 && !oneLine.includes('=?')) return oneLine;
  const words: string[] = [];
  let word = '';
  for (const character of oneLine) {
    if (Buffer.byteLength(word + character) > ENCODED_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

function fromField(from: string): string {
  const named = /^\s*(.*?)\s*<([^<>\s]+)>\s*$/.exec(from);
  if (named === null || named[1] === '') return from.replace(/[\r\n]/g, '');
  return `${encodedWords((named[1] ?? '').replace(/^"|"$/g, ''))} <${named[2] ?? ''}>`;
}

function base64Lines(content: Buffer): string {
  return content.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
}

function parameter(name: string, value: string): string {
  return `${name}*=UTF-8''${encodeURIComponent(value).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

function textPart(text: string): string[] {
  return ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', base64Lines(Buffer.from(text.replace(/\r?\n/g, '\r\n')))];
}

/** Addresses of a field, one a line. */
function addressList(addresses: readonly string[]): string {
  return addresses.join(',\r\n ');
}

/** The letter as it goes over the wire (RFC 5322, MIME, CRLF). It says that a program wrote it, so that no other program answers. */
export function composeLetter(letter: OutgoingLetter): Buffer {
  const head = [
    `From: ${fromField(letter.from)}`,
    `To: ${addressList(letter.to)}`,
    ...(letter.cc.length === 0 ? [] : [`Cc: ${addressList(letter.cc)}`]),
    `Subject: ${encodedWords(letter.subject)}`,
    `Date: ${letter.date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${letter.messageId}`,
    ...(letter.inReplyTo === null ? [] : [`In-Reply-To: ${letter.inReplyTo}`, `References: ${letter.inReplyTo}`]),
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
  ];
  if (letter.attachments.length === 0) return Buffer.from([...head, ...textPart(letter.text), ''].join('\r\n'));
  // base64 has no «=_», so no part can hold the boundary
  const boundary = `=_${letter.messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}`;
  const parts = letter.attachments.map((one) => [
    `Content-Type: ${one.mimeType}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment;\r\n ${parameter('filename', one.name)}`,
    '',
    base64Lines(one.content),
  ]);
  const lines = [...head, `Content-Type: multipart/mixed; boundary="${boundary}"`, ''];
  for (const part of [textPart(letter.text), ...parts]) lines.push(`--${boundary}`, ...part);
  return Buffer.from([...lines, `--${boundary}--`, ''].join('\r\n'));
}
