export { checkManifests, orderPlugins, prefixOf } from './check-manifests.ts';
export { defineDecision, defineEffect, defineFacts, definePlugin, defineSaveRule, defineSchedule, defineSubscription } from './contributions.ts';
export type {
  DecisionDefinition, DomainEvent, EffectDefinition, FactSource, ImportContext, ImporterDefinition, InvariantDefinition, PermissionDefinition, PluginDefinition, PluginHost, SaveContext, SaveRule,
  ScheduleDefinition, ServiceRegistration, Subscription,
} from './contributions.ts';
export { PluginProblemsError } from './problems.ts';
export type { PluginProblem } from './problems.ts';
export { PluginRegistry } from './registry.ts';
export { UnitOfWorkToken } from './tokens.ts';
export { inject, injectAll, injectable } from './injection.ts';
export type { InjectionToken } from './injection.ts';
