import { accessEntities, accessSaveRules } from '../access/index.ts';
import { KERNEL_COMPANY_SQL, migrationsFrom } from '../company/index.ts';
import { filesContributions, filesEntities } from '../files/index.ts';
import { importContributions } from '../imports/index.ts';
import { JOBS_COMPANY_SQL } from '../jobs/index.ts';
import type { PluginDefinition } from '../plugin/index.ts';
import { definePlugin } from '../plugin/index.ts';
import { TASKS_EXTRA_SQL, kernelTaskContributions, tasksEntities } from '../tasks/index.ts';
import { KERNEL_VERSION } from './kernel-version.ts';

const [tables, ...later] = migrationsFrom('../migrations/', import.meta.url);

/**
 * What the kernel itself contributes, in the form of a plugin: people, tasks, files. It comes first in every list and every other plugin may
 * refer to it without naming it.
 */
export const kernelPlugin: PluginDefinition = definePlugin({
  id: 'core',
  version: KERNEL_VERSION,
  label: { ru: 'Ядро', en: 'Kernel' },
  entities: [...accessEntities, ...tasksEntities, ...filesEntities, ...(importContributions.entities ?? [])],
  migrations: [
    { id: '202611220000-kernel', sql: KERNEL_COMPANY_SQL },
    ...(tables === undefined ? [] : [tables]),
    { id: '202611220150-jobs', sql: JOBS_COMPANY_SQL },
    { id: '202611220160-tasks', sql: TASKS_EXTRA_SQL },
    ...later,
  ],
  processes: kernelTaskContributions.processes ?? [],
  effects: [...(kernelTaskContributions.effects ?? []), ...(filesContributions.effects ?? [])],
  facts: [...(kernelTaskContributions.facts ?? []), ...(filesContributions.facts ?? [])],
  decisions: kernelTaskContributions.decisions ?? [],
  schedules: kernelTaskContributions.schedules ?? [],
  saveRules: [...accessSaveRules, ...(kernelTaskContributions.saveRules ?? []), ...(filesContributions.saveRules ?? [])],
  subscriptions: [...(kernelTaskContributions.subscriptions ?? []), ...(filesContributions.subscriptions ?? [])],
  invariants: [...(kernelTaskContributions.invariants ?? []), ...(filesContributions.invariants ?? [])],
  permissions: [
    { code: 'user.manage', label: { ru: 'Пользователи', en: 'Users' } },
    { code: 'role.manage', label: { ru: 'Назначение ролей', en: 'Assignment of roles' } },
    { code: 'regulation.edit', label: { ru: 'Изменить регламент', en: 'Edit the regulation' } },
    { code: 'regulation.activate', label: { ru: 'Ввести регламент в действие', en: 'Bring a regulation into force' } },
    { code: 'clock.move', label: { ru: 'Двигать часы компании', en: 'Move the company’s clock' } },
    { code: 'incident.manage', label: { ru: 'Разбирать сбои', en: 'Deal with incidents' } },
    ...(kernelTaskContributions.permissions ?? []),
    ...(filesContributions.permissions ?? []),
  ],
  routes: [...(kernelTaskContributions.routes ?? []), ...(filesContributions.routes ?? [])],
});
