import { definePages } from '../../web/ui/src/kit.ts';

export default definePages([
  { path: '/numbers', label: { ru: 'Показатели', en: 'Numbers' }, icon: 'chart', permission: ['report.kpi', 'report.funnel', 'report.managers', 'report.claims', 'report.build'], order: 82, load: () => import('./numbers-page.tsx') },
]);
