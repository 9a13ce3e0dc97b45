import { definePages } from '../../web/ui/src/kit.ts';

export default definePages([
  { path: '/contracts', label: { ru: 'Договоры', en: 'Contracts' }, icon: 'document', entity: 'contracts.contract', order: 20, load: () => import('./register/contracts-page.tsx') },
]);
