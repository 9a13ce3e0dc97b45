import { definePages } from '../../web/ui/src/kit.ts';

export default definePages([
  { path: '/payments', label: { ru: 'Платежи и долги', en: 'Payments and debts' }, icon: 'money', entity: 'accounting.payment', order: 30, load: () => import('./desk/payments-page.tsx') },
]);
