import iconv from 'iconv-lite';
import t from 'tap';
import { RefusalError } from '../../errors/index.ts';
import { openTable, readTable, sheetNames, writeWorkbook } from '../index.ts';
import type { ReadTableOptions } from '../index.ts';
import { bareWorkbook, orderWorkbook, zipOf } from './fixtures.ts';

const refused = async (content: Buffer, options: ReadTableOptions = {}): Promise<RefusalError> => {
  try {
    await readTable(content, options);
  } catch (error) {
    if (error instanceof RefusalError) return error;
    throw error;
  }
  throw new Error('not refused');
};

t.test('a workbook is read as people see it', async (t) => {
  const content = await orderWorkbook();
  const table = await readTable(content, { headers: ['Код', 'Наименование'] });
  t.match(table, { format: 'xlsx', sheet: 'Заказ', headerRow: 4, columns: ['Код', 'Наименование', 'Кол-во', 'Цена, EUR', 'Дата', 'Принято', 'Цена, EUR [2]'] });
  t.same(table.rows[0], { row: 5, cells: { Код: '007', Наименование: 'Конвейер ШК-273', 'Кол-во': '3', 'Цена, EUR': '0.3', Дата: '2025-03-05', Принято: 'TRUE', 'Цена, EUR [2]': '7' } });
  t.match(table.rows[1], { row: 7, cells: { Код: null, Наименование: 'Сайт', 'Кол-во': '2', 'Цена, EUR': '1000000000000000000000', Дата: '2025-01-31 10:30', Принято: '&lt;b&gt;' } }, 'links, formulas and escapes by what is shown; the blank row 6 keeps its number');
  t.same(table.rows.map((one) => one.row), [5, 7, 9], 'blank rows are left out');
  t.equal(table.rows[2]?.cells['H'], 'примечание', 'what stands beyond the headers is kept');
  t.same(table.preamble, [{ row: 1, values: ['Заказ МакБилд'] }, { row: 2, values: ['Номер', '048213077'] }], 'merged cells only in their master; the leading zero stays');
  t.equal((await readTable(content)).headerRow, 4, 'found without being told');
  t.equal((await readTable(content, { headerRow: 4 })).rows.length, 3);
  t.same(await sheetNames(content), ['Скрытый', 'Заказ']);
  t.match(await refused(content, { sheet: 'Нет' }), { code: 'core.table_sheet_unknown', params: { sheets: 'Скрытый, Заказ' } });
  t.match(await refused(content, { headers: ['Чего нет'] }), { code: 'core.table_header_not_found' });
});

t.test('workbooks of other programs: prefixes, inline text, no references, any order of parts', async (t) => {
  const rows = '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>Им</x:t></x:r><x:r><x:t>я</x:t></x:r></x:is></x:c><x:c t="s"><x:v>0</x:v></x:c></x:row>'
    + '<x:row r="7"><x:c r="B7" t="b"><x:v>0</x:v></x:c><x:c r="A7" t="e"><x:v>#N/A</x:v></x:c></x:row><x:row r="8"><x:c r="A8" t="d"><x:v>2025-03-05T00:00:00</x:v></x:c><x:c r="B8"><x:v>1.5E-3</x:v></x:c></x:row>';
  const table = await readTable(bareWorkbook(rows, { strings: '<si><t>Чи</t><rPh><t>нет</t></rPh><r><t>сло &amp; знак_x0041_</t></r></si>' }));
  t.same(table.columns, ['Имя', 'Число & знакA']);
  t.same(table.rows, [{ row: 7, cells: { Имя: '#N/A', 'Число & знакA': 'FALSE' } }, { row: 8, cells: { Имя: '2025-03-05', 'Число & знакA': '0.0015' } }]);
});

const HEADER_AND_ROW = 'Код;Название;Цена\r\n007;"Шнек ""малый""\r\nвторая строка";1 234,50\r\n\r\n008;ООО "Ромашка";5';

