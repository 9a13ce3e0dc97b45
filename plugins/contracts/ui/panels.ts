import { definePanels } from '../../web/ui/src/kit.ts';

export default definePanels([
  { entity: 'contracts.contract', id: 'protocol', label: { ru: 'Протокол разногласий', en: 'Protocol of disagreements' }, order: 5, load: () => import('./protocol/protocol-panel.tsx') },
]);
