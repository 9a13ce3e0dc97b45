import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';

/** A workbook as Excel's users make them: title rows, a header in row 4, every kind of cell. */
export async function orderWorkbook(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Скрытый', { state: 'hidden' }).addRow(['не тот лист']);
  const sheet = workbook.addWorksheet('Заказ');
  sheet.getCell('A1').value = 'Заказ МакБилд';
  sheet.mergeCells('A1:D1');
  sheet.getCell('A2').value = 'Номер';
  sheet.getCell('B2').value = '048213077';
  sheet.getRow(4).values = ['Код', 'Наименование', 'Кол-во', 'Цена, EUR', 'Дата', 'Принято', 'Цена, EUR'];
  sheet.getRow(5).values = ['007', { richText: [{ text: 'Конвейер ' }, { text: 'ШК-273', font: { bold: true } }] }, 3, 0.1 + 0.2, new Date(Date.UTC(2025, 2, 5)), true, 7];
  sheet.getRow(5).getCell(5).numFmt = 'dd.mm.yyyy';
  sheet.getRow(7).values = [null, { text: 'Сайт', hyperlink: 'https://example.com/a?b=1&c=2' }, { formula: '1+1', result: 2 }, 1e21, { formula: 'TODAY()', result: new Date(Date.UTC(2025, 0, 31, 10, 30)) }, '  &lt;b&gt;  '];
  sheet.getRow(7).getCell(5).numFmt = '[$-419]d mmm yyyy';
  sheet.getRow(8).values = ['  ', '', null];
  sheet.getCell('H9').value = 'примечание';
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

interface Part {
  readonly name: string;
  readonly content: Buffer;
  /** Size that the directory states; default the true one. */
  readonly stated?: number;
}

/** A zip of the parts, made by hand so that it may lie. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stated } of parts) {
    const packed = deflateRawSync(content);
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(stated ?? content.length, 22);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(stated ?? content.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, title, packed);
    central.push(entry, title);
    offset += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The parts of a workbook with one sheet, in the order and with the prefixes that other programs than Excel use. */
export function bareWorkbook(sheetData: string, extra: { readonly strings?: string; readonly stated?: number } = {}): Buffer {
  const xml = (text: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
  return zipOf([
    { name: 'xl/worksheets/first.xml', content: xml(`<x:worksheet xmlns:x="urn:x"><x:sheetData>${sheetData}</x:sheetData></x:worksheet>`), ...(extra.stated === undefined ? {} : { stated: extra.stated }) },
    { name: 'xl/sharedStrings.xml', content: xml(`<sst>${extra.strings ?? ''}</sst>`) },
    { name: 'xl/_rels/workbook.xml.rels', content: xml('<Relationships><Relationship Id="rId7" Type="http://x/worksheet" Target="/xl/worksheets/first.xml"/><Relationship Id="rId8" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>') },
    { name: 'xl/workbook.xml', content: xml('<workbook xmlns:r="urn:r"><sheets><sheet name="Один" sheetId="3" r:id="rId7"/></sheets></workbook>') },
  ]);
}
