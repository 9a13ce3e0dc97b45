import ExcelJS from 'exceljs';
import t from 'tap';
import { convertCell, mapColumns, mappedHeaders, readTable, refuseRows, writeWorkbook } from '../index.ts';
import type { ColumnLimits, ColumnType } from '../index.ts';

t.test('cells become values of their type', async (t) => {
  const good: [ColumnType, string, string | number | boolean, ColumnLimits?][] = [
    ['decimal', '1 234,50', '1234.50'], ['decimal', '1\u00a0234\u00a0567,5', '1234567.5'], ['decimal', '1.234,50', '1234.50'], ['decimal', '1,234.50', '1234.50'], ['decimal', '1,234,567', '1234567'],
    ['decimal', '-12', '-12'], ['decimal', '−0,10', '-0.10'], ['decimal', '-0', '0'], ['decimal', '007,5', '7.5'], ['decimal', '160 000,00 ₽', '160000.00'], ['decimal', '12 EUR', '12'], ['decimal', '1.5E+3', '1500'],
    ['decimal', '10,500', '10.500', { scale: 1 }],
    ['integer', '12', 12], ['integer', '12,00', 12], ['integer', '1 000', 1000],
    ['date', '05.03.2025', '2025-03-05'], ['date', '5.3.25', '2025-03-05'], ['date', '2025-03-05', '2025-03-05'], ['date', '2025-03-05 10:30', '2025-03-05'], ['date', '05.03.2025 г.', '2025-03-05'], ['date', '45721', '2025-03-05'], ['date', '29.02.2024', '2024-02-29'],
    ['boolean', 'Да', true], ['boolean', 'ЛОЖЬ', false], ['boolean', 'TRUE', true],
    ['phone', '8 (343) 222-33-44', '+73432223344'], ['phone', '+7 343 222-33-44 доб. 12', '+73432223344;ext=12'], ['email', 'a.b@c.ru', 'a.b@c.ru'],
    ['enum', 'Средний', 'medium', { values: { medium: ['средний'], high: ['Высокий'] } }], ['enum', 'HIGH', 'high', { values: { medium: [], high: [] } }],
    ['text', '0012', '0012'],
  ];
  for (const [type, text, value, limits] of good) t.same(convertCell(text, type, limits), { value }, `${type} ${text}`);
  const bad: [ColumnType, string, string, ColumnLimits?][] = [
    ['decimal', 'около 5', 'not_a_number'], ['decimal', '1,2,3.4.5', 'not_a_number'], ['decimal', '1,234', 'too_many_decimals', { scale: 2 }], ['decimal', '-1', 'too_small', { min: 0 }], ['decimal', '11', 'too_large', { max: 10 }],
    ['decimal', '9'.repeat(60), 'not_a_number'], ['integer', '1,5', 'not_an_integer'], ['integer', '99999999999999999', 'not_an_integer'], ['date', '31.02.2025', 'not_a_date'], ['date', '29.02.2025', 'not_a_date'], ['date', '12', 'not_a_date'], ['date', 'завтра', 'not_a_date'],
    ['boolean', 'может быть', 'not_a_boolean'], ['phone', '12', 'not_a_phone'], ['email', 'a@b', 'not_an_email'], ['enum', 'x', 'not_allowed', { values: { a: ['А'] } }], ['text', 'абв', 'too_long', { maxLength: 2 }],
  ];
  for (const [type, text, code, limits] of bad) t.match(convertCell(text, type, limits), { code }, `${type} ${text}`);
});

const MAPPING = {
  code: { column: ['Артикул', 'Код'] },
  quantity: { column: 'Количество', type: 'decimal', required: true },
  day: { column: 'Дата', type: 'date' },
  price: { column: 'Цена', type: 'decimal' },
  attributes: { columns: 'Характеристика: *' },
  other: { columns: '*' },
} as const;

