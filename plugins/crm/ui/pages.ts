import { definePages } from '../../web/ui/src/kit.ts';

export default definePages([
  { path: '/board', label: { ru: 'Мои продажи', en: 'My sales' }, icon: 'board', entity: 'crm.interest', order: 10, load: () => import('./board/board-page.tsx') },
]);
