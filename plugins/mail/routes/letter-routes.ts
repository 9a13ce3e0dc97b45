import type { RouteRequest, RouteResponse } from '../../../core/index.ts';
import { defineRoute, label } from '../../../core/index.ts';
import { refuse } from '../errors.ts';
import type { ReceivedLetter } from '../services/receive-letter.ts';
import { receiveLetter } from '../services/receive-letter.ts';

const STATUS: Record<ReceivedLetter['outcome'], number> = { registered: 201, known: 200, refused: 202 };

async function answer(request: RouteRequest<unknown>, raw: Buffer): Promise<RouteResponse> {
  const { locale } = request;
  return receiveLetter(
    (work) => request.write(async (uow) => {
      const taken = await work(uow);
      return { status: STATUS[taken.outcome], body: { data: { ...taken, warnings: taken.warnings.map((one) => one[locale]), refusal: taken.refusal?.[locale] ?? null } } };
    }),
    raw,
  );
}

const response = { type: 'object', required: ['data'], properties: { data: { type: 'object', required: ['outcome', 'letter_id', 'inquiry_id', 'related'] } } };

/** Takes one letter as an uploaded .eml file. */
export const uploadLetter = defineRoute<unknown>({
  method: 'POST',
  path: '/api/mail/letters',
  permission: 'inquiry.process',
  summary: label('Принять письмо из файла', 'Take in a letter from a file'),
  multipart: true,
  response,
  async handle(request) {
    const [file] = request.files;
    if (file === undefined) throw refuse('mail.file_required', {}, '/file');
    return answer(request, file.content);
  },
});

/** Takes one letter as it is (message/rfc822), for mail servers that hand letters on; larger ones come as files. */
export const postLetter = defineRoute<Buffer>({
  method: 'POST',
  path: '/api/mail/letters/raw',
  permission: 'inquiry.process',
  summary: label('Принять письмо как есть', 'Take in a letter as it is'),
  raw: true,
  response,
  handle: (request) => answer(request, request.body),
});
