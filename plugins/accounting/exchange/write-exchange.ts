import iconv from 'iconv-lite';

/** One side of a payment order. */
export interface OrderSide {
  readonly name: string;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly account: string;
  readonly bik: string;
  readonly bank: string;
  readonly city: string;
  readonly correspondentAccount: string;
}

/** A payment order as the bank takes it. `date`: 'YYYY-MM-DD'; `amount`: decimal string in roubles. */
export interface PaymentOrder {
  readonly number: string;
  readonly date: string;
  readonly amount: string;
  readonly payer: OrderSide;
  readonly payee: OrderSide;
  readonly purpose: string;
}

/** Moment the file is made, on the company's wall clock. */
export interface FileStamp {
  /** 'YYYY-MM-DD' */
  readonly date: string;
  /** 'HH:MM:SS' */
  readonly time: string;
}

function day(date: string): string {
  return date.split('-').reverse().join('.');
}

/** A value of one line: whatever could begin another line becomes a blank, and so does what windows-1251 does not know. */
function oneLine(value: string | null): string {
  const text = (value ?? '').replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/gu, ' ').trim();
  return [...text].map((one) => (iconv.decode(iconv.encode(one, 'win1251'), 'win1251') === one ? one : ' ')).join('');
}

function side(prefix: string, one: OrderSide): [string, string | null][] {
  return [
    [`${prefix}Счет`, one.account], [prefix, [one.inn === null ? '' : `ИНН ${one.inn}`, one.name].filter((part) => part !== '').join(' ')], [`${prefix}ИНН`, one.inn], [`${prefix}КПП`, one.kpp],
    [`${prefix}1`, one.name], [`${prefix}РасчСчет`, one.account], [`${prefix}Банк1`, one.bank], [`${prefix}Банк2`, one.city], [`${prefix}БИК`, one.bik], [`${prefix}Корсчет`, one.correspondentAccount],
  ];
}

/** Payment orders in the exchange format of 1C and client-bank programs (1CClientBankExchange 1.03), windows-1251 with CRLF. */
export function writeExchange(account: string, orders: readonly PaymentOrder[], stamp: FileStamp): Buffer {
  const dates = orders.map((one) => one.date).sort();
  const head: [string, string | null][] = [
    ['ВерсияФормата', '1.03'], ['Кодировка', 'Windows'], ['Отправитель', 'Reglament'], ['Получатель', ''], ['ДатаСоздания', day(stamp.date)], ['ВремяСоздания', stamp.time],
    ['ДатаНачала', day(dates[0] ?? stamp.date)], ['ДатаКонца', day(dates.at(-1) ?? stamp.date)], ['РасчСчет', account], ['Документ', 'Платежное поручение'],
  ];
  const line = ([key, value]: readonly [string, string | null]): string => `${key}=${oneLine(value)}`;
  const text = [
    '1CClientBankExchange',
    ...head.map(line),
    ...orders.flatMap((one) => [
      'СекцияДокумент=Платежное поручение',
      ...([
        ['Номер', one.number], ['Дата', day(one.date)], ['Сумма', one.amount], ...side('Плательщик', one.payer), ...side('Получатель', one.payee),
        ['ВидОплаты', '01'], ['ВидПлатежа', 'Электронно'], ['Очередность', '5'], ['НазначениеПлатежа', one.purpose],
      ] as [string, string | null][]).map(line),
      'КонецДокумента',
    ]),
    'КонецФайла',
    '',
  ].join('\r\n');
  return iconv.encode(text, 'win1251');
}
