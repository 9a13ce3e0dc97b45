/** What the HTTP surface answered. */
export interface Answer {
  readonly status: number;
  // The body's shape is the test's to assert.
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
  readonly headers: Headers;
}

/** What a request carries: `body` is sent as JSON unless it is text, `key` as `Idempotency-Key`. */
export interface CallOptions {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A signed-in person's door to the application: plain HTTP with his session's cookie. */
export class TestClient {
  #cookie: string | undefined;

  constructor(readonly url: string) {}

  /** Signs in. @throws Error with the answer when it is refused */
  async signIn(login: string, password: string): Promise<this> {
    const answer = await this.call('POST', '/api/session', { body: { login, password } });
    if (answer.status >= 300) throw new Error(`${login} cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.#cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    return this;
  }

  /** Headers of the session, for requests that a test makes by itself. */
  get cookies(): Record<string, string> {
    return this.#cookie === undefined ? {} : { cookie: this.#cookie };
  }

  /** Sends one request; bodies are JSON. */
  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        origin: this.url,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown), headers: response.headers };
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  post(path: string, body: unknown, key?: string): Promise<Answer> {
    return this.call('POST', path, { body, ...(key === undefined ? {} : { key }) });
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.call('PATCH', path, { body });
  }

  /** Sends an event to an item: `send('/api/crm/interests/…', 'interest.lost', {...})`. */
  send(path: string, event: string, data?: Readonly<Record<string, unknown>>, version?: number): Promise<Answer> {
    return this.post(`${path}/transitions`, { event, ...(data === undefined ? {} : { data }), ...(version === undefined ? {} : { version }) });
  }
}
