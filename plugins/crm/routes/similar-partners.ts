import { defineRoute, label } from '../../../core/index.ts';
import { PartnerMatcherToken } from '../services/partner-matcher.ts';

const text = (maxLength: number): Record<string, unknown> => ({ type: 'string', maxLength });

/** «Найти похожих клиентов»: by everything entered except segment and type. */
export const similarPartners = defineRoute({
  method: 'GET',
  path: '/api/crm/partners/similar',
  permission: 'partner.register',
  summary: label('Найти похожих клиентов', 'Find similar clients'),
  query: {
    name: text(250), inn: text(12), kpp: text(9), okpo: text(14), email: text(254), phone: text(32), address: text(500), contact: text(250),
    except: { type: 'string', format: 'uuid' },
  },
  async handle(request) {
    const { except, ...wanted } = request.query;
    return { body: { data: await request.read((uow) => uow.resolve(PartnerMatcherToken).similar(uow, wanted, except)) } };
  },
});
