import type { InjectionToken } from './injection.ts';
import type { UnitOfWork } from '../company/index.ts';

/** The unit of work a service is made for. */
export const UnitOfWorkToken: InjectionToken<UnitOfWork> = Symbol('core.UnitOfWork');
