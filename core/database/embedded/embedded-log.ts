/** Where the launcher says what it does; `console` and a pino logger both fit. */
export interface EmbeddedLog {
  info(message: string): void;
  warn(message: string): void;
}
