/*
 * One definition of the normal form, used twice: by code and, as SQL, by a generated column. Letter case is spelled out letter by letter,
 * because lower() of Postgres depends on the collation of the database and toLowerCase() knows other rules.
 */
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁёÄÖÜÉÈÀÇÑ';
const SMALL = 'abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяееäöüéèàçñ';
const MARKS = '«»„“”‘’‚‹›"\'`´()[]{}.,;:!/\\|_*~-‐‑‒–—―';
/** Tab, line ends, question mark (a binding place for query builders) and the no-break spaces: written as chr() in SQL. */
const MARK_CODES = [9, 10, 13, 63, 0xa0, 0x2007, 0x202f];

const LEGAL_FORMS = [
  'общество с ограниченной ответственностью',
  'публичное акционерное общество',
  'непубличное акционерное общество',
  'закрытое акционерное общество',
  'открытое акционерное общество',
  'акционерное общество',
  'индивидуальный предприниматель',
  ...['ооо', 'оао', 'зао', 'пао', 'нао', 'ао', 'ип', 'чп', 'гуп', 'муп', 'фгуп', 'тоо', 'одо', 'кфх'],
  'limited liability company',
  'joint stock company',
  ...['s p a', 's r l', 's a', 'b v', 'spa', 'srl', 'llc', 'llp', 'ltd', 'limited', 'inc', 'corp', 'gmbh', 'oy', 'bv', 'sarl'],
  ...['jsc', 'ojsc', 'cjsc', 'pjsc', 'plc'],
];

/**
 * Applied in turn. Doubled spaces give every word its own pair, so that neighbouring forms both go; the longest alternative stands first,
 * because JavaScript takes the first that fits and Postgres the longest.
 */
const REPLACEMENTS: readonly (readonly [pattern: string, by: string])[] = [
  [' +', '  '],
  [
    ` (${[...LEGAL_FORMS]
      .sort((left, right) => right.length - left.length)
      .map((form) => form.replaceAll(' ', '  '))
      .join('|')}) `,
    ' ',
  ],
  [' +', ' '],
  ['^ | $', ''],
];

const letters = new Map([...CAPITALS].map((letter, index) => [letter, [...SMALL][index] as string]));
for (const mark of [...MARKS, ...MARK_CODES.map((code) => String.fromCharCode(code))]) letters.set(mark, ' ');

/**
 * The name by which look-alike companies are found: small letters, ё as е, no quotes and punctuation, no legal form (ООО, АО, ИП, LLC …),
 * single spaces. «ООО "Северный Бетон"» → «северный бетон». Empty when nothing else was there: never match by an empty name.
 */
export function normalizeCompanyName(name: string): string {
  const spelled = ` ${[...name].map((letter) => letters.get(letter) ?? letter).join('')} `;
  return REPLACEMENTS.reduce((text, [pattern, by]) => text.replace(new RegExp(pattern, 'g'), by), spelled);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * The same as an SQL expression over a text column, for a generated column or an expression index: only `translate`, `chr` and
 * `regexp_replace`, all immutable, and no question mark, so that query builders pass it through. `column` is an identifier written by the migration, never input.
 */
export function companyNameNormSql(column: string): string {
  const from = [quoted(CAPITALS + MARKS), ...MARK_CODES.map((code) => `chr(${code})`)].join(' || ');
  const to = quoted(SMALL + ' '.repeat(MARKS.length + MARK_CODES.length));
  const spelled = `' ' || translate(${column}, ${from}, ${to}) || ' '`;
  return REPLACEMENTS.reduce((text, [pattern, by]) => `regexp_replace(${text}, ${quoted(pattern)}, ${quoted(by)}, 'g')`, spelled);
}
