import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RouteDefinition, RouteRequest, RouteResponse } from '../../../core/index.ts';
import { NotFoundError, defineRoute } from '../../../core/index.ts';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.png': 'image/png', '.json': 'application/json', '.webmanifest': 'application/manifest+json',
};

/** As of every page, but a PDF that the page itself has read may stand in a frame, and styles that carry this answer's nonce are ours: the component library writes its variables into a style element. */
function policy(nonce: string): string {
  return [
    "default-src 'none'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data: blob:", 'frame-src blob:', "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'",
    "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

/** The application's page, whichever of its addresses was asked for: which page it shows is the browser's to decide. */
async function page(): Promise<RouteResponse> {
  const file = join(DIST, 'index.html');
  if (!existsSync(file)) throw new NotFoundError();
  const nonce = randomBytes(16).toString('base64url');
  const html = (await readFile(file, 'utf8')).replace('__NONCE__', nonce);
  return { body: html, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(nonce), 'cache-control': 'no-store' } };
}

/** Names of built files carry a hash of what is in them, so they may be kept for ever. They lie compressed beside the plain ones. */
async function asset({ params, headers }: RouteRequest): Promise<RouteResponse> {
  const name = params['file'] ?? '';
  const type = TYPES[extname(name)];
  if (!/^[\w.-]+$/.test(name) || type === undefined) throw new NotFoundError();
  const accepted = String(headers['accept-encoding'] ?? '');
  for (const [encoding, suffix] of [['br', '.br'], ['gzip', '.gz'], ['', '']] as const) {
    const file = join(DIST, 'assets', `${name}${suffix}`);
    if ((encoding !== '' && !accepted.includes(encoding)) || !existsSync(file)) continue;
    return {
      body: await readFile(file),
      headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding', ...(encoding === '' ? {} : { 'content-encoding': encoding }) },
    };
  }
  throw new NotFoundError();
}

/** The page itself, its built files, and every address inside it; what stands behind its `?` is the page's own affair. */
export const pageRoutes: readonly RouteDefinition[] = [
  defineRoute({ method: 'GET', path: '/', permission: 'public', openQuery: true, summary: { ru: 'Рабочее место', en: 'Workplace' }, handle: page }),
  defineRoute({ method: 'GET', path: '/assets/:file', permission: 'public', summary: { ru: 'Файл рабочего места', en: 'File of the workplace' }, handle: asset }),
  defineRoute({
    method: 'GET', path: '/icon.svg', permission: 'public', summary: { ru: 'Значок', en: 'Icon' },
    handle: async () => ({ body: await readFile(join(DIST, 'icon.svg')), headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' } }),
  }),
  defineRoute({ method: 'GET', path: '/*page', permission: 'public', openQuery: true, summary: { ru: 'Страница рабочего места', en: 'Page of the workplace' }, handle: page }),
];
