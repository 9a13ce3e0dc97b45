import { NotFoundError, defineRoute, filesOf, label } from '../../../core/index.ts';
import { conflict } from '../errors.ts';

/** `GET /api/accounting/bank-files/:id/content`: the file as the bank takes it (1CClientBankExchange, windows-1251), the same bytes every time. */
export const bankFileRoute = defineRoute({
  method: 'GET',
  path: '/api/accounting/bank-files/:id/content',
  permission: 'payment_request.export',
  summary: label('Файл платежных поручений для банка', 'Payment orders for the bank'),
  response: { type: 'string', format: 'binary' },
  async handle(request) {
    return request.read(async (uow) => {
      const [file] = await uow.query<{ attachment_id: string | null }>(
        `select (select a.id from core_attachment a where a.owner_entity = 'accounting.bank_file' and a.owner_id = f.id and a.kind = 'bank_file' and not a.deletion_mark order by a.created_at, a.id limit 1) as attachment_id
         from accounting_bank_file f where f.id = $1 and not f.deletion_mark`,
        [request.params['id']],
      );
      if (file === undefined) throw new NotFoundError();
      if (file.attachment_id === null) throw conflict('accounting.bank_file_missing');
      const { row, content } = await filesOf(uow).get(uow, file.attachment_id);
      return { file: { name: String(row['file_name']), mimeType: 'text/plain; charset=windows-1251', content } };
    });
  },
});
