import type { JsonSchema } from '../validation/index.ts';

const text = (description: string, more: object = {}) => ({ type: 'string', minLength: 1, description, ...more });
const flag = (description: string, byDefault: boolean) => ({ type: 'boolean', default: byDefault, description });
const whole = (description: string, byDefault: number, minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum, default: byDefault, description });

/** A map without other keys; with `optional` its absence is meaningful, otherwise it stands for all of its defaults. */
const map = (description: string, properties: Record<string, object>, more: { required?: string[]; optional?: boolean } = {}) => ({
  type: 'object',
  additionalProperties: false,
  description,
  properties,
  ...(more.required ? { required: more.required } : {}),
  ...(more.optional ? {} : { default: {} }),
});

const rateLimit = (description: string, max: number, windowSeconds: number) =>
  map(description, {
    max: whole('How many within the window.', max, 1, 1_000_000),
    windowSeconds: whole('Length of the window, seconds.', windowSeconds, 1, 86_400),
  });

const http = map('How browsers and other programs reach the server.', {
  host: text('Address to listen on; 0.0.0.0 is every network of the machine.', { default: '127.0.0.1' }),
  port: whole('Port to listen on, 0 for any free one. The environment variable PORT wins over it.', 8080, 0, 65_535),
  publicUrl: text('Address people type, used in links and to check where a request comes from. Default: http://localhost and the port.', {
    pattern: '^https?://[^/?#]+$',
    errorMessage: { ru: 'Здесь нужен адрес вида https://host без пути', en: 'Expected an address like https://host, without a path' },
  }),
  trustProxy: flag('Whether a proxy in front sets X-Forwarded-For; without one, those headers are forged and must be ignored.', false),
  bodyLimitBytes: whole('Largest request body that is not a file, bytes.', 1_048_576, 1_024, 104_857_600),
  requestTimeoutMs: whole('A request that has not arrived whole by then is cut, milliseconds.', 30_000, 1_000, 600_000),
  drainMs: whole('How long running requests may take to finish when the server stops, milliseconds.', 10_000, 0, 600_000),
});

const embedded = map('The PostgreSQL server that comes with the program. Used when there is no url.', {
  dataDir: text('Folder of its data.', { default: '.data/postgres' }),
  port: whole('Port wished for; a busy one gives way to the next free one.', 54_329, 1_024, 65_535),
  settings: {
    type: 'object',
    additionalProperties: { type: 'string' },
    default: {},
    description: 'PostgreSQL settings over its own, name to text. They hold from the next start of the database server on.',
  },
}, { optional: true });

const database = map('The database. Without a url, a server of its own is started in a local folder.', {
  url: text('postgres:// address under which the program works. The environment variable DATABASE_URL wins over it.', { pattern: '^postgres(ql)?://', writeOnly: true }),
  adminUrl: text('Address of the role that owns the tables and makes roles and schemas; default: url. DATABASE_ADMIN_URL wins over it.', {
    pattern: '^postgres(ql)?://',
    writeOnly: true,
  }),
  embedded,
  poolSize: whole('Connections of one process; 8 to 16 suit two cores.', 12, 2, 200),
  statementTimeoutMs: whole('A statement that takes longer is cancelled, milliseconds.', 15_000, 100, 3_600_000),
  idleInTransactionTimeoutMs: whole('A transaction that does nothing for longer is ended, milliseconds.', 10_000, 100, 3_600_000),
  acquireTimeoutMs: whole('How long to wait for a connection before the answer is 503, milliseconds.', 4_000, 100, 60_000),
});

const companies = {
  type: 'array',
  minItems: 1,
  description: 'The companies of this installation.',
  items: map('One company.', {
    id: text('Its id: name of its schema in the database. Never changes.', {
      pattern: '^[a-z][a-z0-9_]{1,30}$',
      errorMessage: { ru: 'Здесь нужны строчные латинские буквы, цифры и _, от 2 до 31 знака', en: 'Expected 2 to 31 lower-case letters, digits and _' },
    }),
    regulation: text('Folder of its regulation.'),
  }, { required: ['id', 'regulation'], optional: true }),
};

const plugins = {
  type: 'array',
  uniqueItems: true,
  description: 'Plugins to load: the id of a bundled one, or the path to a folder (with a slash in it).',
  items: text('An id or a path.'),
};

const files = map('Uploaded files.', {
  dir: text('Folder where they are stored.', { default: '.data/files' }),
  maxBytes: whole('Largest upload, bytes.', 26_214_400, 1_024, 1_073_741_824),
  unpackedMaxBytes: whole('Largest size of an archive, .xlsx or .docx once unpacked, bytes.', 104_857_600, 1_024, 1_073_741_824),
});

