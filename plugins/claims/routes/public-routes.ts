import { defineRoute, label } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { claimByKey } from '../services/claimant-view.ts';
import type { FormFields } from '../services/public-form.ts';
import { companyOf, hashOf, openForm, registerFromForm } from '../services/public-form.ts';

const FORM = '/api/claims/public/:company/:form';
const PUBLIC = { permission: 'public', tag: 'claims' } as const;
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const;

const describe = defineRoute({
  ...PUBLIC, method: 'GET', path: FORM, summary: label('Форма претензии', 'The form for claims'), addressRate: { max: 60, windowSeconds: 60 },
  handle: async ({ companies, params }) => {
    const company = companyOf(companies, params['company']);
    const form = await company.read(company.robot, async (uow) => openForm(uow, params['form']));
    return { body: { company: company.title, name: form.name } };
  },
});

const submit = defineRoute<FormFields>({
  ...PUBLIC, method: 'POST', path: FORM, summary: label('Предъявить претензию через форму', 'Make a claim through the form'), multipart: true,
  // Far above what a person sends; the company's own limits are counted in its data.
  addressRate: { max: 20, windowSeconds: 60 },
  body: {
    type: 'object', additionalProperties: false, required: ['name', 'essence'],
    properties: {
      name: { ...text(250), pattern: '\\S' }, company: text(250), email: { type: 'string', format: 'email', maxLength: 254 }, phone: text(32), order_number: text(20), essence: { ...text(10_000), pattern: '\\S' },
      website: { type: 'string', maxLength: 500, description: 'Hidden from people; leave it empty.' },
    },
  },
  handle: async (request) => {
    const { body, params, address, files } = request;
    return request.writeAsSystem(companyOf(request.companies, params['company']), async (uow) => {
      const form = await openForm(uow, params['form']);
      // A program is let believe that it was heard.
      if (body.website !== undefined && body.website !== '') return { status: 201, body: { number: null, key: null } };
      if (body.email === undefined && body.phone === undefined) throw invalid('claims.contact_required', '/email');
      const { row, key } = await registerFromForm(uow, form, body, { address, files });
      return { status: 201, body: { number: row['number'], key } };
    });
  },
});

const follow = defineRoute<{ readonly number: string; readonly key: string }>({
  ...PUBLIC, method: 'POST', path: `${FORM}/status`, summary: label('Узнать о своей претензии по номеру и ключу', 'Follow a claim by its number and key'), changes: false,
  addressRate: { max: 20, windowSeconds: 60 },
  body: { type: 'object', additionalProperties: false, required: ['number', 'key'], properties: { number: text(20), key: { ...text(100), writeOnly: true } } },
  handle: async ({ companies, params, body }) => {
    const company = companyOf(companies, params['company']);
    return { body: await company.read(company.robot, async (uow) => claimByKey(uow, (await openForm(uow, params['form'])).id, body.number, hashOf(body.key))) };
  },
});

/** What answers without a session: the form, and the state of one claim to whoever holds its key. */
export const publicRoutes = [describe, submit, follow];
