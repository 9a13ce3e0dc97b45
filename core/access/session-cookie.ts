/** The cookie that carries a session: bound to the host and to https where the public address is https. */
export class SessionCookie {
  readonly name: string;
  readonly #attributes: string;

  /** `name` gets the prefix `__Host-` under https, which makes browsers refuse it from a subdomain or over http. */
  constructor(name: string, publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.name = secure && !name.startsWith('__Host-') ? `__Host-${name}` : name;
    this.#attributes = `; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  }

  /** Value of `Set-Cookie` for a new session. */
  issue(token: string, maxAgeSeconds: number): string {
    return `${this.name}=${token}; Max-Age=${maxAgeSeconds}${this.#attributes}`;
  }

  /** Value of `Set-Cookie` that makes a browser forget it. */
  clear(): string {
    return `${this.name}=; Max-Age=0${this.#attributes}`;
  }

  /** The token of a `Cookie` header. */
  read(header: string | undefined): string | undefined {
    for (const part of header?.split(';') ?? []) {
      const [name, value] = part.trim().split('=', 2);
      if (name === this.name && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
    }
    return undefined;
  }
}
