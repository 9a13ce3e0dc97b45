export { loadConfig } from './load-config.ts';
export type { LoadConfigOptions } from './load-config.ts';
export { refuseUnsafe } from './refuse-unsafe.ts';
export type { UnsafeSetting } from './refuse-unsafe.ts';
export { configSchema } from './schema.ts';
export { ConfigError } from './config-error.ts';
export type { ConfigProblem } from './config-error.ts';
export type {
  CompanyConfig,
  Config,
  DatabaseConfig,
  EmbeddedDatabaseConfig,
  FilesConfig,
  HttpConfig,
  JobsConfig,
  LogsConfig,
  MailConfig,
  OutboundConfig,
  RateLimit,
  RateLimitsConfig,
  SessionsConfig,
} from './config.ts';
