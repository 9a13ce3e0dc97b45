import { definePanels } from '../../web/ui/src/kit.ts';

export default definePanels([
  { entity: 'supply.truck', id: 'invoices', label: { ru: 'Инвойсы', en: 'Invoices' }, order: 5, load: () => import('./invoices/invoice-panel.tsx') },
]);
