import { NotFoundError, defineRoute, label } from '../../../core/index.ts';

interface ClientRow {
  readonly id: string;
  readonly working_name: string;
  readonly lifecycle: string;
  readonly interests: readonly { readonly id: string; readonly number: string; readonly title: string | null; readonly state: string }[];
}

/** What the intake wizard shows: the clients recognised by the sender, each with its open deals. */
export const inquiryClients = defineRoute({
  method: 'GET',
  path: '/api/crm/inquiries/:id/clients',
  permission: 'inquiry.process',
  summary: label('Найденные клиенты и их открытые интересы', 'Recognised clients and their open interests'),
  async handle(request) {
    const { params } = request;
    const rows = await request.read(async (uow) => {
      const found = await uow.query('select 1 from crm_inquiry where id = $1', [params['id']]);
      if (found.length === 0) throw new NotFoundError();
      return uow.query<ClientRow>(
        `select p.id, p.working_name, p.lifecycle,
                coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'title', i.title, 'state', i.state) order by i.date desc) from crm_interest i where i.partner_id = p.id and i.state not in ('won', 'lost')), '[]') as interests
           from crm_inquiry q join crm_partner p on p.id = any(q.matched_partner_ids) or p.id = q.partner_id where q.id = $1 and not p.deletion_mark order by p.working_name`, [params['id']],
      );
    });
    return { body: { data: rows } };
  },
});
