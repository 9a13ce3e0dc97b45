import { enumeration } from '../../../core/index.ts';

/** The client's answer to a commercial offer. @see 001 §2.4 */
export const OFFER_RESPONSES = enumeration([
  ['none', 'Нет ответа', 'No answer yet'],
  ['accepted', 'Принято и согласовано', 'Accepted'],
  ['rejected', 'Не согласовано', 'Not accepted'],
]);
