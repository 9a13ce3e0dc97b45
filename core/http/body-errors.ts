import { RefusalError } from '../errors/index.ts';

/** 413: the body or a file is larger than the limit. */
export class TooLargeError extends RefusalError {
  constructor(limitBytes: number) {
    super(413, 'core.too_large', { ru: 'Запрос больше допустимого: {limit} байт.', en: 'The request is larger than {limit} bytes.' }, { params: { limit: limitBytes } });
  }
}

/** 415: this content type is not taken here. */
export class UnsupportedTypeError extends RefusalError {
  constructor(expected: string) {
    super(415, 'core.unsupported_type', { ru: 'Ожидается тип содержимого {expected}.', en: 'Expected the content type {expected}.' }, { params: { expected } });
  }
}

/** 499: the client closed the connection before its request was whole; nobody reads the answer. */
export class ClientGoneError extends RefusalError {
  constructor(cause?: Error) {
    super(499, 'core.client_gone', { ru: 'Соединение закрыто клиентом.', en: 'The client closed the connection.' }, { cause });
  }
}
