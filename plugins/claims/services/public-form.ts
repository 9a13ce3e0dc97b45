import { createHash, randomBytes } from 'node:crypto';
import type { EntityRow, RouteRequest, UnitOfWork } from '../../../core/index.ts';
import { NotFoundError, RefusalError, createRecord } from '../../../core/index.ts';
import { PartnerMatcherToken } from '../../crm/index.ts';
import { claimsErrors } from '../errors.ts';
import { keepClaimFiles } from './claim-files.ts';

/** What the form asks for. `website` is a field that people do not see: whoever fills it in is a program. */
export interface FormFields {
  readonly name: string;
  readonly company?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly order_number?: string;
  readonly essence: string;
  readonly website?: string;
}

/** A form that is open. */
export interface OpenForm {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly responsible_id: string | null;
}

type Companies = RouteRequest['companies'];
type Company = Companies extends ReadonlyMap<string, infer One> ? One : never;

/** A company that takes claims. @throws NotFoundError, the same for one that is not there and one that does without */
export function companyOf(companies: Companies, id: string | undefined): Company {
  const company = companies.get(id ?? '');
  if (company === undefined || !company.hasRegulation || company.plugins.entity('claims.public_form') === undefined) throw new NotFoundError();
  return company;
}

/** The open form with this key. @throws NotFoundError also for one that is switched off */
export async function openForm(uow: UnitOfWork, key: string | undefined): Promise<OpenForm> {
  const [form] = await uow.query<OpenForm & Record<string, unknown>>('select id, name, key, responsible_id from claims_public_form where key = $1 and is_active and not deletion_mark', [key ?? '']);
  if (form === undefined) throw new NotFoundError();
  return form;
}

/** sha256, hex. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parameter(uow: UnitOfWork, name: string, otherwise: number): number {
  const value = uow.company.regulation.parameters[name];
  return typeof value === 'number' ? value : otherwise;
}

/** @throws RefusalError 429 claims.too_many_claims */
async function checkRates(uow: UnitOfWork, form: OpenForm, senderHash: string): Promise<void> {
  const [count] = await uow.query<{ of_sender: number; of_form: number }>(
    `select (count(*) filter (where sender_hash = $2 and submitted_at > $3::timestamptz - interval '1 hour'))::int as of_sender, (count(*) filter (where form_id = $1))::int as of_form
       from claims_form_submission where (form_id = $1 or sender_hash = $2) and submitted_at > $3::timestamptz - interval '1 day'`,
    [form.id, senderHash, uow.now],
  );
  if ((count?.of_sender ?? 0) >= parameter(uow, 'claim_form_per_address_per_hour', 5) || (count?.of_form ?? 0) >= parameter(uow, 'claim_form_per_day', 100)) {
    throw new RefusalError(429, 'claims.too_many_claims', claimsErrors['claims.too_many_claims']);
  }
}

/** The only client with these contacts; several or none are left for an employee to tell apart. */
async function recognise(uow: UnitOfWork, { email, phone }: FormFields): Promise<string | null> {
  const found = await uow.resolve(PartnerMatcherToken).match(uow, { email: email ?? null, phone: phone ?? null });
  return found.length === 1 ? (found[0] ?? null) : null;
}

async function orderOf(uow: UnitOfWork, partnerId: string | null, number: string | undefined): Promise<string | null> {
  if (partnerId === null || number === undefined) return null;
  const [order] = await uow.query<{ id: string }>('select id from crm_customer_order where number = $1 and partner_id = $2', [number.trim(), partnerId]);
  return order?.id ?? null;
}

/**
 * Registers what came through a form. Whether the sender or his order is known makes no difference to the answer. The key is told once and kept as a hash.
 * @throws RefusalError 429 claims.too_many_claims
 */
export async function registerFromForm(uow: UnitOfWork, form: OpenForm, fields: FormFields, sender: { readonly address: string; readonly files: RouteRequest['files'] }): Promise<{ readonly row: EntityRow; readonly key: string }> {
  const senderHash = hashOf(`${form.key} ${sender.address}`);
  await checkRates(uow, form, senderHash);
  const partnerId = await recognise(uow, fields);
  const orderId = await orderOf(uow, partnerId, fields.order_number);
  const key = randomBytes(18).toString('base64url');
  const row = await createRecord(uow, 'claims.claim', {
    claimant_kind: 'client', claimant_name: fields.name.trim(), essence: fields.order_number === undefined || orderId !== null ? fields.essence : `${fields.essence}\n\n№ ${fields.order_number}`,
    self_registered: true, partner_id: partnerId, order_id: orderId, claimant_company: fields.company ?? null, claimant_email: fields.email ?? null, claimant_phone: fields.phone ?? null,
    ...(form.responsible_id === null ? {} : { responsible_id: form.responsible_id }),
  }, { asSystem: true, event: 'claim.registered' });
  await createRecord(uow, 'claims.form_submission', { claim_id: row.id, form_id: form.id, submitted_at: uow.now, key_hash: hashOf(key), sender_hash: senderHash }, { asSystem: true });
  await keepClaimFiles(uow, row.id, sender.files);
  return { row, key };
}
