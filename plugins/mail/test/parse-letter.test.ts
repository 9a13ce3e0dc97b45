import { existsSync, readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { LETTER_WARNINGS, MAX_LETTER_BYTES, parseLetter, sanitiseHtml } from '../eml/index.ts';
import type { Letter, LetterWarning } from '../eml/index.ts';

const folder = new URL('./letters/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
const read = (name: string): Promise<Letter> => parseLetter(readFileSync(new URL(name, folder)));
const written = (source: string): Promise<Letter> => parseLetter(Buffer.from(source));
const cp1251 = (text: string): Buffer =>
  Buffer.from([...text].map((letter) => (letter < '\x80' ? letter.charCodeAt(0) : letter.charCodeAt(0) - 0x410 + 0xc0)));

const warned = (letter: Letter, ...expected: LetterWarning[]): boolean => expected.every((warning) => letter.warnings.includes(LETTER_WARNINGS[warning]));

t.test('raw 8-bit headers are read in the charset of the letter', async (t) => {
  const letter = await read('raw-cp1251-headers.eml');
  t.match(letter, {
    messageId: '<20250303091200.771@severbeton.example>',
    from: { email: 'zakaz@severbeton.example', name: 'Крылов Степан, снабжение' },
    to: [{ email: 'sales@pnevmosila.example', name: 'Отдел продаж' }],
    subject: 'Заявка на силосный фильтр ФС-24, 2 шт.',
    date: '2025-03-03T06:12:00.000Z',
    text: /^Добрый день!\nПросим выставить счёт[^]*Крылов Степан$/,
    html: null,
    autoSubmitted: false,
    warnings: [],
  });
});

t.test('charsets: declared, wrongly declared, not declared', async (t) => {
  for (const [name, from, subject, text, warnings] of [
    ['cp1251-quoted-printable-reply.eml', 'Зимина Алла', 'Re: Коммерческое предложение ЗК-000103', /^Согласны, ждём договор. Цена «четыре затвора» подходит — /, []],
    ['declared-cp1251-is-utf8.eml', 'Балтхимсмесь', 'Запрос условий', /^Вам нужны три фильтра/, ['charset_guessed']],
    ['declared-utf8-is-cp1251.eml', 'Дымов Олег', 'Претензия по затвору', /^Затвор № 2 повреждён/, ['charset_guessed']],
    ['koi8-r-undeclared.eml', 'Технолог', 'Вопрос по монтажу заслонки', /давление воздуха[^]*в понедельник\.$/, []],
    ['html-only-latin1-is-cp1251.eml', 'Purchasing', 'Клапаны', /^Нужны клапаны\n\nКП-273 10 шт\.\n/, ['charset_guessed', 'body_damaged']],
  ] as const) {
    const letter = await read(name);
    t.match(letter, { from: { name: from }, subject, text }, name);
    t.ok(warned(letter, ...warnings) && letter.warnings.length === warnings.length, `${name}: warnings`);
  }
  t.equal((await written('Content-Type: text/plain; charset=klingon\n\nпривет, мир')).text, 'привет, мир', 'unknown charset');
  const german = Buffer.concat([Buffer.from('Content-Type: text/plain; charset=iso-8859-1\n\n'), Buffer.from('Schöne Grüße aus München, Straße', 'latin1')]);
  t.equal((await parseLetter(german)).text, 'Schöne Grüße aus München, Straße', 'honest Latin-1 stays');
  const capitals = Buffer.concat([Buffer.from('Content-Type: text/plain; charset=windows-1251\nSubject: '), cp1251('СЧЕТ НА ОПЛАТУ\n\nОПЛАТА СРОЧНО'), Buffer.from('\n')]);
  t.match(await parseLetter(capitals), { subject: 'СЧЕТ НА ОПЛАТУ', text: 'ОПЛАТА СРОЧНО', warnings: { length: 2 } });
  const cutLetter = Buffer.concat([Buffer.from('\n\nТекст обрезан на полубукв'), Buffer.from([0xd0])]);
  t.match((await parseLetter(cutLetter)).text, /^Текст обрезан на полубукв/, 'UTF-8 with a spoilt byte stays UTF-8');
});

t.test('two languages, alternatives, pictures: shown safely', async (t) => {
  const letter = await read('bilingual-alternative.eml');
  t.match(letter, {
    to: [{ email: 'sales@pnevmosila.example' }, { name: 'Ветрова М. Л.' }],
    cc: [{ email: 'boss@kef.example' }],
    replyTo: { email: 'tender@kef.example' },
    subject: 'Dampers / Заслонки ПЗ-300, 10 шт.',
    text: 'Dear colleagues, please quote ten dampers.\nУважаемые коллеги, просим цену на десять заслонок.',
    attachments: [{ fileName: 'scheme.png', mimeType: 'image/png', size: 70, contentId: 'scheme@kef', inline: true }],
    warnings: { length: 0 },
  });
  t.equal(letter.attachments[0]?.content.toString('latin1', 1, 4), 'PNG');
  t.match(letter.html, /<b>десять заслонок<\/b>/);
  t.match(letter.html, /<img src="cid:scheme@kef"/);
  t.notMatch(letter.html, /script|alert|onload|onerror|track\.example|javascript:|<form|<input|evil/i);
});

t.test('hostile HTML', async (t) => {
  for (const html of [
    '<img src=http://t.example/a.gif>',
    '<img src=//t.example/a.gif>',
    '<div style="background:url(//t.example/a)">',
    '<svg><image href="http://t.example/a"/></svg>',
    '<link rel=stylesheet href=http://t.example/a.css>',
    '<iframe src=http://t.example></iframe>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="data:text/html,alert(1)">x</a>',
    '<table background="http://t.example/a">',
    '<meta http-equiv=refresh content="0;url=http://t.example">',
    '<p onclick=alert(1)>',
    '<base href=http://t.example>',
  ]) {
    t.notMatch(sanitiseHtml(html), /t\.example|alert|javascript|data:/i, html);
  }
  t.equal(sanitiseHtml('<div>'.repeat(50_000)), null, 'a nesting bomb');
  t.equal(sanitiseHtml('<p>x</p>'.repeat(300_000)), null, 'too large');
  t.match(sanitiseHtml('<p>строка'.repeat(3_000)), /строка/, 'forgotten ends are no bomb');
  const bomb = await written(`From: a@b.example\nContent-Type: text/html\n\n${'<div></b>'.repeat(50_000)}самое дно`);
  t.match(bomb, { html: null, text: 'самое дно' });
  t.ok(warned(bomb, 'html_dropped'));
});

t.test('a letter enclosed in a letter is read with its damaged body', async (t) => {
  const letter = await read('enclosed-letter-broken-body.eml');
  t.match(letter.text, /^Пересылаю замечания\.\n[^]*Subject: Протокол разногласий\n[^]*пеня 0,1 % за день просрочки\.[^]*юрист завода\.$/);
  t.ok(warned(letter, 'body_damaged'));
  t.equal(letter.messageId, '<enclosed@tulaasp.example>', 'the outer letter is the letter');
  const attached = await written(
    'From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: inner\n\nвнутри\n--x--',
  );
  t.match(attached.attachments, [{ mimeType: 'message/rfc822', fileName: 'attachment-1.eml' }]);
  t.match(attached.attachments[0]?.content.toString(), /внутри/, 'an attached one stays a file');
});

t.test('a broken base64 body is read in pieces or as it stands', async (t) => {
  const body = (encoded: string): string => `From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${encoded}\n`;
  const half = (text: string): string => Buffer.from(text).toString('base64');
  t.equal((await written(body('Добрый день, это вовсе не base64.'))).text, 'Добрый день, это вовсе не base64.');
  t.equal((await written(body('Hello please send the invoice for two filters and a valve'))).text, 'Hello please send the invoice for two filters and a valve');
  t.equal((await written(body(`${half('первая часть, ')}\n${half('вторая часть')}`))).text, 'первая часть, вторая часть', 'padded in the middle');
  const long = half('Срок поставки двенадцать недель, оплата пятьдесят на пятьдесят.');
  t.match((await written(body(`${long.slice(0, 41)} *#* ${long}`))).text, /Срок поставки [^]*Срок поставки двенадцать недель, оплата пятьдесят на пятьдесят\.$/);
});

t.test('missing fields are told, not invented', async (t) => {
  const letter = await read('no-from-no-date.eml');
  t.match(letter, { from: null, date: null, subject: 'Скан договора', messageId: /^<sha256:[0-9a-f]{64}>$/ });
  t.match(letter.text, /^Здравствуйте, это письмо отправил сканер[^]*Страниц: 3$/, 'the text begins where the fields end');
  t.ok(warned(letter, 'no_sender', 'no_date'));
  const source = readFileSync(new URL('no-from-no-date.eml', folder));
  const otherLineEnds = Buffer.from(source.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  t.equal((await parseLetter(otherLineEnds)).messageId, letter.messageId, 'the identifier outlives a change of line ends');
  t.not((await parseLetter(Buffer.concat([source, Buffer.from('!')]))).messageId, letter.messageId);
  for (const [date, iso] of [
    ['Mon, 3 Mar 2025 09:12:00 +0300', '2025-03-03T06:12:00.000Z'],
    ['3 Mar 2025 09:12:00', '2025-03-03T09:12:00.000Z'],
    ['Пн, 3 мар 2025 09:12:00 +0300 (MSK)', '2025-03-03T06:12:00.000Z'],
    ['Mon, 3 Mar 2025 09:12:00 MSK', '2025-03-03T09:12:00.000Z'],
    ['2025-03-03T09:12:00Z', '2025-03-03T09:12:00.000Z'],
    ['yesterday', null],
    ['1', null],
    ['Mon, 99 Foo 2025', null],
  ] as const) {
    t.equal((await written(`From: a@b.example\nDate: ${date}\n\nx`)).date, iso, date);
  }
});

t.test('attachments keep their names and bytes', async (t) => {
  const letter = await read('raw-attachment-names-unclosed.eml');
  t.match(letter.attachments, [
    { fileName: 'Карточка предприятия, 2025.pdf', mimeType: 'application/pdf', size: 24, inline: false },
    { fileName: 'Счет № 5.pdf', mimeType: 'application/pdf', size: 25 },
    { fileName: 'winmail.dat', mimeType: 'application/ms-tnef', size: 8 },
  ]);
  t.equal(letter.attachments[1]?.content.toString('latin1'), '%PDF-1.4 invented\n%%EOF\n2');
  t.equal(letter.text, 'Документы во вложении.', 'the closing boundary is not there');
});

t.test('answers, threads and programs', async (t) => {
  t.match(await read('cp1251-quoted-printable-reply.eml'), {
    inReplyTo: '<offer-103@pnevmosila.example>',
    references: ['<first-103@pnevmosila.example>', '<offer-103@pnevmosila.example>'],
  });
  t.match(await read('automatic-answer.eml'), {
    autoSubmitted: true,
    text: 'Я в отпуске до 20 марта, по срочным вопросам пишите моему заместителю.',
    date: '2025-03-05T09:12:00.000Z',
  });
  for (const field of ['Auto-Submitted: auto-generated', 'X-Autoreply: yes', 'Precedence: bulk', 'Return-Path: <>', 'Content-Type: multipart/report; boundary=x']) {
    t.equal((await written(`From: a@b.example\n${field}\n\nx`)).autoSubmitted, true, field);
  }
  t.equal((await written('From: a@b.example\nAuto-Submitted: no\nReturn-Path: <a@b.example>\n\nx')).autoSubmitted, false);
});

t.test('limits hold and the text survives them', async (t) => {
  const parts = (count: number, part: string): string => `From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n${`--x\n${part}\n`.repeat(count)}--x--\n`;
  const many = await written(parts(150, 'Content-Type: application/pdf\n\nx'));
  t.equal(many.attachments.length, 100);
  t.ok(warned(many, 'too_many_attachments'));
  t.equal((await written(parts(3000, '\nслово'))).text.match(/слово/g)?.length, 3000, 'more parts than are taken apart');

  let deep = '\nсамое дно';
  for (let level = 0; level < 60; level += 1) deep = `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n${deep}\n--b${level}--\n`;
  const nested = await written(deep);
  t.match(nested.text, /самое дно/);
  t.ok(warned(nested, 'too_deep'));

  const longField = await written(`From: a@b.example\nSubject: ${'Ж'.repeat(600_000)}\n\nтекст`);
  t.match(longField, { text: 'текст', subject: /^Ж{1000}/ });
  t.ok(warned(longField, 'header_cut'));

  const head = 'From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nтекст\n--x\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n';
  const large = await parseLetter(Buffer.concat([Buffer.from(head), Buffer.alloc(MAX_LETTER_BYTES, 'QUFB'), Buffer.from('\n--x--\n')]));
  t.match(large, { text: 'текст', attachments: { length: 0 } }, 'half a file is worse than none');
  t.ok(warned(large, 'too_large'));
});

t.test('odd files', async (t) => {
  t.ok(warned(await parseLetter(Buffer.alloc(0)), 'empty'));
  t.equal((await written('Просто текст\nбез заголовков')).text, 'Просто текст\nбез заголовков');
  t.match(await written('From: a@b.example\nSubject: a\0b\n\nпри\0вет'), { subject: 'ab', text: 'привет' });
  t.match(await written('From: a@b.example\rSubject: s\r\rтекст'), { subject: 's', text: 'текст' }, 'Mac line ends');
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('From: a@b.example\nSubject: тема\n\nтекст', 'utf16le')]);
  t.match(await parseLetter(utf16), { subject: 'тема', text: 'текст' });
  t.equal((await written('From: a@b.example\nSubject: long\nbroken fold\nTo: c@d.example\n\nтекст')).subject, 'long broken fold');
  t.equal((await written('From: a@b.example\nContent-Type: multipart/mixed\n\n--zzzzzz\nContent-Type: text/plain\n\nодин\n--zzzzzz\nContent-Type: text/html\n\n<p>два</p>')).text, 'один\nдва', 'the boundary is not named');
  t.match((await written('From: a@b.example\nContent-Type: multipart/mixed; boundary=none\n\nголый текст')).text, /голый текст/);
  t.match((await written('From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\nвпереди\n--x\n\nвнутри\n--x--\nпозади')).text, /внутри[^]*впереди[^]*позади/, 'text around the parts');
});

t.test('damage of any kind: always a letter, always the same one', async (t) => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (const name of names) {
    const source = readFileSync(new URL(name, folder));
    for (let round = 0; round < 20; round += 1) {
      const damaged = Buffer.from(source.subarray(0, 1 + random(source.length)));
      for (let hit = 0; hit < random(30); hit += 1) damaged[random(damaged.length)] = random(256);
      const [first, second] = [await parseLetter(damaged), await parseLetter(damaged)];
      if (JSON.stringify(first) !== JSON.stringify(second) || typeof first.text !== 'string') t.fail(`${name}, round ${round}`);
    }
  }
  t.pass(`${names.length} letters`);
});

const shared = new URL('../../../../shared/samples/eml/', import.meta.url);
const samples = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.eml')) : [];
for (const name of samples) {
  t.test(`sample letter ${name}`, async (t) => {
    const letter = await parseLetter(readFileSync(new URL(name, shared)));
    t.match(letter, { from: { email: /@/ }, date: /^20\d\d-/, messageId: /^<.+@.+>$/, subject: /./, text: /\S/ });
    t.notMatch(letter.text + letter.subject, /\ufffd|Ð|Р’/, 'no broken letters');
  });
}