t.test('text files: the encoding is found by bytes, the delimiter by its place', async (t) => {
  for (const [name, content, encoding] of [
    ['UTF-8', Buffer.from(HEADER_AND_ROW), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${HEADER_AND_ROW}`), 'utf-8'],
    ['windows-1251', iconv.encode(HEADER_AND_ROW, 'windows-1251'), 'windows-1251'],
    ['Unicode text of Excel', iconv.encode(HEADER_AND_ROW, 'utf-16le', { addBOM: true }), 'utf-16le'],
  ] as const) {
    const table = await readTable(content);
    t.match(table, { format: 'csv', encoding, columns: ['Код', 'Название', 'Цена'], headerRow: 1 }, name);
    t.same(table.rows, [
      { row: 2, cells: { Код: '007', Название: 'Шнек "малый"\nвторая строка', Цена: '1 234,50' } },
      { row: 5, cells: { Код: '008', Название: 'ООО "Ромашка"', Цена: '5' } },
    ], `${name}: rows are the lines they begin on`);
  }
  for (const [text, columns] of [
    ['a,b\n1,2\n3,4', ['a', 'b']], ['a\tb\n1,5\t2\n', ['a', 'b']], ['a;b\n1,5;2,5\n1,5;2,5', ['a', 'b']], ['sep=|\na|b\n1|2', ['a', 'b']], ['один\nдва\nтри', ['один']],
  ] as const) t.same((await readTable(Buffer.from(text))).columns, columns, text);
  t.same((await readTable(Buffer.from('sep=|\na|b\n1|2'))).rows[0]?.row, 3);
});

const XML = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>
<order number="048213077">
  <client>ООО &quot;Цемент&quot;</client>
  <lines>
    <line no="1"><code>00</code><name>Шнек &amp; рама</name>
      <params><param name="Длина">4000</param><param name="Тип">Ш</param></params></line>
    <line no="2"><code/></line>
  </lines>
</order>`;

t.test('XML: rows by path, cells by path, the encoding as declared and as it is', async (t) => {
  for (const content of [Buffer.from(XML('UTF-8')), iconv.encode(XML('windows-1251'), 'windows-1251'), Buffer.from(XML('windows-1251'))]) {
    const table = await readTable(content, { rowPath: 'order/lines/line' });
    t.same(table.rows, [
      { row: 5, cells: { '@no': '1', code: '00', name: 'Шнек & рама', 'params/param[Длина]': '4000', 'params/param[Тип]': 'Ш' } },
      { row: 7, cells: { '@no': '2', code: null } },
    ], 'numbers stay text; a row is the line of its element');
    t.same(table.preamble.map((one) => one.values), [['order/@number', '048213077'], ['order/client', 'ООО "Цемент"']]);
  }
  t.same((await readTable(Buffer.from(XML('UTF-8')))).rows.length, 2, 'the element that repeats is found');
});

t.test('what is no table, lies or is too large is refused in words', async (t) => {
  const many = Buffer.from(`a;b\n${'1;2\n'.repeat(50)}`);
  const bomb = bareWorkbook(`<x:row><x:c t="inlineStr"><x:is><x:t>${'0'.repeat(3_000_000)}</x:t></x:is></x:c></x:row>`, { stated: 10 });
  const cases: [string, Buffer, string, ReadTableOptions?, Record<string, unknown>?][] = [
    ['an empty file', Buffer.alloc(0), 'core.table_empty'],
    ['blank lines only', Buffer.from('\n \n;;\n'), 'core.table_empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0]), 'core.table_format_unknown'],
    ['an old .xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]), 'core.table_old_excel'],
    ['a workbook with a password', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]), 'core.table_encrypted'],
    ['a zip that is no workbook', zipOf([{ name: 'a.txt', content: Buffer.from('a') }]), 'core.table_format_unknown'],
    ['a cut workbook', (await orderWorkbook()).subarray(0, 3000), 'core.table_damaged'],
    ['a file over the limit', many, 'core.table_too_large', { limits: { bytes: 10 } }],
    ['too many rows', many, 'core.table_too_many_rows', { limits: { rows: 10 } }, { row: 12 }],
    ['too many columns', Buffer.from('a;b\n1;2;3;4'), 'core.table_too_many_columns', { limits: { columns: 3 } }, { row: 2 }],
    ['too long a cell', Buffer.from('a;b\n1;22222'), 'core.table_cell_too_long', { limits: { cellCharacters: 4 } }, { row: 2, column: 2 }],
    ['a bomb whose directory lies', bomb, 'core.table_unpacks_too_large', { limits: { unpackedBytes: 1_000_000 } }],
    ['an unclosed quote', Buffer.from('a;b\n1;2\n"3;4\n5;6'), 'core.table_malformed', {}, { row: 3 }],
    ['broken XML', Buffer.from('<a>\n<b></a>'), 'core.table_malformed', {}, { row: 2 }],
    ['entities', Buffer.from('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a/>'), 'core.table_entities_refused', {}, { row: 2 }],
    ['entities in UTF-16', iconv.encode('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', 'utf-16le', { addBOM: true }), 'core.table_entities_refused'],
    ['entities within a workbook', bareWorkbook('<!DOCTYPE a []><x:row/>'), 'core.table_entities_refused'],
    ['bytes that are not what they say', iconv.encode(XML('UTF-8'), 'windows-1251'), 'core.table_encoding_wrong', {}, { position: 77 }],
    ['an encoding nobody knows', iconv.encode(XML('ebcdic'), 'windows-1251'), 'core.table_encoding_unknown'],
    ['no such element', Buffer.from(XML('UTF-8')), 'core.table_rows_not_found', { rowPath: 'order/items/item' }, { path: 'order/items/item' }],
  ];
  for (const [name, content, code, options, params] of cases) {
    const error = await refused(content, options);
    t.match({ code: error.code, status: error.status, params: error.params }, { code, status: 422, params: params ?? {} }, name);
  }
});

t.test('a comment about entities is no declaration', async (t) => {
  t.equal((await readTable(Buffer.from('<a><!-- <!ENTITY --><b n="1">1</b><b n="2"><![CDATA[<!DOCTYPE]]></b></a>'))).rows[1]?.cells['.'], '<!DOCTYPE');
});

t.test('a hundred thousand rows pass through without being held', async (t) => {
  function* rows(): Generator<Record<string, unknown>> {
    for (let number = 0; number < 100_000; number += 1) yield { number, name: `Шнековый конвейер номер ${number} с приводом`, price: `${number}.25`, day: '2025-03-05' };
  }
  const content = await writeWorkbook([{
    name: 'Много', columns: [{ header: '№', key: 'number', type: 'integer' }, { header: 'Название', key: 'name' }, { header: 'Цена', key: 'price', type: 'decimal' }, { header: 'День', key: 'day', type: 'date' }], rows: rows(),
  }]);
  let [count, last] = [0, ''];
  const before = process.memoryUsage().rss;
  let peak = before;
  for await (const row of (await openTable(content)).rows) {
    count += 1;
    if (count % 5000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    last = JSON.stringify(row);
  }
  t.equal(count, 100_000);
  t.same(JSON.parse(last), { row: 100_001, cells: { '№': '99999', Название: 'Шнековый конвейер номер 99999 с приводом', Цена: '99999.25', День: '2025-03-05' } });
  t.ok(peak - before < 250 * 1_048_576, `${Math.round((peak - before) / 1_048_576)} MB`);
});
