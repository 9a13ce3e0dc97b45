import { isDigits, weighedRemainder } from './requisite-problem.ts';
import type { RequisiteProblem } from './requisite-problem.ts';

const KEY_WEIGHTS = Array.from({ length: 23 }, (_, index) => [7, 1, 3][index % 3] as number);

/** The control key of position 9 holds when the weighed digits of bank code and account sum to a multiple of ten (Bank of Russia, 515). */
function keyHolds(bankDigits: string, account: string): boolean {
  return weighedRemainder(bankDigits + account, KEY_WEIGHTS, 10) === 0;
}

/** Accounts inside the Bank of Russia (correspondent, treasury, settlement centres) take «0» and the region part of the БИК. */
function centralBankDigits(bik: string): string {
  return `0${bik.slice(4, 6)}`;
}

/** БИК: 9 digits beginning with 0; whether such a bank exists is a question to the classifier. Code `crm.bik_format`. */
export function checkBik(value: string): RequisiteProblem | null {
  if (isDigits(value) && value.length === 9 && value.startsWith('0')) return null;
  return {
    code: 'crm.bik_format',
    message: { ru: 'БИК состоит из 9 цифр и начинается с 0.', en: 'A BIK has 9 digits and begins with 0.' },
  };
}

function checkTwentyDigits(account: string): RequisiteProblem | null {
  if (isDigits(account) && account.length === 20) return null;
  return {
    code: 'crm.account_length',
    message: { ru: 'Номер счета состоит из 20 цифр.', en: 'An account number has 20 digits.' },
  };
}

const keyProblem: RequisiteProblem = {
  code: 'crm.account_key',
  message: {
    ru: 'Контрольный ключ счета (9-я цифра) не подходит к этому БИК: опечатка в счете или в БИК.',
    en: 'The control key of the account (9th digit) does not fit this BIK: a typing error in the account or in the BIK.',
  },
};

/**
 * Settlement account of a client: 20 digits whose control key fits the БИК; treasury accounts (they begin with 0, 401 or 40816)
 * and accounts at the Bank of Russia itself (БИК ends in 000–002) are keyed like correspondent ones. With a malformed БИК only the digits are checked: that fault is reported by `checkBik`.
 * Codes `crm.account_length`, `crm.account_key`.
 */
export function checkSettlementAccount(account: string, bik: string): RequisiteProblem | null {
  const problem = checkTwentyDigits(account);
  if (problem || checkBik(bik)) return problem;
  if (keyHolds(bik.slice(-3), account)) return null;
  const treasury = /^(?:0|401|40816)/.test(account) || /00[012]$/.test(bik);
  return treasury && keyHolds(centralBankDigits(bik), account) ? null : keyProblem;
}

/**
 * Correspondent account of a bank: begins with 301, ends with the last three digits of the БИК, key by the region part of the БИК.
 * Codes `crm.account_length`, `crm.correspondent_account_format`, `crm.account_key`.
 */
export function checkCorrespondentAccount(account: string, bik: string): RequisiteProblem | null {
  const problem = checkTwentyDigits(account);
  if (problem || checkBik(bik)) return problem;
  if (!account.startsWith('301') || account.slice(-3) !== bik.slice(-3)) {
    return {
      code: 'crm.correspondent_account_format',
      message: {
        ru: 'Корреспондентский счет начинается с 301, а его последние три цифры те же, что у БИК.',
        en: 'A correspondent account begins with 301 and ends with the last three digits of the BIK.',
      },
    };
  }
  return keyHolds(centralBankDigits(bik), account) ? null : keyProblem;
}
