import { defineSchedule, label } from '../../../core/index.ts';

/** One run a night for the whole company: its row is the system's own user. */
export const nightly = defineSchedule({
  id: 'analytics.nightly',
  label: label('Ночной расчёт показателей', 'Nightly KPIs'),
  entity: 'core.user',
  candidates: async (uow) => [uow.company.robot.userId],
});
