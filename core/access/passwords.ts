import { hash, verify } from '@node-rs/argon2';
import type { FieldProblem } from '../errors/index.ts';
import { InvalidError, UnavailableError } from '../errors/index.ts';
import { isCommonPassword } from './common-passwords.ts';

/** Lengths of a password, in characters. Nothing is asked of its composition. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;

/** argon2id with 19 MiB and two passes, the first choice of OWASP; about 50 ms of one core. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Refuses a password that is too short, too long, among the common ones, or contains the login.
 * @throws InvalidError core.weak_password
 */
export function checkPassword(password: string, login: string): void {
  const length = [...password].length;
  const problem = (code: string, ru: string, en: string): FieldProblem => ({ pointer: '/password', code, message: { ru, en } });
  const errors: FieldProblem[] = [];
  if (length < PASSWORD_LENGTH.min) errors.push(problem('too_short', `Не короче ${PASSWORD_LENGTH.min} знаков.`, `At least ${PASSWORD_LENGTH.min} characters.`));
  if (length > PASSWORD_LENGTH.max) errors.push(problem('too_long', `Не длиннее ${PASSWORD_LENGTH.max} знаков.`, `At most ${PASSWORD_LENGTH.max} characters.`));
  if (isCommonPassword(password)) errors.push(problem('common', 'Этот пароль пробуют первым.', 'This password is among the first to be tried.'));
  if (login.length >= 4 && password.toLowerCase().includes(login.toLowerCase())) errors.push(problem('contains_login', 'Пароль содержит логин.', 'The password contains the login.'));
  if (errors.length > 0) throw new InvalidError('core.weak_password', { ru: 'Такой пароль не подходит.', en: 'This password will not do.' }, { errors });
}

/** Texts that look alike must be equal: a keyboard may send й as one character or as two. */
function normal(password: string): string {
  return password.normalize('NFKC');
}

export async function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST);
}

/** Verifications that run and wait at the same time; each takes 19 MiB and a thread that file access needs too. */
const MOST_RUNNING = 2;
const MOST_WAITING = 60;

/** Verifies passwords in the same time whether or not there is anything to verify against, a few at a time. */
export class PasswordVerifier {
  #decoy: Promise<string> | undefined;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * `stored` undefined: nobody has this login; the work is done all the same and the answer is no.
   * @throws UnavailableError core.sign_in_busy when too many wait already
   */
  async matches(stored: string | undefined, password: string): Promise<boolean> {
    await this.#turn();
    try {
      // Made before it is needed, so that the first unknown login is not slower than the second.
      const decoy = await (this.#decoy ??= hashPassword('nobody has this password'));
      const equal = await verify(stored ?? decoy, normal(password));
      return stored !== undefined && equal;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < MOST_RUNNING) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= MOST_WAITING) {
      throw new UnavailableError('core.sign_in_busy', { ru: 'Сейчас входит слишком много людей. Повторите.', en: 'Too many people are signing in. Try again.' }, 3);
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
