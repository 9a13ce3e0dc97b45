import { answerImport, defineRoute, label } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { orderImporter } from '../importers/order-importer.ts';
import { NUMBER, findOrderFile } from '../services/watched-folder.ts';

interface LoadBody {
  readonly number?: string;
}

/** «Загрузить»: the file that is attached, or the one in MacBuild's folder under the number that is entered or stands in the order. */
export const loadRoute = defineRoute<LoadBody | undefined>({
  method: 'POST',
  path: '/api/macbuild-import/customer-orders/:id/load',
  permission: 'macbuild.load',
  summary: label('Загрузить заказ МакБилд в заказ клиента', 'Load a MacBuild order into a customer order'),
  multipart: true,
  query: { dry_run: { type: 'string', enum: ['true', 'false'] }, run: { type: 'string', format: 'uuid' } },
  body: { type: 'object', additionalProperties: false, properties: { number: { type: 'string', minLength: 1, maxLength: 30 } } },
  response: { type: 'object', required: ['data'], properties: { data: { type: 'object', required: ['run', 'dry_run', 'counts'] } } },
  async handle(request) {
    const orderId = request.params['id'] ?? '';
    const number = request.body?.number?.trim();
    const [attached] = request.files;
    const file = attached === undefined
      ? await request.read(async (uow) => {
        const [order] = await uow.query<{ macbuild_number: string | null }>('select macbuild_number from crm_customer_order where id = $1', [orderId]);
        const wanted = number ?? order?.macbuild_number ?? '';
        if (wanted === '') throw invalid('macbuild_import.number_required', '/number');
        if (!NUMBER.test(wanted)) throw invalid('macbuild_import.number_malformed', '/number', { number: wanted });
        return findOrderFile(uow, wanted);
      })
      : { name: attached.name, content: attached.content };
    return answerImport(request, orderImporter, file, { order: orderId, ...(number === undefined ? {} : { number }) });
  },
});
