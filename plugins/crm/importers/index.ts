import type { ImporterDefinition } from '../../../core/index.ts';
import { companiesImporter } from './companies.ts';
import { contactsImporter } from './contacts.ts';
import { dealsImporter } from './deals.ts';
import { partnersImporter } from './partners.ts';
import { productsImporter } from './products.ts';

export { companyListParameters } from './company-list.ts';

/** Lists that a company brings along or gets: clients, contacts, products, companies to call, deals that are open. */
export const crmImporters: readonly ImporterDefinition[] = [partnersImporter, contactsImporter, productsImporter, companiesImporter, dealsImporter];
