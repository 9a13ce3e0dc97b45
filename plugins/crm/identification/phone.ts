import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';

/** A telephone number to compare by. `e164`: '+' and digits, at most 16 characters; `extension`: digits behind «доб.». */
export interface NormalPhone {
  readonly e164: string;
  readonly extension?: string;
}

const EXTENSION_WORDS = /[,;]?\s*(?:\(\s*)?(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext|x|#)\.?:?\s*(\d{1,7})\s*\)?/giu;

/**
 * Reads a number as people write it: «8 (495) 123-45-67 доб. 12», «8-800…», `7495…`; of several in one text the first whole one.
 * A number without a country code belongs to `defaultCountry` (ISO 3166). Null when there is no city code or nothing to read.
 */
export function normalizePhone(raw: string, defaultCountry: string = 'RU'): NormalPhone | null {
  const oneForm = raw.slice(0, 500).replace(EXTENSION_WORDS, ' ext. $1 ');
  for (const part of oneForm.split(/[;/\n]|,|\sили\s/)) {
    const phone = parsePhoneNumberFromString(part, defaultCountry as CountryCode);
    if (!phone?.isPossible()) continue;
    return phone.ext ? { e164: phone.number, extension: phone.ext } : { e164: phone.number };
  }
  return null;
}
