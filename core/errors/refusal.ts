import type { Label } from '../language/index.ts';
import { fillLabel } from '../language/index.ts';

/** One thing wrong with what was sent. `pointer` is a JSON pointer (RFC 6901) into the body, or `query:<name>`. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly message: Label;
}

/** Why a guard said no: which clause, the facts it saw, what would satisfy it and who can. */
export interface RefusalReason {
  readonly code: string;
  readonly message: Label;
  /** Rule or decision that refused, with the row that matched. */
  readonly rule?: string;
  readonly row?: string;
  /** Facts the rule read, by name. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Clauses in words, each with its result. */
  readonly clauses?: readonly { readonly text: Label; readonly result: boolean | null }[];
  /** Role codes that may do it, or that may cure it. */
  readonly who?: readonly string[];
}

export interface RefusalParams {
  /** Values for the places of the message, also sent to the client. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldProblem[];
  readonly reasons?: readonly RefusalReason[];
  readonly cause?: unknown;
}

/**
 * An answer, not a fault: the request was understood and refused. Sent as RFC 9457 problem+json with `status` and the stable `code`.
 * Anything thrown that is not a RefusalError is a fault: logged whole, shown as 500 (or 503 for an outage).
 */
export class RefusalError extends Error {
  readonly status: number;
  readonly code: string;
  readonly label: Label;
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldProblem[];
  readonly reasons: readonly RefusalReason[];

  constructor(status: number, code: string, label: Label, details: RefusalParams = {}) {
    const filled = fillLabel(label, details.params ?? {});
    super(`${code}: ${filled.en}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.label = filled;
    this.params = details.params ?? {};
    this.errors = details.errors ?? [];
    this.reasons = details.reasons ?? [];
  }
}

/** 400: the request cannot be understood (syntax, unknown name, wrong type). */
export class BadRequestError extends RefusalError {
  constructor(code: string, label: Label, details?: RefusalParams) {
    super(400, code, label, details);
  }
}

/** 401: nobody is signed in, or the session has ended. */
export class UnauthenticatedError extends RefusalError {
  constructor(code = 'core.sign_in_required', label: Label = { ru: 'Войдите в систему.', en: 'Sign in first.' }, details?: RefusalParams) {
    super(401, code, label, details);
  }
}

/** 403: the caller may not do this. */
export class ForbiddenError extends RefusalError {
  constructor(code: string, label: Label, details?: RefusalParams) {
    super(403, code, label, details);
  }
}

/** 404: it does not exist, or is not the caller's; both answer alike. */
export class NotFoundError extends RefusalError {
  constructor(code = 'core.not_found', label: Label = { ru: 'Не найдено.', en: 'Not found.' }, details?: RefusalParams) {
    super(404, code, label, details);
  }
}

/** 409: the present state does not allow it (a guard, a version, a running duplicate). */
export class ConflictError extends RefusalError {
  constructor(code: string, label: Label, details?: RefusalParams) {
    super(409, code, label, details);
  }
}

/** 422: understood, but the values break a rule. */
export class InvalidError extends RefusalError {
  constructor(code: string, label: Label, details?: RefusalParams) {
    super(422, code, label, details);
  }
}

/** 429: too many tries; `retryAfterSeconds` goes into `Retry-After`. */
export class TooManyRequestsError extends RefusalError {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, code = 'core.too_many_requests') {
    super(429, code, { ru: 'Слишком много попыток. Повторите через {seconds} с.', en: 'Too many attempts. Try again in {seconds} s.' }, {
      params: { seconds: retryAfterSeconds },
    });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** 503: an outage outside the request's control; the caller should repeat with the same idempotency key. */
export class UnavailableError extends RefusalError {
  readonly retryAfterSeconds: number;
  constructor(code: string, label: Label, retryAfterSeconds = 2, details?: RefusalParams) {
    super(503, code, label, details);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