const mail = {
  description: 'Outgoing mail. Without it, nothing is sent.',
  discriminator: { propertyName: 'transport' },
  type: 'object',
  required: ['transport'],
  oneOf: [
    map('Letters are written to a folder.', {
      transport: { const: 'folder' },
      from: text('Sender of every letter.'),
      folder: text('Folder for the .eml files.', { default: '.data/mail' }),
    }, { required: ['transport', 'from'], optional: true }),
    map('Letters go to a mail server.', {
      transport: { const: 'smtp' },
      from: text('Sender of every letter.'),
      host: text('Name of the mail server.'),
      port: whole('Its port.', 587, 1, 65_535),
      secure: flag('TLS from the first byte (port 465); otherwise STARTTLS.', false),
      user: text('Login there.'),
      password: text('Password there.', { writeOnly: true }),
    }, { required: ['transport', 'from', 'host'], optional: true }),
  ],
};

const jobs = map('Background work of this process.', {
  concurrency: whole('Jobs run side by side; 0 leaves them to other processes.', 4, 0, 64),
  pollMs: whole('How often to look for jobs that no notification announced, milliseconds.', 500, 20, 60_000),
  timersPollMs: whole('How often to look for timers that are due, milliseconds.', 1_000, 20, 60_000),
  heartbeatMs: whole('How often a worker says that it lives, milliseconds.', 5_000, 100, 30_000),
  takeoverMs: whole('After such a silence its jobs are given to others, milliseconds.', 30_000, 500, 60_000),
  maxAttempts: whole('Tries before a job becomes an incident.', 12, 1, 100),
});

const sessions = map('Signing in.', {
  idleMinutes: whole('A session unused for so long ends.', 480, 1, 43_200),
  absoluteHours: whole('A session ends after so long, used or not.', 168, 1, 8_760),
  cookieName: text('Name of the cookie; in production it begins with __Host-.', { default: 'reglament_session', pattern: '^[A-Za-z0-9_-]+$' }),
});

const outbound = map('Calls this server makes to others.', {
  allow: {
    type: 'array',
    items: text('A host name, an address or a network (10.0.0.0/8).'),
    default: [],
    description: 'Private addresses that may be called all the same; every other private or loopback address is refused.',
  },
  timeoutMs: whole('Longest wait for an answer, milliseconds.', 10_000, 100, 120_000),
  maxBytes: whole('Largest answer that is read, bytes.', 1_048_576, 1_024, 104_857_600),
  maxRedirects: whole('Redirects followed, each checked like the first address.', 3, 0, 10),
});

const properties = {
  name: text('Name of the installation. Default: the name of the file.'),
  mode: { enum: ['demo', 'test', 'production'], description: 'demo has sample people and data, test may move the clock, production refuses everything unsafe.' },
  http,
  database,
  companies,
  plugins,
  files,
  mail,
  jobs,
  sessions,
  secrets: map('Keys of this installation.', {
    key: text('At least 32 characters; encrypts the passwords for mail, 1C and webhooks in the database. Keep it: without it they cannot be read.', {
      minLength: 32,
      writeOnly: true,
    }),
  }),
  logs: map('What is written to the standard output.', {
    level: { enum: ['trace', 'debug', 'info', 'warn', 'error', 'silent'], default: 'info', description: 'The least serious message that is written.' },
    pretty: flag('Lines for people instead of one JSON object a line.', false),
  }),
  clock: map('The clock of the business.', { movable: flag('Whether an administrator may move it, for demonstrations and tests.', false) }),
  rateLimits: map('Limits per time.', {
    login: rateLimit('Sign-ins that failed, per login and per network address.', 10, 60),
    user: rateLimit('Requests of one user.', 1_200, 60),
    company: rateLimit('Requests of one company.', 12_000, 60),
  }),
  outbound,
  settings: { type: 'object', additionalProperties: { type: 'object' }, default: {}, description: 'What a plugin has to know of where it runs, by plugin id; the plugin’s README says what.' },
};

/** JSON Schema (2020-12) of a file in `configs/`, with the meaning, unit and default of every field: the source of its documentation. */
export const configSchema: JsonSchema = {
  $id: 'reglament:config',
  title: 'Configuration of an installation',
  ...map('Where the program runs. How a company works is not said here but in its regulation.', properties, { required: ['mode', 'companies', 'plugins'], optional: true }),
};
