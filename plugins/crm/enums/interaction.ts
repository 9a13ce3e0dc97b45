import { enumeration } from '../../../core/index.ts';

/** Kinds of interaction. @see 002 L51–54 */
export const INTERACTION_KINDS = enumeration([
  ['phone_call', 'Телефонный звонок', 'Phone call'],
  ['email', 'Электронное письмо', 'E-mail'],
  ['meeting', 'Встреча', 'Meeting'],
  ['planned', 'Запланированное взаимодействие', 'Planned interaction'],
]);

/** Direction of a call or a letter, seen from the company. @see 002 L53 */
export const INTERACTION_DIRECTIONS = enumeration([
  ['incoming', 'Входящее', 'Incoming'],
  ['outgoing', 'Исходящее', 'Outgoing'],
]);

/** States of an interaction. @see 001 §7.1; 002 L63 */
export const INTERACTION_STATES = enumeration([
  ['planned', 'Запланировано', 'Planned'],
  ['deferred', 'Отложено', 'Deferred'],
  ['done', 'Отработано (выполнено)', 'Done'],
  ['cancelled', 'Отменено', 'Cancelled'],
]);

/** What a participant was in an interaction. @see 002 L59 */
export const PARTICIPANT_ROLES = enumeration([
  ['to', 'Кому', 'To'],
  ['from', 'От', 'From'],
  ['cc', 'Копия', 'Cc'],
  ['attendee', 'Участник', 'Attendee'],
]);
