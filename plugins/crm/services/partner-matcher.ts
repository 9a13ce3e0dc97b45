import type { InjectionToken } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { companyNameNormSql, normalizeCompanyName, normalizeEmail, normalizePhone } from '../identification/index.ts';

/** What a sender is recognised by. */
export interface SenderContacts {
  readonly email?: string | null;
  readonly phone?: string | null;
}

/** Data of a new client that may resemble one we have; segment and type are never compared. */
export interface SimilarQuery extends SenderContacts {
  readonly name?: string | null;
  readonly inn?: string | null;
  readonly kpp?: string | null;
  readonly okpo?: string | null;
  readonly address?: string | null;
  readonly contact?: string | null;
}

/** A client that resembles a new one. `matches`: which of the data agree; `likeness`: of the names, 0…1. */
export interface SimilarPartner {
  readonly id: string;
  readonly working_name: string;
  readonly lifecycle: string;
  readonly matches: readonly string[];
  readonly likeness: number;
}

/** Recognises clients by what is known of them; another plugin may replace it, for instance to ask a common customer base. */
export interface PartnerMatcher {
  /** Ids of partners with this e-mail or phone, their contact persons and counterparties included; the same order every time. */
  match(uow: UnitOfWork, sender: SenderContacts): Promise<string[]>;
  /** Partners that share any of the data, the most alike first, at most 20; `except` is left out. */
  similar(uow: UnitOfWork, query: SimilarQuery, except?: string): Promise<SimilarPartner[]>;
}

/** Asks for the `PartnerMatcher` in force. */
export const PartnerMatcherToken: InjectionToken<PartnerMatcher> = Symbol('crm.PartnerMatcher');

const NAME_SQL = companyNameNormSql('p.working_name');

/** Owners of a contact as partners. $1 e-mail, $2 phone in E.164; both may be null. */
const CONTACT_SQL = `
  select p.id as partner_id, case when p.email = $1 then 'email' else 'phone' end as field from crm_partner p where p.email = $1 or p.phone = $2 or p.phone like $2 || ' %'
  union select n.partner_id, case when n.email = $1 then 'email' else 'phone' end from crm_contact_person n
         where not n.deletion_mark and (n.email = $1 or n.phone = $2 or n.mobile = $2 or n.phone like $2 || ' %' or n.mobile like $2 || ' %')
  union select coalesce(p.id, c.partner_id, n.partner_id), case when d.kind = 'email' then 'email' else 'phone' end
          from crm_contact_detail d
          left join crm_partner p on d.owner_entity = 'crm.partner' and p.id = d.owner_id
          left join crm_counterparty c on d.owner_entity = 'crm.counterparty' and c.id = d.owner_id
          left join crm_contact_person n on d.owner_entity = 'crm.contact_person' and n.id = d.owner_id
         where (d.kind = 'email' and d.normalized = $1) or (d.kind in ('phone', 'mobile') and d.normalized = $2)`;

export class DefaultPartnerMatcher implements PartnerMatcher {
  async match(uow: UnitOfWork, sender: SenderContacts): Promise<string[]> {
    const [email, phone] = comparable(sender);
    if (email === null && phone === null) return [];
    const rows = await uow.query<{ id: string }>(
      `select distinct p.id, p.created_at from (${CONTACT_SQL}) found join crm_partner p on p.id = found.partner_id where not p.deletion_mark order by p.created_at, p.id`, [email, phone],
    );
    return rows.map((row) => row.id);
  }

  async similar(uow: UnitOfWork, query: SimilarQuery, except?: string): Promise<SimilarPartner[]> {
    const [email, phone] = comparable(query);
    const name = normalizeCompanyName(query.name ?? '');
    const rows = await uow.query<{ id: string; working_name: string; lifecycle: string; matches: string[]; likeness: number }>(
      `with found as (
         ${CONTACT_SQL}
         union select c.partner_id, 'inn' from crm_counterparty c where c.inn = $3 and not c.deletion_mark
         union select c.partner_id, 'kpp' from crm_counterparty c where c.kpp = $4 and c.inn = $3 and not c.deletion_mark
         union select c.partner_id, 'okpo' from crm_counterparty c where c.okpo = $5 and not c.deletion_mark
         union select c.partner_id, 'address' from crm_counterparty c where lower($6) in (lower(c.legal_address), lower(c.actual_address)) and not c.deletion_mark
         union select n.partner_id, 'contact' from crm_contact_person n where lower(n.full_name) = lower($7) and not n.deletion_mark
         union select p.id, 'name' from crm_partner p where $8 <> '' and (${NAME_SQL}) % $8
       )
       select p.id, p.working_name, p.lifecycle, array_agg(distinct found.field) as matches, similarity(${NAME_SQL}, $8)::float8 as likeness
         from found join crm_partner p on p.id = found.partner_id
        where not p.deletion_mark and p.id is distinct from $9::uuid
        group by p.id, p.working_name, p.lifecycle
        order by count(distinct found.field) desc, likeness desc, p.working_name limit 20`,
      [email, phone, query.inn || null, query.kpp || null, query.okpo || null, query.address || null, query.contact || null, name, except ?? null],
    );
    return rows;
  }
}

function comparable(sender: SenderContacts): [email: string | null, phone: string | null] {
  return [sender.email ? normalizeEmail(sender.email) : null, sender.phone ? (normalizePhone(sender.phone)?.e164 ?? null) : null];
}
