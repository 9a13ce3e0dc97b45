import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ForbiddenError } from '../errors/index.ts';
import type { Identity } from './identity.ts';

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer; a page may replace its own policy (a nonce), never loosen it to inline or eval. */
export function securityHeaders(path: string, https: boolean): Record<string, string> {
  const isPage = !/^\/(api|health|metrics)(\/|$)/.test(path);
  return {
    'content-security-policy': isPage ? PAGE_POLICY : "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(isPage ? {} : { 'cache-control': 'no-store' }),
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

function refused(): ForbiddenError {
  return new ForbiddenError('core.foreign_origin', {
    ru: 'Изменения принимаются только со страниц этого сайта: нет или не совпадает заголовок Origin.',
    en: 'Changes are taken from pages of this site only: the Origin header is missing or another.',
  });
}

function originOf(headers: IncomingHttpHeaders): string | undefined {
  if (headers.origin !== undefined) return headers.origin;
  const { referer } = headers;
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : referer;
}

function isOwn(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === new URL(publicUrl).origin || (host !== undefined && url.host === host.toLowerCase());
}

function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/**
 * Whether a request that is not a GET may have come from our own pages. A cookie is sent unasked, so such a request must prove it: Origin
 * (or Referer) is ours, or it carries the session's `X-CSRF-Token`. A bearer token is not sent unasked; without credentials only a
 * foreign Origin is refused.
 * @throws ForbiddenError core.foreign_origin
 */
export function checkOrigin(headers: IncomingHttpHeaders, identity: Pick<Identity, 'via' | 'csrfToken'> | undefined, publicUrl: string): void {
  if (identity?.via === 'token') return;
  if (headers['sec-fetch-site'] === 'cross-site') throw refused();
  const origin = originOf(headers);
  if (origin !== undefined && origin !== 'null') {
    if (isOwn(origin, headers.host, publicUrl)) return;
    throw refused();
  }
  if (identity === undefined && origin === undefined) return;
  const token = headers['x-csrf-token'];
  if (typeof token === 'string' && identity?.csrfToken !== undefined && sameToken(token, identity.csrfToken)) return;
  throw refused();
}

/** The client's address. With a trusted proxy it is the last entry of X-Forwarded-For: earlier ones are the client's own words. */
export function clientAddress(headers: IncomingHttpHeaders, peer: string | undefined, trustProxy: boolean): string {
  const forwarded = headers['x-forwarded-for'];
  const last = trustProxy ? [forwarded].flat().join(',').split(',').at(-1)?.trim() : undefined;
  return plainAddress(last === undefined || last === '' ? (peer ?? 'unknown') : last);
}

function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
