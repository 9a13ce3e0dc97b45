/** A problem the server answered with (RFC 9457), in the reader's language. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  /** Values that the text was made with. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
  readonly reasons?: readonly Reason[];
  readonly id?: string;
}

/** Why an event is not possible now: the condition that said no, what it saw, and who can help. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly clauses?: readonly { readonly text?: string; readonly result?: boolean }[];
  readonly who?: readonly string[];
}

/** A request that the server refused, or that never reached it (`status` 0). */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.code);
  }

  get status(): number {
    return this.problem.status;
  }
}

type Listener = () => void;
const whenSignedOut = new Set<Listener>();

/** Calls `listener` when the server no longer knows the session. */
export function onSignedOut(listener: Listener): () => void {
  whenSignedOut.add(listener);
  return () => void whenSignedOut.delete(listener);
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return { ...((await response.json()) as Problem), status: response.status };
  } catch {
    return { status: response.status, code: 'unreadable' };
  }
}

interface Options {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  readonly body?: unknown;
  /** Makes a repeat harmless; one for each thing a person does. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** One request of the HTTP surface; paths begin with `/api`. @throws ApiError */
export async function request<Answer>(path: string, { method = 'GET', body, key, signal }: Options = {}): Promise<Answer> {
  const isForm = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(signal === undefined ? {} : { signal }),
      headers: { 'accept-language': document.documentElement.lang, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new ApiError({ status: 0, code: 'offline' });
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (response.status === 401 && path !== '/api/session') for (const listener of whenSignedOut) listener();
    throw new ApiError(problem);
  }
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** A key for one action of a person: the same when it is sent again, another for the next action. */
export function actionKey(): string {
  return crypto.randomUUID();
}

/** Reads a file and hands it to the browser to keep; a refusal comes as an error with its reason instead of a file. @throws ApiError */
export async function download(path: string, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', headers: { 'accept-language': document.documentElement.lang } });
  } catch {
    throw new ApiError({ status: 0, code: 'offline' });
  }
  if (!response.ok) throw new ApiError(await problemOf(response));
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
