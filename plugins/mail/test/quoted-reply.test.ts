import { readFileSync } from 'node:fs';
import t from 'tap';
import { parseLetter, stripQuotedReply } from '../eml/index.ts';

const OWN = 'Согласны, ждём договор.\n\nАлла';

t.test('the earlier letter is split off, whoever quotes it', async (t) => {
  for (const [name, tail] of [
    ['Apple Mail', '03.03.2025, в 16:40, Соколова Анна <s@p.example> написал(а):\n\n> Предложение.\n> Срок две недели.'],
    ['Gmail, folded', 'пт, 11 апр. 2025 г. в 09:05, Соколова Анна\n<s@p.example>:\n\n> Предложение.'],
    ['Gmail, English', 'On Mon, Mar 3, 2025 at 4:40 PM Anna Sokolova <s@p.example> wrote:\n> Offer.'],
    ['Mail.ru', 'Понедельник, 3 марта 2025, 16:40 +03:00 от Соколова Анна <s@p.example>:\n\nПредложение без значков.'],
    ['Yandex', '03.03.2025, 16:40, "Соколова Анна" <s@p.example>:\nПредложение.'],
    ['Outlook', 'От: Соколова Анна <s@p.example>\nОтправлено: 3 марта 2025 г. 16:40\nКому: Зимина\nТема: Предложение\n\nТекст.'],
    ['Outlook with a ruler', '-----Original Message-----\nFrom: Anna\nSent: Monday\n\nText.'],
    ['marks alone', '> Предложение.\n>> Ещё раньше.'],
    ['an attribution that is quoted too', '> 10.12.2024, в 23:12, Test <t@t.example> написал(а):\n>\n> Hi,'],
  ] as const) {
    t.same(stripQuotedReply(`${OWN}\n\n${tail}`), { reply: OWN, quoted: tail }, name);
  }
});

t.test('what is not a tail stays', async (t) => {
  for (const [name, text] of [
    ['no quotation', OWN],
    ['answers between the quotes', 'Ответы внутри.\n\n03.03.2025, в 16:40, А <s@p.example> написал(а):\n> Цена?\nСто рублей.\n> Срок?\nНеделя.'],
    ['nothing but a quotation', '> Предложение.'],
    ['a date with a time in the text', 'Приедем 17.03.2025 в 10:00, нужен пропуск:\nмашина А123ВС799'],
    ['fields of an enclosed letter', 'Пересылаю.\n\nFrom: a@b.example\nSubject: Цена\nDate: 3 March\nTo: c@d.example\n\nТекст.'],
    ['one line like a field', 'От: нас\nполучите привет'],
  ] as const) {
    t.same(stripQuotedReply(text), { reply: text, quoted: '' }, name);
  }
  const forwarded = 'К сведению.\n\nОт: А <a@b.example>\nОтправлено: 3 марта\nКому: Б\nТема: Цена\n\nТекст.';
  t.same(stripQuotedReply(forwarded, 'Fwd: Цена'), { reply: forwarded, quoted: '' }, 'a forwarded letter is the message');
});

t.test('in a real letter', async (t) => {
  const letter = await parseLetter(readFileSync(new URL('./letters/reply-with-quote.eml', import.meta.url)));
  t.match(stripQuotedReply(letter.text, letter.subject), {
    reply: 'Оплатим до 18.04, напомните, пожалуйста, реквизиты.\n\nИгорь',
    quoted: /^пт, 11 апр\. 2025[^]*>> Ранее вы писали про апрель\.$/,
  });
});
