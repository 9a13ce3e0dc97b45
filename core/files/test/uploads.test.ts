import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { FileStore, kindOf, safeFileName, servedType } from '../index.ts';
import { FileStorage } from '../file-storage.ts';
import { makeDocument, makeZip } from './zip-builder.ts';

const settings = { dir: '/nowhere', maxBytes: 2_000_000, unpackedMaxBytes: 1_000_000 };
const store = new FileStore(settings);

async function verdict(content: Buffer, name: string): Promise<string> {
  try {
    return await store.inspect(content, name);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

t.test('a file is what its bytes say', async (t) => {
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n');
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  const cases: [string, Buffer, string][] = [
    ['счет.pdf', pdf, 'application/pdf'],
    ['фото.exe.png', png, 'image/png'],
    ['письмо.txt', Buffer.from('Добрый день!\r\n'), 'text/plain'],
    ['windows.txt', Buffer.from([0xc4, 0xee, 0xe1, 0xf0, 0xfb, 0xe9]), 'text/plain'],
    ['прайс.csv', Buffer.from('артикул;цена\n00145;10,50\n'), 'text/csv'],
    ['картинка.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'image/svg+xml'],
    ['схема.xml', Buffer.from('<?xml version="1.0"?>\n<!-- x -->\n<svg onload="alert(1)"></svg>'), 'image/svg+xml'],
    ['отчет.txt', Buffer.from('\ufeff<!DOCTYPE html><script>alert(1)</script>'), 'text/html'],
    ['данные', Buffer.from([0, 1, 2, 3, 4]), 'application/octet-stream'],
    ['программа.pdf', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'core.file_dangerous'],
    ['script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'core.file_dangerous'],
    ['ярлык.txt', Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), 'core.file_dangerous'],
    ['счет.pdf.bat', Buffer.from('echo'), 'core.file_dangerous'],
    ['таблица.xlsm', makeDocument(), 'core.file_dangerous'],
    ['архив.7z', Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), Buffer.alloc(24)]), 'core.archive_unreadable'],
    ['старый.doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('_VBA_PROJECT', 'utf16le')]), 'core.file_macros'],
    ['пусто.txt', Buffer.alloc(0), 'core.file_empty'],
    ['большой.bin', Buffer.alloc(2_000_001), 'core.file_too_large'],
  ];
  for (const [name, content, expected] of cases) t.equal(await verdict(content, name), expected, name);
});

t.test('archives are unpacked only as far as they are allowed to reach', async (t) => {
  const document = makeDocument();
  const cases: [string, Buffer, string][] = [
    ['договор.docx', document, 'ok'],
    ['zip из docx', makeZip([{ name: 'договор.docx', content: document }, { name: 'Папка/письмо.txt', content: 'да' }]), 'ok'],
    ['вложения глубже трех', makeZip([{ name: 'a.zip', content: makeZip([{ name: 'b.zip', content: makeZip([{ name: 'c.zip', content: makeZip([]) }, { name: 'd', content: makeZip([{ name: 'e', content: 'x' }]) }]) }]) }]), 'core.archive_too_deep'],
    ['больше предела', makeZip([{ name: 'нули', content: Buffer.alloc(1_000_001) }]), 'core.archive_too_large'],
    ['больше предела вместе с вложенным', makeZip([{ name: 'a.zip', content: makeZip([{ name: 'нули', content: Buffer.alloc(600_000) }]) }, { name: 'нули', content: Buffer.alloc(600_000) }]), 'core.archive_too_large'],
    ['называет меньше, чем есть', makeZip([{ name: 'a', content: Buffer.alloc(900_000), statedBytes: 10 }]), 'core.archive_sizes_lie'],
    ['называет больше, чем есть', makeZip([{ name: 'a', content: 'короче', statedBytes: 5000 }]), 'core.archive_sizes_lie'],
    ['хранит без сжатия не то', makeZip([{ name: 'a', content: 'короче', stored: true, statedBytes: 3 }]), 'core.archive_sizes_lie'],
    ['выход из папки', makeZip([{ name: '../../etc/passwd', content: 'x' }]), 'core.archive_unsafe_name'],
    ['выход с обратной чертой', makeZip([{ name: 'a\\..\\b', content: 'x' }]), 'core.archive_unsafe_name'],
    ['полный путь', makeZip([{ name: '/etc/passwd', content: 'x' }]), 'core.archive_unsafe_name'],
    ['диск', makeZip([{ name: 'C:\\windows', content: 'x' }]), 'core.archive_unsafe_name'],
    ['пароль', makeZip([{ name: 'a', content: 'x', flags: 0x801 }]), 'core.archive_unreadable'],
    ['макросы', makeDocument([{ name: 'word/vbaProject.bin', content: 'x' }]), 'core.file_macros'],
    ['макросы во вложенном', makeZip([{ name: 'a.docx', content: makeDocument([{ name: 'word/vbaProject.bin', content: 'x' }]) }]), 'core.file_macros'],
    ['сущности', makeDocument([{ name: 'word/footer.xml', content: `${' '.repeat(70_000)}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` }]), 'core.file_external_entities'],
    ['сущности в UTF-16', makeDocument([{ name: 'word/footer.xml', content: Buffer.from('<!ENTITY a SYSTEM "x">', 'utf16le') }]), 'core.file_external_entities'],
    ['общие данные', makeZip([{ name: 'a', content: Buffer.alloc(1000) }, { name: 'b', content: Buffer.alloc(1000), likeFirst: true }]), 'core.archive_damaged'],
    ['обрезан', document.subarray(0, document.length - 30), 'core.archive_damaged'],
    ['много файлов', makeZip(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '', stored: true }))), 'core.archive_too_many_entries'],
    ['gzip в пределах', gzipSync(Buffer.alloc(900_000)), 'ok'],
    ['gzip больше предела', gzipSync(Buffer.alloc(1_100_000)), 'core.archive_too_large'],
  ];
  for (const [name, content, expected] of cases) {
    const said = await verdict(content, 'file.zip');
    t.equal(said.startsWith('core.') ? said : 'ok', expected, name);
  }
});

