import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Test } from 'tap';
import { ConfigError, configSchema, loadConfig, refuseUnsafe } from '../index.ts';
import type { Config } from '../index.ts';

const MINIMUM = 'mode: test\ncompanies: [{ id: acme, regulation: regulations/acme }]\nplugins: [crm]\n';

function write(t: Test, text: string): string {
  const root = t.testdir({ configs: {} });
  mkdirSync(join(root, 'configs'), { recursive: true });
  writeFileSync(join(root, 'configs', 'here.yaml'), text);
  return root;
}

function load(t: Test, text: string, env: Record<string, string> = {}): Config {
  return loadConfig('here', { root: write(t, text), env });
}

function problems(t: Test, text: string, env: Record<string, string> = {}): string {
  try {
    load(t, text, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

t.test('a short file is completed with defaults and absolute paths', async (t) => {
  const root = write(t, MINIMUM);
  const config = loadConfig('here', { root, env: {} });
  t.match(config, {
    name: 'here',
    http: { host: '127.0.0.1', port: 8080, publicUrl: 'http://localhost:8080', bodyLimitBytes: 1_048_576, trustProxy: false },
    database: { url: undefined, embedded: { dataDir: join(root, '.data/postgres'), port: 54_329, settings: {} }, poolSize: 12 },
    companies: [{ id: 'acme', regulation: join(root, 'regulations/acme') }],
    plugins: ['crm'],
    files: { dir: join(root, '.data/files') },
    clock: { movable: false },
    rateLimits: { login: { max: 10, windowSeconds: 60 } },
  });
  t.equal(config.mail, undefined);
  const known = Object.keys((configSchema['properties'] ?? {}) as object);
  t.same(Object.keys(config).filter((key) => !known.includes(key)), [], 'nothing is outside the schema');
  t.same(known.filter((key) => !(key in config)), ['mail'], 'every other part is there without being asked for');
});

t.test('the bundled configurations', async (t) => {
  const demo = loadConfig('demo', { env: {} });
  t.match(demo, { name: 'demo', mode: 'demo', clock: { movable: true } });
  t.same(demo.companies.map(({ id }) => id), ['pneumosila', 'severtrade', 'yasen']);
  t.match(loadConfig('test', { env: {} }), { mode: 'test', http: { port: 0 }, database: { embedded: { settings: { fsync: 'off' } } } });
  const env = {
    DATABASE_URL: 'postgres://app:v7Qm2xZp9Lk4@db.internal/erp',
    DATABASE_ADMIN_URL: 'postgres://owner:Hs83kdLw0Vn1@db.internal/erp',
    SMTP_HOST: 'smtp.internal',
    SMTP_USER: 'robot',
    SMTP_PASSWORD: 'tQ7vR9wB2nK5',
    REGLAMENT_SECRET: 'q3J8mZt0Vx5Rb7Wn2Ks9Lp4Hd6Fg1YcA',
  };
  const production = loadConfig('configs/production.example.yaml', { env });
  t.match(production.mail, { transport: 'smtp', host: 'smtp.internal', port: 587, secure: false });
  t.same(refuseUnsafe(production), [], 'the example is safe once its secrets are set');
});

t.test('the environment', async (t) => {
  const text = `${MINIMUM}http: { port: "\${WEB_PORT:-8081}", trustProxy: "\${PROXY:-false}", host: "\${HOST_NAME:-0.0.0.0}" }\ndatabase: { url: "postgres://a:\${DB_PASSWORD}@h/d" }\n`;
  t.match(load(t, text, { DB_PASSWORD: '007', PROXY: 'true' }), {
    http: { port: 8081, trustProxy: true, host: '0.0.0.0', publicUrl: 'http://localhost:8081' },
    database: { url: 'postgres://a:007@h/d', embedded: undefined },
  });
  t.match(load(t, `${MINIMUM}database: { embedded: {} }\n`, { DATABASE_URL: 'postgres://x/y', DATABASE_ADMIN_URL: 'postgres://z/y', PORT: '9000' }), {
    database: { url: 'postgres://x/y', adminUrl: 'postgres://z/y', embedded: undefined },
    http: { port: 9000, publicUrl: 'http://localhost:9000' },
  }, 'DATABASE_URL, DATABASE_ADMIN_URL and PORT win over the file');
  t.equal(problems(t, text), 'configs/here.yaml:5:18 The environment variable DB_PASSWORD is not set');
  t.equal(problems(t, text, { DB_PASSWORD: 'x', WEB_PORT: 'eighty' }), 'configs/here.yaml:4:15 Expected a whole number, found text');
  t.match(problems(t, MINIMUM, { PORT: '70000' }), /^PORT The environment variable PORT is a number from 0 to 65535, not "70000"$/);
  t.match(load(t, `${MINIMUM}logs: { level: warn } # \${NOT_READ}\n`), { logs: { level: 'warn' } }, 'comments are left alone');
});

t.test('every problem is named with its place', async (t) => {
  const cases: [string, string, RegExp][] = [
    ['an unknown key, with the nearest', `${MINIMUM}htttp: {}\n`, /^configs\/here.yaml:4:1 Unknown field "htttp".*"http"/],
    ['an unknown key inside', `${MINIMUM}database:\n  embedded: {}\n  poolsize: 3\n`, /:6:3 Unknown field "poolsize".*"poolSize"/],
    ['a key of the prototype', `${MINIMUM}__proto__: { a: 1 }\n`, /:4:1 Unknown field "__proto__"/],
    ['a wrong value', `${MINIMUM}logs:\n  level: infos\n`, /:5:10 .*"infos".*"info"/],
    ['a wrong type', `${MINIMUM}http: { port: http }\n`, /:4:15 Expected a whole number/],
    ['a number out of range', `${MINIMUM}http: { port: 70000 }\n`, /:4:15 Must be at most 65535/],
    ['a missing field', 'mode: demo\nplugins: []\n', /:1:1 .*"companies" is missing/],
    ['a company id that is no name', 'mode: demo\nplugins: []\ncompanies:\n  - { id: ООО, regulation: x }\n', /:4:11 Expected 2 to 31 lower-case letters/],
    ['a company named twice', 'mode: demo\nplugins: []\ncompanies:\n  - { id: aa, regulation: x }\n  - { id: aa, regulation: y }\n', /:5:11 The company "aa" is in the list already/],
    ['mail without a server', `${MINIMUM}mail: { transport: smtp, from: a@b }\n`, /:4:7 .*"host" is missing/],
    ['mail of an unknown kind', `${MINIMUM}mail: { transport: pigeon, from: a@b }\n`, /:4:/],
    ['bad syntax', 'mode: [demo\n', /^configs\/here.yaml:\d+:\d+ /],
    ['a key twice', 'mode: demo\nmode: test\n', /:2:1 Map keys must be unique/],
    ['a tag', 'mode: !!js/function x\n', /:1:7 Unresolved tag/],
    ['an alias bomb', `a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c]\n`, /alias/i],
    ['an empty file', '', /Expected a map|Expected/],
  ];
  for (const [name, text, expected] of cases) t.match(problems(t, text), expected, name);
  const several = problems(t, `${MINIMUM}http: { port: -1 }\nclok: {}\n`).split('\n');
  t.match(several, [/:4:15 /, /:5:1 .*"clock"/], 'all at once, in order');
});

t.test('a configuration that is not there', async (t) => {
  t.throws(() => loadConfig('demmo', { env: {} }), { message: /demmo.yaml There is no such configuration; did you mean "demo"\? There are: demo, production.example, test/ });
  t.throws(() => loadConfig('nowhere/x.yaml', { env: {} }), { message: /There is no such file/ });
});

t.test('production refuses what is unsafe, all of it at once and without showing secrets; other modes do not', async (t) => {
  const unsafe = [
    'mode: production',
    'companies: [{ id: acme, regulation: r }]',
    'plugins: []',
    'http: { publicUrl: "http://erp.test" }',
    'database: { url: "postgres://app:postgres@h/d" }',
    'mail: { transport: smtp, from: a@b, host: h, password: qwerty77 }',
    'secrets: { key: "change-me-change-me-change-me-change-me" }',
    'clock: { movable: true }',
    'logs: { level: debug }',
  ].join('\n');
  const found = refuseUnsafe(load(t, unsafe));
  t.same(
    found.map(({ path }) => path),
    ['secrets.key', 'database.url', 'mail.password', 'clock.movable', 'logs.level', 'http.publicUrl', 'sessions.cookieName'],
  );
  t.notMatch(JSON.stringify(found), /qwerty77|change-me-change/);
  t.same(refuseUnsafe(load(t, unsafe.replace('production', 'demo'))), []);
  const own = 'mode: production\ncompanies: [{ id: acme, regulation: r }]\nplugins: []\ndatabase: { embedded: { settings: { fsync: "off", synchronous_commit: local, full_page_writes: "on" } } }\n';
  t.match(refuseUnsafe(load(t, own)).map(({ path }) => path), ['secrets.key', 'http.publicUrl', 'sessions.cookieName', 'database.embedded.settings.fsync', 'database.embedded.settings.synchronous_commit']);
});
