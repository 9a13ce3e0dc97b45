/**
 * One installation: where it runs, which database, companies and plugins it has. Defaults, units and limits of every field are in `configSchema`;
 * paths are absolute here, whatever the file said.
 */
export interface Config {
  readonly name: string;
  readonly mode: 'demo' | 'test' | 'production';
  readonly http: HttpConfig;
  readonly database: DatabaseConfig;
  readonly companies: readonly CompanyConfig[];
  /** Ids of bundled plugins, or absolute paths to folders of others. */
  readonly plugins: readonly string[];
  readonly files: FilesConfig;
  readonly mail?: MailConfig;
  readonly jobs: JobsConfig;
  readonly sessions: SessionsConfig;
  readonly secrets: { readonly key?: string };
  readonly logs: LogsConfig;
  readonly clock: { readonly movable: boolean };
  readonly rateLimits: RateLimitsConfig;
  readonly outbound: OutboundConfig;
  /** What a plugin has to know of where it runs (folders, addresses), by plugin id; each plugin checks its own when a node starts. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** How the server is reached. `publicUrl` has no slash at its end. */
export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  readonly bodyLimitBytes: number;
  readonly requestTimeoutMs: number;
  readonly drainMs: number;
}

/** Exactly one of `url` and `embedded` is present. */
export interface DatabaseConfig {
  readonly url?: string;
  readonly adminUrl?: string;
  readonly embedded?: EmbeddedDatabaseConfig;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
  readonly acquireTimeoutMs: number;
}

/** The PostgreSQL server that comes with the program, used when no address of another is known. */
export interface EmbeddedDatabaseConfig {
  readonly dataDir: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** One company of the installation; `regulation` is an absolute path. */
export interface CompanyConfig {
  readonly id: string;
  readonly regulation: string;
}

/** Uploaded files: where they lie and how large they may be, packed and unpacked. */
export interface FilesConfig {
  readonly dir: string;
  readonly maxBytes: number;
  readonly unpackedMaxBytes: number;
}

/** Outgoing mail: by SMTP, or as .eml files in a folder where nothing may leave the machine. */
export type MailConfig =
  | { readonly transport: 'folder'; readonly from: string; readonly folder: string }
  | {
      readonly transport: 'smtp';
      readonly from: string;
      readonly host: string;
      readonly port: number;
      readonly secure: boolean;
      readonly user?: string;
      readonly password?: string;
    };

/** Background work of this process. */
export interface JobsConfig {
  readonly concurrency: number;
  readonly pollMs: number;
  readonly timersPollMs: number;
  readonly heartbeatMs: number;
  readonly takeoverMs: number;
  readonly maxAttempts: number;
}

/** How long a sign-in lasts and the name of its cookie. */
export interface SessionsConfig {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly cookieName: string;
}

/** What is logged: one JSON object a line, or lines for people when `pretty`. */
export interface LogsConfig {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly pretty: boolean;
}

/** At most `max` within any `windowSeconds`. */
export interface RateLimit {
  readonly max: number;
  readonly windowSeconds: number;
}

/** Limits by what they protect; whoever passes one is answered 429. */
export interface RateLimitsConfig {
  readonly login: RateLimit;
  readonly user: RateLimit;
  readonly company: RateLimit;
}

/** Rules for calls that this server makes to others: webhooks, imports by address. */
export interface OutboundConfig {
  readonly allow: readonly string[];
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
}
