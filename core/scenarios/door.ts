import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** What the HTTP API answered. */
export interface Answer {
  readonly status: number;
  /** JSON of any shape; undefined for an empty answer. */
  readonly body: unknown;
}

/** A file to be sent with the text parts of a form. */
export interface Upload {
  readonly path: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** The way into a company: one request as one of its users. */
export interface Door {
  call(login: string, method: string, path: string, body?: unknown): Promise<Answer>;
  upload(login: string, path: string, file: Upload): Promise<Answer>;
}

/** Somebody of the scenario cannot sign in; no step can be judged. */
export class SignInError extends Error {}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', txt: 'text/plain', csv: 'text/csv', xml: 'application/xml', eml: 'message/rfc822',
};

/** The door over HTTP: each person signs in once, with a session as the screen has it. */
export class HttpDoor implements Door {
  readonly #cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    readonly passwordOf: (login: string) => string,
  ) {}

  async call(login: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#send(method, path, await this.#cookie(login), body === undefined ? undefined : { text: JSON.stringify(body) });
  }

  async upload(login: string, path: string, file: Upload): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(file.parts)) form.append(name, value);
    const type = CONTENT_TYPES[file.path.slice(file.path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
    form.append('file', new Blob([new Uint8Array(await readFile(file.path))], { type }), basename(file.path));
    return this.#send('POST', path, await this.#cookie(login), { form });
  }

  /** @throws SignInError */
  async #cookie(login: string): Promise<string> {
    const known = this.#cookies.get(login);
    if (known !== undefined) return known;
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { origin: this.url, 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: this.passwordOf(login) }),
    });
    const text = await response.text();
    if (!response.ok) throw new SignInError(`${login}: ${response.status} ${text.slice(0, 200)}`);
    const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    this.#cookies.set(login, cookie);
    return cookie;
  }

  async #send(method: string, path: string, cookie: string, content: { readonly text: string } | { readonly form: FormData } | undefined): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { origin: this.url, cookie, accept: 'application/json', ...(content !== undefined && 'text' in content ? { 'content-type': 'application/json' } : {}) },
      ...(content === undefined ? {} : { body: 'text' in content ? content.text : content.form }),
    });
    const text = await response.text();
    return { status: response.status, body: readBody(text) };
  }
}

/** A file or a page is an answer as well; a scenario can only look at its text. */
function readBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
