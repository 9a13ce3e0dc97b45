import { definePanels } from '../../web/ui/src/kit.ts';

export default definePanels([
  { entity: 'crm.interest', id: 'gates', label: { ru: 'Что держит этап', en: 'What holds the stage' }, order: 2, load: () => import('./deal/gates-panel.tsx') },
  { entity: 'crm.interest', id: 'interactions', label: { ru: 'Взаимодействия', en: 'Interactions' }, order: 4, load: () => import('./deal/deal-interactions.tsx') },
  { entity: 'crm.interest', id: 'documents', label: { ru: 'Документы', en: 'Documents' }, order: 6, load: () => import('./deal/documents-panel.tsx') },
  { entity: 'crm.interest', id: 'plan', label: { ru: 'План работ', en: 'Work plan' }, order: 8, load: () => import('./deal/plan-panel.tsx') },
  { entity: 'crm.partner', id: 'interactions', label: { ru: 'Взаимодействия', en: 'Interactions' }, order: 4, load: () => import('./partner/partner-interactions.tsx') },
]);
