import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text; the caller shows or sends it once and stores only `tokenHash` of it. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. A fast hash will do: nobody guesses 256 bits. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The token that proves a request came from our page; made of the session's, so it needs no storage and ends with it. */
export function csrfToken(sessionToken: string): string {
  return createHash('sha256').update(`csrf ${sessionToken}`).digest('base64url');
}
