export { TestClient } from './client.ts';
export type { Answer, CallOptions } from './client.ts';
export { EXAMPLE_PASSWORD, startTestApp } from './test-app.ts';
export type { Teardown, TestApp, TestAppOptions } from './test-app.ts';
export { cloneTemplate, ensureTemplate, serverUrl } from './test-database.ts';
export { compileProcess, evaluateCondition } from '../process/index.ts';
export { checkDecision, evaluateDecision, evaluateRule, runExamples } from '../rules/index.ts';
export type { DecisionTable } from '../rules/index.ts';
