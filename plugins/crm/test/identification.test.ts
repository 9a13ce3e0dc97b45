import t from 'tap';
import { companyNameNormSql, normalizeCompanyName, normalizeEmail, normalizePhone } from '../identification/index.ts';

t.test('one address has one form', async (t) => {
  for (const [raw, normal] of [
    ['Zakaz@SeverBeton.example', 'zakaz@severbeton.example'],
    [' <snab@vkombikorm.example> ', 'snab@vkombikorm.example'],
    ['"Иванов, Пётр" <P.Ivanov@bhs.example>', 'p.ivanov@bhs.example'],
    ['mailto:info@bhs.example', 'info@bhs.example'],
    ['info@bhs.example.', 'info@bhs.example'],
    ['почта@пример.рф', 'почта@пример.рф'],
    ['info@xn--e1afmkfd.xn--p1ai', 'info@пример.рф'],
    ['a+tag@b.example', 'a+tag@b.example'],
  ] as const) {
    t.equal(normalizeEmail(raw), normal, raw);
  }
  for (const raw of ['', 'нет', '@b.example', 'a@', 'a@b', 'a b@c.example', 'a@b.example, c@d.example', 'a@@b.example', 'a@b..example', `${'a'.repeat(250)}@b.example`]) {
    t.equal(normalizeEmail(raw), null, raw);
  }
});

t.test('one telephone has one form', async (t) => {
  for (const [raw, e164, extension] of [
    ['+7 343 000-02-02', '+73430000202'],
    ['8 (343) 000 02 02', '+73430000202'],
    ['73430000202', '+73430000202'],
    ['3430000202', '+73430000202'],
    ['8-800-555-35-35', '+78005553535'],
    ['8 (495) 123-45-67 доб. 12', '+74951234567', '12'],
    ['8 (495) 123-45-67, доб.12', '+74951234567', '12'],
    ['+7 495 123-45-67 (вн. 305)', '+74951234567', '305'],
    ['+7 495 123-45-67 внутренний 305', '+74951234567', '305'],
    ['+74951234567#44', '+74951234567', '44'],
    ['тел.: 8 495 123-45-67; факс 8 495 765-43-21', '+74951234567'],
    ['123-45-67, 8 495 765-43-21', '+74957654321'],
    ['+39 0521 123456', '+390521123456'],
  ] as const) {
    t.same(normalizePhone(raw), extension ? { e164, extension } : { e164 }, raw);
  }
  for (const raw of ['', 'скрыт', '112', '123-45-67', '+7 495 12', 'anonymous']) t.equal(normalizePhone(raw), null, raw);
  t.same(normalizePhone('0521 123456', 'IT'), { e164: '+390521123456' });
});

t.test('company names are compared without form, quotes and letter case', async (t) => {
  for (const [raw, normal] of [
    ['ООО «Северный Бетон»', 'северный бетон'],
    ['северный бетон, ООО', 'северный бетон'],
    ['Общество с ограниченной ответственностью "СЕВЕРНЫЙ\u00a0БЕТОН"', 'северный бетон'],
    ['ПАО Уралсвязьинвестбанк', 'уралсвязьинвестбанк'],
    ['Публичное акционерное общество «Ёлка-Плюс»', 'елка плюс'],
    ['ИП Лаптев Игорь Семёнович', 'лаптев игорь семенович'],
    ['ООО ИП «Ипатов»', 'ипатов'],
    ['Ferro Dosatori S.p.A.', 'ferro dosatori'],
    ['Ladoga, LLC', 'ladoga'],
    ['ООО КБ «Волгорезерв»', 'кб волгорезерв'],
    ['Аоа Пипка Ооонт', 'аоа пипка ооонт'],
    ['ЗАО', ''],
  ] as const) {
    t.equal(normalizeCompanyName(raw), normal, raw);
    t.equal(normalizeCompanyName(normal), normal, 'the normal form is stable');
  }
});

t.test('the SQL of the generated column is immutable and free of binding places', async (t) => {
  const sql = companyNameNormSql('working_name');
  t.same([...new Set(sql.replace(/'[^']*'/g, '').match(/\w+(?=\()/g))].sort(), ['chr', 'regexp_replace', 'translate']);
  t.notMatch(sql, /\?/);
  t.match(sql, /translate\(working_name, /);
  const [, from, to] = /translate\(working_name, (.*), '([^']*)'\) \|\| ' ', /s.exec(sql) as RegExpExecArray;
  const literal = (/^'((?:[^']|'')*)'/.exec(from as string)?.[1] as string).replaceAll("''", "'");
  t.equal([...literal].length + ((from as string).match(/chr\(/g) ?? []).length, [...(to as string)].length, 'every letter has its counterpart');
});
