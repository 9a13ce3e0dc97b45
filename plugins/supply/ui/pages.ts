import { definePages } from '../../web/ui/src/kit.ts';

export default definePages([
  { path: '/trucks', label: { ru: 'Машины', en: 'Trucks' }, icon: 'truck', permission: 'truck.plan', order: 40, load: () => import('./planner/trucks-page.tsx') },
]);
