import t from 'tap';
import {
  checkBik,
  checkCorrespondentAccount,
  checkInn,
  checkKpp,
  checkOgrn,
  checkOkpo,
  checkSettlementAccount,
  requisitesComplete,
} from '../requisites/index.ts';

// Invented companies: short name, ИНН, КПП, ОГРН, ОКПО, account, БИК.
const counterparties = [
  ['Пневмосила-Трейд', '7799004176', '779901001', '1197790004170', '90004177', '40702810300000000100', '044599901'],
  ['Северный Бетон', '7899002310', '789901001', '1197890002310', '90002310', '40702810600000000101', '044599901'],
  ['Уралцемпроект', '6699015020', '669901001', '1196690015026', '90015028', '40702810800000000102', '046599902'],
  ['Волжский комбикорм', '5299007778', '529901001', '1195290007770', '90007773', '40702810000000000103', '042299903'],
  ['Кубаньмельпром', '2399006451', '239901001', '1192390006456', '90006453', '40702810200000000107', '042299903'],
  ['Камаэкофильтр', '1699008592', '169901001', '1191690008597', '90008596', '40702810800000000109', '042299903'],
  ['Ладогаочистка', '4799005569', '479901001', '1194790005563', '90005567', '40702810000000000112', '044599901'],
] as const;

t.test('requisites of the demonstration companies pass', async (t) => {
  for (const [name, inn, kpp, ogrn, okpo, account, bik] of counterparties) {
    t.same(
      [checkInn(inn, 'legal_entity'), checkKpp(kpp, 'legal_entity'), checkOgrn(ogrn, 'legal_entity'), checkOkpo(okpo), checkBik(bik)],
      [null, null, null, null, null],
      name,
    );
    t.equal(checkSettlementAccount(account, bik), null, `${name}: account`);
  }
  t.equal(checkInn('779900441128', 'entrepreneur'), null);
  t.equal(checkInn('779900441128', 'individual'), null);
  t.equal(checkOgrn('319779900012344', 'entrepreneur'), null);
  t.equal(checkOkpo('2001234562', 'entrepreneur'), null);
  t.equal(checkOkpo('90002310000123'), null, 'a subdivision: by length');
  t.equal(checkSettlementAccount('40802810600000000108', '044599901'), null);
});

t.test('ИНН', async (t) => {
  for (const [value, form, code] of [
    ['7899002311', undefined, 'crm.inn_control'],
    ['8799002310', 'legal_entity', 'crm.inn_control'],
    ['779900441129', 'entrepreneur', 'crm.inn_control'],
    ['779900441138', 'entrepreneur', 'crm.inn_control'],
    ['0000000000', 'legal_entity', 'crm.inn_control'],
    ['000000000000', undefined, 'crm.inn_control'],
    ['789900231', undefined, 'crm.inn_length'],
    ['779900441128', 'legal_entity', 'crm.inn_length'],
    ['7899002310', 'entrepreneur', 'crm.inn_length'],
    ['7899002310', 'individual', 'crm.inn_length'],
    ['78990O2310', undefined, 'crm.inn_not_digits'],
    ['٧٨٩٩٠٠٢٣١٠', undefined, 'crm.inn_not_digits'],
    ['', 'legal_entity', 'crm.inn_not_digits'],
  ] as const) {
    t.match(checkInn(value, form), { code, message: { ru: /ИНН/, en: /INN/ } }, `${value} ${form}`);
  }
  t.match(checkInn(7899002310 as unknown as string), { code: 'crm.inn_not_digits' }, 'a number has lost its zeros');
  t.equal(checkInn('DE 123', 'foreign'), null, 'foreign numbers are not checked');
});

