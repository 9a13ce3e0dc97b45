import { normalizeEmail, normalizePhone } from '../identification/index.ts';

/** E-mail in the form addresses are compared in; what cannot be read stays as it is. */
export function comparableEmail(raw: unknown): unknown {
  return typeof raw === 'string' ? (normalizeEmail(raw) ?? raw) : raw;
}

/** Phone as `+74951234567`, an extension behind it; what cannot be read stays as it is. */
export function comparablePhone(raw: unknown): unknown {
  const phone = typeof raw === 'string' ? normalizePhone(raw) : null;
  if (phone === null) return raw;
  return phone.extension === undefined ? phone.e164 : `${phone.e164} доб. ${phone.extension}`;
}
