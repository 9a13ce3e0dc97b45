import { NotFoundError, ProcessEngine, createRecord, defineRoute, filesOf, label } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { demandAccount } from '../services/claimant-account.ts';
import { claimOfPartner, claimantFiles, claimsOfPartner, registered } from '../services/claimant-view.ts';
import { keepClaimFiles } from '../services/claim-files.ts';

const BASE = '/api/claims/self-service/claims';
/** Offered to the client's own people, under the permission that employees register claims with; every handler looks at the account first. */
const OFFERED = { permission: 'claim.register', guests: true, tag: 'claims' } as const;

/** The claim in the path, if it is the client's own. @throws ForbiddenError claims.no_account, NotFoundError */
async function ownClaim(uow: UnitOfWork, params: Readonly<Record<string, string>>): Promise<string> {
  const account = await demandAccount(uow);
  return (await claimOfPartner(uow, account.partnerId, params['id'] ?? '')).id;
}

const list = defineRoute({
  ...OFFERED, method: 'GET', path: BASE, summary: label('Мои претензии', 'My claims'),
  handle: async (request) => ({ body: { data: await request.read(async (uow) => claimsOfPartner(uow, (await demandAccount(uow)).partnerId)) } }),
});

const open = defineRoute({
  ...OFFERED, method: 'GET', path: `${BASE}/:id`, summary: label('Моя претензия', 'My claim'),
  handle: async (request) => request.read(async (uow) => {
    const claim = await claimOfPartner(uow, (await demandAccount(uow)).partnerId, request.params['id'] ?? '');
    return { body: { ...claim, files: await claimantFiles(uow, claim.id) } };
  }),
});

interface NewClaim {
  readonly essence: string;
  readonly claimant_name?: string;
  readonly claimant_phone?: string;
  readonly order_number?: string;
}

async function ownOrder(uow: UnitOfWork, partnerId: string, number: string | undefined): Promise<string | undefined> {
  if (number === undefined || number.trim() === '') return undefined;
  const [order] = await uow.query<{ id: string }>(`select id from crm_customer_order where number = $1 and partner_id = $2 and status <> 'cancelled'`, [number.trim(), partnerId]);
  if (order === undefined) throw invalid('claims.order_unknown', '/order_number');
  return order.id;
}

const register = defineRoute<NewClaim>({
  ...OFFERED, method: 'POST', path: BASE, summary: label('Предъявить претензию', 'Make a claim'), multipart: true,
  body: {
    type: 'object', additionalProperties: false, required: ['essence'],
    properties: {
      essence: { type: 'string', minLength: 1, maxLength: 10_000, pattern: '\\S' }, claimant_name: { type: 'string', minLength: 1, maxLength: 250 },
      claimant_phone: { type: 'string', maxLength: 32 }, order_number: { type: 'string', maxLength: 20 },
    },
  },
  handle: async (request) => request.write(async (uow) => {
    const account = await demandAccount(uow);
    const { essence, claimant_name: name, claimant_phone: phone, order_number: number } = request.body;
    const order = await ownOrder(uow, account.partnerId, number);
    const row = await createRecord(uow, 'claims.claim', {
      partner_id: account.partnerId, contact_person_id: account.contactPersonId, claimant_kind: 'client', claimant_name: name ?? account.name, claimant_email: account.email, essence,
      self_registered: true, ...(phone === undefined ? {} : { claimant_phone: phone }), ...(order === undefined ? {} : { order_id: order }),
    }, { asSystem: true, event: 'claim.registered' });
    const files = await keepClaimFiles(uow, row.id, request.files);
    return { status: 201, body: { ...registered(row), files } };
  }),
});

const withdraw = defineRoute<{ readonly comment: string }>({
  ...OFFERED, method: 'POST', path: `${BASE}/:id/withdrawal`, summary: label('Отозвать претензию', 'Withdraw the claim'),
  body: { type: 'object', additionalProperties: false, required: ['comment'], properties: { comment: { type: 'string', minLength: 1, maxLength: 500 } } },
  handle: async (request) => request.write(async (uow) => {
    const id = await ownClaim(uow, request.params);
    return { body: registered(await ProcessEngine.of(uow).send({ entity: 'claims.claim', id }, 'claim.withdrawn', { comment: request.body.comment })) };
  }, { engine: true }),
});

const addFiles = defineRoute({
  ...OFFERED, method: 'POST', path: `${BASE}/:id/files`, summary: label('Приложить файлы к претензии', 'Attach files to the claim'), multipart: true,
  handle: async (request) => request.write(async (uow) => {
    const id = await ownClaim(uow, request.params);
    await keepClaimFiles(uow, id, request.files);
    return { status: 201, body: { data: await claimantFiles(uow, id) } };
  }),
});

const readFile = defineRoute({
  ...OFFERED, method: 'GET', path: `${BASE}/:id/files/:fileId`, summary: label('Скачать свой файл', 'Download my file'),
  handle: async (request) => request.read(async (uow) => {
    const id = await ownClaim(uow, request.params);
    const file = (await claimantFiles(uow, id)).find((one) => one.id === request.params['fileId']);
    if (file === undefined) throw new NotFoundError();
    const { content } = await filesOf(uow).get(uow, file.id);
    return { file: { name: file.file_name, mimeType: file.mime_type ?? 'application/octet-stream', content } };
  }),
});

/** What a client's person may do by himself: register, follow, withdraw, add files. */
export const selfServiceRoutes = [list, open, register, withdraw, addFiles, readFile];
