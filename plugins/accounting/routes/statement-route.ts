import { defineRoute, label } from '../../../core/index.ts';
import type { FieldProblem, Locale } from '../../../core/index.ts';
import { problem, refuse } from '../errors.ts';
import { importStatement } from '../services/import-statement.ts';

function told(problems: readonly FieldProblem[], locale: Locale): Record<string, unknown>[] {
  return problems.map((one) => ({ line: Number(one.pointer.replace(/\D/g, '')), code: one.code, message: one.message[locale] }));
}

const line = { type: 'object', required: ['line', 'code', 'message'], properties: { line: { type: 'integer' }, code: { type: 'string' }, message: { type: 'string' } } } as const;

/** `POST /api/accounting/bank-statements`: takes a statement file into the books; `skip_bad` leaves unreadable documents out instead of refusing the file. */
export const statementRoute = defineRoute<{ skip_bad?: string } | undefined>({
  method: 'POST',
  path: '/api/accounting/bank-statements',
  permission: 'payment.create',
  summary: label('Загрузить банковскую выписку', 'Import a bank statement'),
  multipart: true,
  body: { type: 'object', additionalProperties: false, properties: { skip_bad: { type: 'string', enum: ['true', 'false'] } } },
  response: {
    type: 'object',
    required: ['data'],
    properties: {
      data: {
        type: 'object',
        required: ['payments', 'known', 'requests_paid', 'other', 'problems', 'warnings'],
        properties: {
          payments: { type: 'array', items: { type: 'object', properties: { id: { type: 'string', format: 'uuid' }, number: { type: 'string' }, line: { type: 'integer' }, amount: { type: 'string' }, unallocated: { type: 'string' } } } },
          known: { type: 'integer' }, requests_paid: { type: 'integer' }, other: { type: 'integer' }, problems: { type: 'array', items: line }, warnings: { type: 'array', items: line },
        },
      },
    },
  },
  async handle(request) {
    const [file] = request.files;
    if (file === undefined) return refuse([problem('/file', 'accounting.file_required')]) as never;
    return request.write(async (uow) => {
      const taken = await importStatement(uow, file, request.body?.skip_bad === 'true');
      const { locale } = request;
      return { status: taken.payments.length > 0 ? 201 : 200, body: { data: { ...taken, problems: told(taken.problems, locale), warnings: told(taken.warnings, locale) } } };
    });
  },
});
