import { isDigits, weighedRemainder } from './requisite-problem.ts';
import type { LegalForm, RequisiteProblem } from './requisite-problem.ts';

const COMPANY_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_WEIGHTS_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_WEIGHTS_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/**
 * ИНН: 10 digits of a company or 12 of a person, with control digits (order ММВ-7-6/435@ of the tax service).
 * Without a legal form either length will do; a foreign one is not checked. Codes `crm.inn_not_digits`, `crm.inn_length`, `crm.inn_control`.
 */
export function checkInn(value: string, legalForm?: LegalForm): RequisiteProblem | null {
  if (legalForm === 'foreign') return null;
  if (!isDigits(value)) {
    return {
      code: 'crm.inn_not_digits',
      message: { ru: 'ИНН состоит только из цифр, вместе с нулями в начале.', en: 'An INN has digits only, leading zeros included.' },
    };
  }
  if (legalForm === 'legal_entity' ? value.length !== 10 : legalForm ? value.length !== 12 : ![10, 12].includes(value.length)) {
    return {
      code: 'crm.inn_length',
      message: {
        ru: `ИНН организации состоит из 10 цифр, предпринимателя и физического лица — из 12; введено ${value.length}.`,
        en: `The INN of a company has 10 digits, of a sole proprietor or an individual 12; ${value.length} entered.`,
      },
    };
  }
  const control =
    value.length === 10
      ? `${weighedRemainder(value, COMPANY_WEIGHTS, 11) % 10}`
      : `${weighedRemainder(value, PERSON_WEIGHTS_11, 11) % 10}${weighedRemainder(value, PERSON_WEIGHTS_12, 11) % 10}`;
  if (value.endsWith(control) && !/^0+$/.test(value)) return null;
  return {
    code: 'crm.inn_control',
    message: {
      ru: 'Контрольные цифры в конце ИНН не сходятся с остальными: в номере опечатка.',
      en: 'The control digits at the end of the INN do not match the rest: there is a typing error.',
    },
  };
}

/**
 * КПП: 9 characters, positions 5–6 digits or Latin capitals; only organizations have one. It has no control digit.
 * Codes `crm.kpp_format`, `crm.kpp_not_applicable`.
 */
export function checkKpp(value: string, legalForm?: LegalForm): RequisiteProblem | null {
  if (legalForm === 'foreign') return null;
  if (legalForm === 'entrepreneur' || legalForm === 'individual') {
    return {
      code: 'crm.kpp_not_applicable',
      message: { ru: 'КПП бывает только у организаций: оставьте поле пустым.', en: 'Only organizations have a KPP: leave the field empty.' },
    };
  }
  if (typeof value === 'string' && /^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$/.test(value)) return null;
  return {
    code: 'crm.kpp_format',
    message: {
      ru: 'КПП состоит из 9 знаков: 4 цифры, 2 цифры или заглавные латинские буквы, 3 цифры.',
      en: 'A KPP has 9 characters: 4 digits, 2 digits or Latin capitals, 3 digits.',
    },
  };
}

/**
 * ОГРН of a company (13 digits) or ОГРНИП of a sole proprietor (15), with a control digit.
 * Codes `crm.ogrn_not_digits`, `crm.ogrn_not_applicable`, `crm.ogrn_length`, `crm.ogrn_control`.
 */
export function checkOgrn(value: string, legalForm?: LegalForm): RequisiteProblem | null {
  if (legalForm === 'foreign') return null;
  if (legalForm === 'individual') {
    return {
      code: 'crm.ogrn_not_applicable',
      message: {
        ru: 'У физического лица нет ОГРН: оставьте поле пустым.',
        en: 'An individual has no OGRN: leave the field empty.',
      },
    };
  }
  if (!isDigits(value)) {
    return { code: 'crm.ogrn_not_digits', message: { ru: 'ОГРН состоит только из цифр.', en: 'An OGRN has digits only.' } };
  }
  const lengths = legalForm === 'legal_entity' ? [13] : legalForm === 'entrepreneur' ? [15] : [13, 15];
  if (!lengths.includes(value.length)) {
    return {
      code: 'crm.ogrn_length',
      message: {
        ru: `ОГРН организации состоит из 13 цифр, ОГРНИП предпринимателя — из 15; введено ${value.length}.`,
        en: `The OGRN of a company has 13 digits, of a sole proprietor 15; ${value.length} entered.`,
      },
    };
  }
  const control = (BigInt(value.slice(0, -1)) % BigInt(value.length - 2)) % 10n;
  if (value.endsWith(String(control)) && !/^0+$/.test(value)) return null;
  return {
    code: 'crm.ogrn_control',
    message: {
      ru: 'Последняя, контрольная цифра ОГРН не сходится с остальными: в номере опечатка.',
      en: 'The last, control digit of the OGRN does not match the rest: there is a typing error.',
    },
  };
}

function okpoControl(digits: string): number {
  const weightsFrom = (first: number): number[] => Array.from({ length: digits.length }, (_, index) => ((first - 1 + index) % 10) + 1);
  const remainder = weighedRemainder(digits, weightsFrom(1), 11);
  return remainder < 10 ? remainder : weighedRemainder(digits, weightsFrom(3), 11) % 10;
}

/**
 * ОКПО: 8 digits of a company or 10 of a sole proprietor with a control digit (rules ПР 50.1.024); 14 of a subdivision, whose check is not
 * published, by length only. Codes `crm.okpo_length`, `crm.okpo_control`.
 */
export function checkOkpo(value: string, legalForm?: LegalForm): RequisiteProblem | null {
  if (legalForm === 'foreign') return null;
  if (!isDigits(value) || ![8, 10, 14].includes(value.length)) {
    return {
      code: 'crm.okpo_length',
      message: {
        ru: 'ОКПО состоит из 8 цифр у организации, из 10 у предпринимателя, из 14 у подразделения.',
        en: 'An OKPO has 8 digits for a company, 10 for a sole proprietor, 14 for a subdivision.',
      },
    };
  }
  if (value.length === 14 || okpoControl(value.slice(0, -1)) === Number(value.at(-1))) return null;
  return {
    code: 'crm.okpo_control',
    message: {
      ru: 'Последняя, контрольная цифра ОКПО не сходится с остальными: в коде опечатка.',
      en: 'The last, control digit of the OKPO does not match the rest: there is a typing error.',
    },
  };
}
