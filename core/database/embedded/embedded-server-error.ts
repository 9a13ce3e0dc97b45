/** The embedded PostgreSQL cannot run here; the message says what to do, and ends with the server's own words when there are any. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';

  constructor(message: string, options: { readonly output?: string; readonly cause?: unknown } = {}) {
    const output = options.output?.trim();
    super(output ? `${message}\n${output}` : message, options.cause === undefined ? undefined : { cause: options.cause });
  }
}
