const MAX_LENGTH = 180;
// C0, C1 and the marks that turn the direction of text around, by which "cod.exe" can be made to look like "exe.doc".
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file name as it is shown and saved: the last part of any path, without marks that hide or mean something to a shell; letters of every language stay. */
export function safeFileName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).pop() ?? '';
  const clean = last.replace(HIDDEN, '').replace(/[<>:"|?*]/g, '_').replace(/\s+/g, ' ').trim().replace(/^\.+/, '').replace(/[. ]+$/, '');
  const named = RESERVED.test(clean) ? `_${clean}` : clean;
  if (named === '') return 'file';
  const characters = [...named];
  if (characters.length <= MAX_LENGTH) return named;
  const extension = extensionOf(named);
  const tail = extension === '' || extension.length > 20 ? '' : `.${extension}`;
  return `${characters.slice(0, MAX_LENGTH - tail.length).join('')}${tail}`;
}

/** The letters after the last dot, in lower case; empty when there are none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
