import type { Context } from 'koa';
import { ReplayedBody } from './idempotency.ts';
import type { FileAnswer, RouteResponse } from './route.ts';

/** Kinds a browser may show itself: nothing that can carry script. */
const SHOWN_INLINE = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Writes a route's answer. */
export function sendResponse(context: Context, response: RouteResponse): void {
  for (const [name, value] of Object.entries(response.headers ?? {})) context.set(name, typeof value === 'string' ? value : [...value]);
  const empty = response.body === undefined && response.file === undefined && response.stream === undefined;
  context.status = response.status ?? (empty ? 204 : 200);
  if (response.file !== undefined) return sendFile(context, response.file);
  if (response.stream !== undefined) {
    context.body = response.stream;
    return;
  }
  if (empty) {
    context.body = null;
    // koa makes 204 of every empty answer unless it is told again
    context.status = response.status ?? 204;
    return;
  }
  if (response.body instanceof ReplayedBody) return sendJson(context, response.body.text);
  if (Buffer.isBuffer(response.body) || (typeof response.body === 'string' && context.response.get('content-type') !== '')) {
    context.body = response.body;
    return;
  }
  sendJson(context, JSON.stringify(response.body));
}

/** Sends JSON that is text already. */
export function sendJson(context: Context, text: string, type = 'application/json; charset=utf-8'): void {
  context.set('content-type', type);
  context.body = text;
}

/** Uploaded content never runs in our origin: a sandbox, no sniffing, an attachment unless it is a harmless kind asked for inline. */
function sendFile(context: Context, file: FileAnswer): void {
  const type = file.mimeType.toLowerCase();
  context.attachment(file.name, { type: file.inline === true && SHOWN_INLINE.has(type) ? 'inline' : 'attachment' });
  context.set('content-type', /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream');
  context.set('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  context.body = file.content;
}
