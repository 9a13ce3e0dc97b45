import type { Answer, Door, EntityWords, Stage, Upload, Vocabulary } from '../index.ts';

const order: EntityWords = {
  id: 'shop.order',
  path: '/api/shop/orders',
  fields: new Set(['id', 'number', 'total', 'status', 'stage', 'version', 'lines_note']),
  includes: new Set(['lines']),
  sections: new Map([['lines', 'shop.order_line']]),
  regions: [
    { name: 'status', field: 'status', states: new Set(['draft', 'sent', 'closed']) },
    { name: 'stage', field: 'stage', states: new Set(['none', 'packed', 'gone']) },
  ],
  events: new Set(['order.sent', 'order.closed']),
};
const line: EntityWords = { id: 'shop.order_line', path: '/api/shop/order-lines', fields: new Set(['id', 'product', 'quantity']), includes: new Set(), sections: new Map(), regions: [], events: new Set() };
const task: EntityWords = { id: 'core.task', path: '/api/core/tasks', fields: new Set(['id', 'kind', 'subject_id', 'state']), includes: new Set(), sections: new Map(), regions: [], events: new Set() };

/** A company of one process: orders that are sent and closed. */
export const vocabulary: Vocabulary = { entities: new Map([order, line, task].map((one) => [one.id, one])), decisions: new Set(['shop.discount']), importers: new Set(['shop.orders']) };

interface Row {
  id: string;
  version: number;
  number: string;
  total: string;
  status: string;
  stage: string;
  lines: unknown[];
}

/** A shop that answers as the HTTP surface does; sending an order packs it (sending it again only tells so), closing asks for a comment. */
export class FakeShop implements Door {
  readonly requests: string[] = [];
  readonly #rows: Row[] = [];
  readonly #history = new Map<string, unknown[]>();
  clock = new Date('2025-03-03T06:12:00Z');

  get stage(): Stage {
    return { door: this, zone: 'Europe/Moscow', now: async () => this.clock, moveClock: async (to) => void (this.clock = to) };
  }

  async upload(login: string, path: string, file: Upload): Promise<Answer> {
    this.requests.push(`${login} UPLOAD ${path}`);
    return { status: 201, body: { file: file.path, ...file.parts } };
  }

  async call(login: string, method: string, path: string, body?: unknown): Promise<Answer> {
    this.requests.push(`${login} ${method} ${decodeURIComponent(path)}`);
    const sent = (body ?? {}) as Record<string, unknown>;
    if (path === '/api/session') return { status: 200, body: { user: { id: `id-${login}`, login } } };
    if (path.startsWith('/api/shop/echo/')) return { status: 200, body: { path, with: sent } };
    if (path.startsWith('/api/core/tasks?')) return { status: 200, body: { data: [] } };
    if (method === 'POST' && path === '/api/shop/orders') return { status: 201, body: this.#create(sent) };
    if (path.startsWith('/api/shop/orders?')) {
      const number = new URL(path, 'http://shop').searchParams.get('filter[number]');
      return { status: 200, body: { data: this.#rows.filter((row) => number === null || row.number === number) } };
    }
    const [, id = '', rest = ''] = /^\/api\/shop\/orders\/([\w-]+)(\/\w+)?/.exec(path) ?? [];
    const row = this.#rows.find((one) => one.id === id);
    if (row === undefined) return { status: 404, body: { code: 'core.not_found', detail: 'Not found.' } };
    if (rest === '/history') return { status: 200, body: { data: this.#history.get(id) } };
    if (rest === '/explain') return { status: 200, body: { outcome: { percent: 5 } } };
    if (rest === '/transitions') return this.#send(row, sent);
    if (method === 'PATCH' && sent['version'] !== row.version) return { status: 409, body: { code: 'core.version_conflict', detail: 'Changed meanwhile.' } };
    if (method === 'PATCH') Object.assign(row, sent, { version: row.version + 1 });
    return { status: 200, body: row };
  }

  #create(sent: Record<string, unknown>): Row {
    const row: Row = { id: `order-${this.#rows.length + 1}`, version: 1, number: `ЗК-${this.#rows.length + 1}`, total: '1080000.00', status: 'draft', stage: 'none', lines: [], ...sent };
    this.#rows.push(row);
    this.#history.set(row.id, []);
    this.#pass(row, 'status', 'draft', null);
    this.#pass(row, 'stage', 'none', null);
    return row;
  }

  #send(row: Row, { event, data }: Record<string, unknown>): Answer {
    if (event === 'order.closed' && data === undefined) {
      return {
        status: 409,
        body: { code: 'core.refused', detail: 'Refused.', reasons: [{ code: 'shop.comment_required', message: 'Say why.', facts: { total: 1080000 } }], errors: [{ pointer: '/data/comment', code: 'required', message: 'Fill it in.' }] },
      };
    }
    const again = event === 'order.sent' && row.status === 'sent';
    this.#pass(row, 'status', event === 'order.sent' ? 'sent' : 'closed', row.status);
    if (event === 'order.sent' && !again) {
      this.#pass(row, 'stage', 'packed', row.stage);
      this.#pass(row, 'stage', 'gone', row.stage);
    }
    return { status: 200, body: { item: row } };
  }

  #pass(row: Row, region: 'status' | 'stage', to: string, from: string | null): void {
    row[region] = to;
    this.#history.get(row.id)?.push({ region, from_value: from, to_value: to, version: row.version, step: 0 });
  }
}