t.test('КПП', async (t) => {
  t.equal(checkKpp('7799AB001'), null);
  for (const value of ['78990100', '7799010011', '779901-01', '7799ab001', '7799АБ001', '']) t.match(checkKpp(value), { code: 'crm.kpp_format' }, value);
  t.match(checkKpp('779901001', 'entrepreneur'), { code: 'crm.kpp_not_applicable' });
  t.match(checkKpp('779901001', 'individual'), { code: 'crm.kpp_not_applicable' });
});

t.test('ОГРН and ОКПО', async (t) => {
  t.match(checkOgrn('1197890002311', 'legal_entity'), { code: 'crm.ogrn_control' });
  t.match(checkOgrn('319779900012345', 'entrepreneur'), { code: 'crm.ogrn_control' });
  t.match(checkOgrn('319779900012344', 'legal_entity'), { code: 'crm.ogrn_length' });
  t.match(checkOgrn('0000000000000'), { code: 'crm.ogrn_control' });
  t.match(checkOgrn('119789000231X'), { code: 'crm.ogrn_not_digits' });
  t.match(checkOgrn('319779900012344', 'individual'), { code: 'crm.ogrn_not_applicable' });
  t.match(checkOkpo('90002311'), { code: 'crm.okpo_control' });
  t.match(checkOkpo('2001234563'), { code: 'crm.okpo_control' });
  t.match(checkOkpo('9000231'), { code: 'crm.okpo_length' });
  t.equal(checkOkpo('00000264'), null, 'the first weights give 10, the second decide');
  t.equal(checkOkpo('00001880'), null, 'both give 10: the digit is 0');
});

t.test('accounts are keyed by the БИК', async (t) => {
  t.equal(checkSettlementAccount('40602810700000000025', '049805746'), null, 'example of the Bank of Russia');
  t.match(checkSettlementAccount('40702810700000000101', '044599901'), { code: 'crm.account_key' }, 'key 7 instead of 6');
  t.match(checkSettlementAccount('40702810600000000101', '046599902'), { code: 'crm.account_key' }, 'a right account at another bank');
  t.match(checkSettlementAccount('4070281060000000010', '044599901'), { code: 'crm.account_length' });
  t.match(checkSettlementAccount('4070281060000000010A', '044599901'), { code: 'crm.account_length' });
  t.equal(checkSettlementAccount('40702810600000000101', '1'), null, 'the БИК has its own message');
  t.equal(checkSettlementAccount('40116810100000010010', '041280103'), null, 'treasury account');
  for (const [account, bik] of [
    ['30101810000000000901', '044599901'],
    ['30101810300000000902', '046599902'],
    ['30101810600000000903', '042299903'],
  ] as const) {
    t.equal(checkCorrespondentAccount(account, bik), null, account);
  }
  t.match(checkCorrespondentAccount('30101810100000000901', '044599901'), { code: 'crm.account_key' });
  t.match(checkCorrespondentAccount('30101810000000000901', '046599902'), { code: 'crm.correspondent_account_format' });
  for (const bik of ['44599901', '144599901', '04459990A', '']) t.match(checkBik(bik), { code: 'crm.bik_format' }, bik);
});

t.test('what is missing before approval', async (t) => {
  const whole = { legal_form: 'legal_entity', inn: '7899002310', kpp: '789901001', legal_address: 'Санкт-Петербург', contract_kind: 'supply' } as const;
  const nothing = { inn: null, kpp: '', legal_address: '  ', contract_kind: null };
  t.same(requisitesComplete(whole, [{}], [{}]), []);
  t.same(requisitesComplete({ legal_form: 'legal_entity', ...nothing }, [], []), [
    'inn', 'kpp', 'legal_address', 'contract_kind', 'bank_account', 'contact_person',
  ]);
  t.same(requisitesComplete({ ...whole, legal_form: 'entrepreneur', kpp: null }, [{}], [{}]), [], 'a sole proprietor has no КПП');
  t.same(requisitesComplete({ ...whole, legal_form: 'foreign', inn: null, kpp: null }, [{}], []), ['contact_person']);
});
