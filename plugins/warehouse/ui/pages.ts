import { definePages } from '../../web/ui/src/kit.ts';

export default definePages([
  { path: '/warehouse', label: { ru: 'Склад', en: 'Warehouse' }, icon: 'warehouse', entity: 'warehouse.stock_balance', order: 50, load: () => import('./desk-page.tsx') },
]);
