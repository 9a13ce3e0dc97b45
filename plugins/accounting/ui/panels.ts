import { definePanels } from '../../web/ui/src/kit.ts';

export default definePanels([
  { entity: 'accounting.payment', id: 'allocation', label: { ru: 'Распределение', en: 'Allocation' }, order: 5, load: () => import('./desk/allocation-panel.tsx') },
]);
