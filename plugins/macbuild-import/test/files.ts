import iconv from 'iconv-lite';
import { writeWorkbook } from '../../../core/index.ts';

/** One line as the files of these tests hold it. */
export interface FileLine {
  readonly no?: string;
  readonly code?: string;
  readonly name?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly length?: string;
}

export const CONVEYOR: FileLine = { no: '1', code: 'WAM-273-4000', name: 'Винтовой конвейер ШК-273/4000', quantity: '3', price: '9800,00', length: '4000' };
export const EMPTY: FileLine = { no: '2', quantity: '1' };

const HEADERS = ['№', 'Код', 'Наименование', 'Кол-во', 'Цена, EUR', 'Характеристика: Длина'];
const cellsOf = (line: FileLine): string[] => [line.no ?? '', line.code ?? '', line.name ?? '', line.quantity ?? '', line.price ?? '', line.length ?? ''];

export function csvFile(number: string | null, lines: readonly FileLine[], encoding: 'utf8' | 'windows-1251' = 'windows-1251'): Buffer {
  const rows = [...(number === null ? [] : [['Номер заказа', number]]), HEADERS, ...lines.map(cellsOf)];
  return iconv.encode(rows.map((row) => row.join(';')).join('\r\n'), encoding);
}

export async function xlsxFile(number: string, lines: readonly FileLine[]): Promise<Buffer> {
  const columns = HEADERS.map((_header, index) => ({ header: index === 0 ? 'Номер заказа' : index === 1 ? number : ' ', key: String(index) }));
  return writeWorkbook([{ name: 'Заказ', columns, rows: [HEADERS, ...lines.map(cellsOf)].map((row) => Object.fromEntries(row.map((cell, index) => [String(index), cell]))) }]);
}

export function xmlFile(number: string, lines: readonly FileLine[], encoding: 'utf-8' | 'windows-1251'): Buffer {
  const line = (one: FileLine): string => `<line no="${one.no ?? ''}"><code>${one.code ?? ''}</code><name>${one.name ?? ''}</name><quantity>${one.quantity ?? ''}</quantity><price_eur>${one.price ?? ''}</price_eur>`
    + `<characteristics>${one.length === undefined ? '' : `<characteristic name="Длина">${one.length}</characteristic>`}</characteristics></line>`;
  return iconv.encode(`<?xml version="1.0" encoding="${encoding}"?>\n<order number="${number}"><lines>\n${lines.map(line).join('\n')}\n</lines></order>`, encoding);
}
