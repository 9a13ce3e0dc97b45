import fc from 'fast-check';
import t from 'tap';
import {
  add,
  compare,
  formatMoney,
  greater,
  isDecimal,
  lesser,
  multiply,
  percentOf,
  percentRatio,
  round,
  subtract,
  sum,
  toFactNumber,
  vatInside,
  vatOnTop,
} from '../index.ts';

const kopecks = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const asText = (amount: bigint): string => {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

t.test('a decimal string is text in one canonical form', async (t) => {
  for (const good of ['0', '0.00', '-1.5', '1234567890123456.78']) t.equal(isDecimal(good), true, good);
  for (const bad of [1, 0.1, null, undefined, '', '1e3', '1,5', ' 1', '1 000', '.5', '5.', '007', '+1', 'NaN', 'Infinity', '0x10', '--1']) {
    t.equal(isDecimal(bad), false, String(bad));
  }
  t.throws(() => add('1,5', '1'), TypeError);
  t.throws(() => add(0.1 as unknown as string, '0.2'), TypeError, 'a JS number is refused even when the types were bypassed');
});

t.test('arithmetic is exact where binary fractions drift', async (t) => {
  t.equal(add('0.1', '0.2'), '0.3');
  t.equal(subtract('0.30', '0.1'), '0.20');
  t.equal(subtract('0.00', '0.00'), '0.00', 'never minus zero');
  t.equal(multiply('1.1', '1.1'), '1.21');
  t.equal(multiply('9999999999999.99', '999999999999.999'), '9999999999999980000000000.00001');
  t.equal(sum([]), '0.00');
  t.equal(sum(Array.from({ length: 10_000 }, () => '0.01')), '100.00');
  t.equal(sum(['1', '0.125']), '1.125');
});

t.test('comparison goes by value, not by letters', async (t) => {
  t.equal(compare('9.00', '10.00'), -1);
  t.equal(compare('1.0', '1.00'), 0);
  t.equal(compare('-1', '-2'), 1);
  t.equal(lesser('9.00', '10.00'), '9.00');
  t.equal(greater('9.00', '10.00'), '10.00');
});

t.test('halves round away from zero', async (t) => {
  for (const [value, expected] of [
    ['1.005', '1.01'],
    ['1.004999', '1.00'],
    ['-1.005', '-1.01'],
    ['2.5', '2.50'],
    ['-0.004', '0.00'],
    ['0.125', '0.13'],
  ] as const) {
    t.equal(round(value), expected, value);
  }
  t.equal(round('2.5', 0), '3');
  t.equal(round('0.0005', 3), '0.001');
});

t.test('percentages and VAT', async (t) => {
  t.equal(percentOf('1080000.00', '50'), '540000.00');
  t.equal(percentOf('0.05', '50'), '0.03');
  t.equal(percentRatio('220000', '900000'), '24.44');
  t.equal(percentRatio('1', '3', 4), '33.3333');
  t.equal(percentRatio('1', '0.00'), null);
  t.equal(vatOnTop('900000.00', '20'), '180000.00');
  t.equal(vatInside('1080000.00', '20'), '180000.00');
  t.equal(vatInside('1000.00', '22'), '180.33');
  t.equal(vatOnTop('100.00', '0'), '0.00');
  t.equal(vatOnTop('100.00', null), '0.00', 'без НДС');
  t.equal(vatInside('100.00', null), '0.00', 'без НДС');
});

t.test('a rule fact is a number only while a double can hold it', async (t) => {
  t.equal(toFactNumber('0.30'), 0.3);
  t.equal(toFactNumber('1080000.005'), 1080000.01);
  t.equal(toFactNumber('9999999999999.99'), 9999999999999.99);
  t.throws(() => toFactNumber('99999999999999999.99'), RangeError);
});

t.test('amounts are written for people', async (t) => {
  const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
  t.equal(plain(formatMoney('1234.5', 'RUB')), '1 234,50 ₽');
  t.equal(plain(formatMoney('-1234.5', null)), '-1 234,50');
  t.equal(plain(formatMoney('9007199254740993.07', 'RUB')), '9 007 199 254 740 993,07 ₽', 'no kopeck lost beyond 2^53');
  t.equal(formatMoney('1234.5', 'EUR', 'en'), '€1,234.50');
});

t.test('any amounts: sums agree with whole kopecks, VAT inside undoes VAT on top', async (t) => {
  t.doesNotThrow(() => fc.assert(
    fc.property(fc.array(kopecks, { maxLength: 20 }), (amounts) => {
      return sum(amounts.map(asText)) === asText(amounts.reduce((total, amount) => total + amount, 0n));
    }),
  ));
  t.doesNotThrow(() => fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom('0', '5', '7', '10', '18', '20', '22'), (amount, rate) => {
      const net = asText(amount);
      const vat = vatOnTop(net, rate);
      return vatInside(add(net, vat), rate) === vat;
    }),
  ));
});
