import { defineFormAids } from '../../web/ui/src/kit.ts';

export default defineFormAids([
  { entity: 'crm.partner', load: () => import('./partner/similar-partners.tsx') },
  { entity: 'crm.counterparty', load: () => import('./partner/same-inn.tsx') },
]);
