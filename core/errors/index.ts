export {
  BadRequestError,
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  RefusalError,
  TooManyRequestsError,
  UnauthenticatedError,
  UnavailableError,
} from './refusal.ts';
export type { FieldProblem, RefusalParams, RefusalReason } from './refusal.ts';
