import 'reflect-metadata';

/** The one door to tsyringe, since it needs its polyfill loaded before anything else of it. */
export { container, inject, injectAll, injectable } from 'tsyringe';
export type { DependencyContainer, InjectionToken } from 'tsyringe';
