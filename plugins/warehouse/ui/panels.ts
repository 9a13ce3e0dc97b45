import { definePanels } from '../../web/ui/src/kit.ts';

export default definePanels([
  { entity: 'warehouse.packing_list', id: 'acceptance', label: { ru: 'Приёмка', en: 'Acceptance' }, order: -1, load: () => import('./arrivals/acceptance-panel.tsx') },
]);