t.test('a table is read by fields, and every bad cell is told with its place', async (t) => {
  const text = 'КОД:;Количество *;Дата;Характеристика: Длина;Примечание\n007;1 000,5;05.03.2025;4000;срочно\n;;завтра;;\n';
  const { rows, problems, columns, unused } = mapColumns(await readTable(Buffer.from(text), { headers: mappedHeaders(MAPPING) }), MAPPING);
  t.same(rows[0], { row: 2, values: { code: '007', quantity: '1000.5', day: '2025-03-05', price: null, attributes: { Длина: '4000' }, other: { Примечание: 'срочно' } } });
  t.same(columns, { code: 'КОД:', quantity: 'Количество *', day: 'Дата', price: null }, 'an absent column that is not required is no problem');
  t.same(unused, []);
  t.match(problems, [{ row: 3, column: 'Количество *', code: 'required' }, { row: 3, column: 'Дата', code: 'not_a_date' }]);
  const refusal = refuseRows(problems);
  t.match(refusal, { status: 422, code: 'core.table_rows_wrong', params: { count: 2 }, errors: [{}, { pointer: '/file/rows/3/Дата', code: 'not_a_date', message: { ru: 'Строка 3, «Дата»: «завтра» — не дата; пишите ДД.ММ.ГГГГ' } }] });
});

t.test('columns that are missing or stand twice are problems of the header', async (t) => {
  const { problems } = mapColumns(await readTable(Buffer.from('Код;Код;Цена\n1;2;3')), MAPPING);
  t.match(problems, [{ row: 1, column: 'Код', code: 'column_repeated' }, { row: 1, column: 'Количество', code: 'column_missing' }]);
});

t.test('what is written can be read again, and nothing in it is a formula', async (t) => {
  const rows = [
    { name: '=HYPERLINK("http://x";"a")', price: '1234.50', day: '2025-03-05', at: '2025-03-05T10:30:00Z', isDone: true, big: '123456789012345678.90' },
    { name: '+7 343\u0001', price: null, day: null, at: null, isDone: false, big: '0012' },
    { name: '@SUM(A1)', price: 'не число', day: 'когда-нибудь', at: null, isDone: null, big: { a: 1 } },
  ];
  const content = await writeWorkbook([
    {
      name: 'Отчёт: [май]/2025', title: ['Отчёт', 'за май'], rows, totals: { name: 'Итого', price: '1234.50' },
      columns: [{ header: 'Название', key: 'name' }, { header: 'Цена', key: 'price', type: 'decimal' }, { header: 'День', key: 'day', type: 'date' }, { header: 'Когда', key: 'at', type: 'datetime' }, { header: 'Готово', key: 'isDone', type: 'boolean' }, { header: 'Много', key: 'big', type: 'decimal' }],
    },
    { name: 'отчёт  май  2025', columns: [], rows: [] },
  ]);
  const table = await readTable(content);
  t.match(table, { sheet: 'Отчёт   май  2025', headerRow: 4, columns: ['Название', 'Цена', 'День', 'Когда', 'Готово', 'Много'] });
  t.same(table.rows.map((row) => Object.values(row.cells)), [
    ['=HYPERLINK("http://x";"a")', '1234.5', '2025-03-05', '2025-03-05 10:30', 'Да', '123456789012345678.90'],
    ['+7 343', null, null, null, 'Нет', '12'],
    ['@SUM(A1)', 'не число', 'когда-нибудь', null, null, '{"a":1}'],
    ['Итого', '1234.5', null, null, null, null],
  ]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(content as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  t.equal(sheet?.getCell('A5').type, ExcelJS.ValueType.String, 'text, whatever it begins with');
  t.match({ type: sheet?.getCell('B5').type, format: sheet?.getCell('B5').numFmt, bold: sheet?.getCell('B4').font.bold }, { type: ExcelJS.ValueType.Number, format: '#,##0.00', bold: true });
  t.match({ type: sheet?.getCell('C5').type, format: sheet?.getCell('C5').numFmt }, { type: ExcelJS.ValueType.Date, format: 'dd.mm.yyyy' });
  t.ok((sheet?.getColumn(1).width ?? 0) >= 24);
});
