/**
 * Shapes of Russian requisites as text, because they start with zeros; checksums and control keys are verified by the service that saves them.
 * @internal
 */
export const INN_PATTERN = '^(\\d{10}|\\d{12})$';

/** Positions 5 and 6 may be letters. @internal */
export const KPP_PATTERN = '^\\d{4}[\\dA-Z]{2}\\d{3}$';

/** Eight digits of a company, ten of an entrepreneur, fourteen of a subdivision. @internal */
export const OKPO_PATTERN = '^(\\d{8}|\\d{10}|\\d{14})$';

/** Thirteen digits (ОГРН) or fifteen (ОГРНИП). @internal */
export const OGRN_PATTERN = '^(\\d{13}|\\d{15})$';

/** @internal */
export const BIK_PATTERN = '^0\\d{8}$';

/** Settlement and correspondent accounts alike. @internal */
export const ACCOUNT_PATTERN = '^\\d{20}$';

/** @internal */
export const HS_CODE_PATTERN = '^\\d{10}$';
