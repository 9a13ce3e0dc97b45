export { companyNameNormSql, normalizeCompanyName } from './company-name.ts';
export { normalizeEmail } from './email.ts';
export { normalizePhone } from './phone.ts';
export type { NormalPhone } from './phone.ts';