t.test('a zip cut or bent anywhere is refused in words, never with a fault', async (t) => {
  const document = makeDocument();
  for (let at = 0; at < document.length; at += 7) {
    const bent = Buffer.from(document);
    bent[at] = (bent[at] as number) ^ 0xff;
    for (const content of [bent, document.subarray(0, at + 1)]) t.match(await verdict(content, 'a.docx'), /^(core\.|[a-z]+\/)/);
  }
});

t.test('names keep their letters and lose what is dangerous', async (t) => {
  const cases: [string, string][] = [
    ['Договор № 15 от 01.02.2020.docx', 'Договор № 15 от 01.02.2020.docx'],
    ['C:\\Users\\Иван\\счёт.pdf', 'счёт.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['счет\u202efdp.exe', 'счетfdp.exe'],
    ['a<b>:"c|d?*.txt', 'a_b___c_d__.txt'],
    ['CON.txt', '_CON.txt'],
    ['..hidden. ', 'hidden'],
    ['и\u0306.txt', 'й.txt'],
    ['\r\nX-Header: 1.txt', 'X-Header_ 1.txt'],
    ['', 'file'],
    ['/', 'file'],
  ];
  for (const [given, expected] of cases) t.equal(safeFileName(given), expected, JSON.stringify(given));
  const long = safeFileName(`${'ы'.repeat(300)}.docx`);
  t.equal([...long].length, 180);
  t.ok(long.endsWith('ы.docx'));
});

t.test('nothing that a browser could run leaves with its own type', async (t) => {
  for (const type of ['text/html', 'image/svg+xml', 'application/xml', 'application/javascript', 'text/css', null]) t.equal(servedType(type), 'application/octet-stream');
  t.equal(servedType('application/pdf'), 'application/pdf');
  t.equal((await kindOf(Buffer.from('<html></html>'), 'a.pdf')).mimeType, 'text/html');
});

t.test('a scanner that finds something or cannot answer refuses the file', async (t) => {
  const pass = Buffer.from('текст');
  t.equal(await store.inspect(pass, 'a.txt', { scan: async () => ({ clean: true }) }), 'text/plain');
  await t.rejects(store.inspect(pass, 'a.txt', { scan: async () => ({ clean: false, threat: 'EICAR' }) }), { code: 'core.file_infected' } as never);
  await t.rejects(store.inspect(pass, 'a.txt', { scan: () => Promise.reject(new Error('socket closed')) }), { code: 'core.antivirus_away', status: 503 } as never);
});

t.test('files lie under names of our own, whole or not at all', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'reglament-files-'));
  t.teardown(() => rm(dir, { recursive: true }));
  const storage = new FileStorage(dir);
  const stored = await storage.put('alfa', Buffer.from('содержимое'));
  t.match(stored.key, /^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f-]{36}$/);
  t.equal(stored.size, 20);
  t.equal((await storage.get('alfa', stored.key))?.toString(), 'содержимое');
  t.equal(await storage.get('beta', stored.key), undefined, 'another company has no such file');
  for (const key of ['../../etc/passwd', '/etc/passwd', `${stored.key}/../x`, stored.key.toUpperCase()]) await t.rejects(storage.get('alfa', key), /storage key/);
  await t.rejects(storage.put('../alfa', Buffer.from('x')), /storage key/);

  const folder = join(dir, 'alfa', ...stored.key.split('/').slice(0, 2));
  t.same(await readdir(folder), [stored.key.split('/')[2]], 'nothing unfinished is left');
  await writeFile(join(folder, `${stored.key.split('/')[2] ?? ''}.part`), 'x');
  const old = new Date(Date.now() - 10_000);
  for (const name of await readdir(folder)) await utimes(join(folder, name), old, old);
  const fresh = await storage.put('alfa', Buffer.from('новый'));
  const seen: string[] = [];
  for await (const key of storage.older('alfa', 5_000)) seen.push(key);
  t.same(seen.sort(), [stored.key, `${stored.key}.part`].sort(), 'a young file is left alone');
  for (const key of seen) await storage.removeLeftover('alfa', key);
  t.same([await storage.get('alfa', stored.key), (await storage.get('alfa', fresh.key))?.toString()], [undefined, 'новый']);
});
