import t from 'tap';
import type { Actor, Company } from '../../company/index.ts';
import type { Database } from '../../database/index.ts';
import { RouteTable } from '../../http/index.ts';
import { createAccess, hashPassword } from '../index.ts';
import { LoginThrottle } from '../login-throttle.ts';
import { PasswordVerifier, checkPassword } from '../passwords.ts';
import { RecentValues } from '../recent-values.ts';
import { tokenHash } from '../secret-token.ts';
import { SessionAuthenticator } from '../session-authenticator.ts';
import { SessionCookie } from '../session-cookie.ts';

t.test('a password may be anything that is long and not common', async (t) => {
  for (const good of ['abcdefg9', 'просто длинная фраза', '        x', '😀'.repeat(8), 'x'.repeat(200)]) t.doesNotThrow(() => checkPassword(good, 'ivanova'), good);
  const cases: [string, string][] = [
    ['1234567', 'too_short'],
    ['😀'.repeat(7), 'too_short'],
    ['x'.repeat(201), 'too_long'],
    ['Password1', 'common'],
    ['ЙЦУКЕНГШ', 'common'],
    ['gfhjkm123', 'common'],
    ['Ivanova2026', 'contains_login'],
  ];
  for (const [password, code] of cases) t.throws(() => checkPassword(password, 'ivanova'), { code: 'core.weak_password', errors: [{ pointer: '/password', code }] } as unknown as Error, password);
});

t.test('a password is verified whatever keyboard sent it, and nobody has none', async (t) => {
  const passwords = new PasswordVerifier();
  const stored = await hashPassword('\u0439од-пароля');
  t.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  t.equal(await passwords.matches(stored, '\u0438\u0306од-пароля'), true);
  t.equal(await passwords.matches(stored, 'иод-пароля'), false);
  t.equal(await passwords.matches(undefined, 'nobody has this password'), false, 'the decoy opens nothing');
  const many = await Promise.allSettled(Array.from({ length: 64 }, () => passwords.matches(stored, 'x')));
  t.same(many.filter((one) => one.status === 'rejected').map((one) => (one as { reason: { code: string } }).reason.code), ['core.sign_in_busy', 'core.sign_in_busy']);
  t.equal(await passwords.matches(stored, '\u0439од-пароля'), true, 'and everything goes on afterwards');
});

t.test('the cookie is bound to host and https where there is https', async (t) => {
  const https = new SessionCookie('reglament', 'https://crm.example');
  const token = 'a'.repeat(43);
  t.equal(https.issue(token, 60), `__Host-reglament=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Strict; Secure`);
  t.equal(new SessionCookie('__Host-x', 'https://crm.example').name, '__Host-x');
  const http = new SessionCookie('reglament', 'http://localhost:8080');
  t.equal(http.issue(token, 60), `reglament=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Strict`);
  t.equal(http.read(`a=b; reglament=${token}; c=d`), token);
  t.equal(http.read(`xreglament=${token}`), undefined);
  t.equal(http.read('reglament=short'), undefined);
  t.equal(https.read(`reglament=${token}`), undefined, 'a cookie without the prefix may come from a subdomain');
});

t.test('a value is kept for a moment and equal questions are asked once', async (t) => {
  let now = 0;
  let asked = 0;
  const values = new RecentValues<number>(100, () => now);
  const load = async () => (asked += 1);
  t.same(await Promise.all([values.get('a', load), values.get('a', load)]), [1, 1]);
  now = 99;
  t.equal(await values.get('a', load), 1);
  now = 100;
  t.equal(await values.get('a', load), 2);
  values.clear();
  t.equal(await values.get('a', load), 3);
  await values.get('none', async () => undefined);
  t.equal(await values.get('none', load), 4, 'what was not found is asked again');
  await t.rejects(values.get('bad', async () => { throw new Error('away'); }));
  t.equal(await values.get('bad', load), 5, 'a failure is not kept');
});

/** Buckets as the table keeps them, without its clock. */
function countingDatabase(): { readonly database: Pick<Database, 'query'>; readonly failures: Map<string, number> } {
  const failures = new Map<string, number>();
  const query = async (sql: string, values: readonly unknown[] = []) => {
    const [first, second] = values as [string, string];
    if (sql.includes('insert into')) {
      return [first, second].map((key) => {
        failures.set(key, (failures.get(key) ?? 0) + 1);
        return { key, failures: failures.get(key), seconds_left: 41.2 };
      });
    }
    failures.delete(first);
    failures.set(second, (failures.get(second) ?? 1) - 1);
    return [];
  };
  return { database: { query } as unknown as Pick<Database, 'query'>, failures };
}

t.test('failed sign-ins are counted per login at an address, and per address', async (t) => {
  const tooMany = { code: 'core.too_many_logins', retryAfterSeconds: 42 } as unknown as Error;
  const { database, failures } = countingDatabase();
  const throttle = new LoginThrottle(database, { max: 2, windowSeconds: 60 });
  await throttle.take('ivanova', '192.0.2.1');
  await throttle.take('IVANOVA', '192.0.2.1');
  await t.rejects(throttle.take('Ivanova', '192.0.2.1'), tooMany, 'case does not make another login');
  await t.resolves(throttle.take('ivanova', '192.0.2.2'), 'she can still sign in from her own address');
  await t.resolves(throttle.take('petrov', '192.0.2.1'));
  await throttle.forgive('petrov', '192.0.2.1');
  t.equal(failures.get('address 192.0.2.1'), 3, 'a success is taken back');
  t.notOk([...failures.keys()].some((key) => /ivanova|petrov/i.test(key)), 'what was typed as a login is not stored in the open');
  for (let i = 3; i < 20; i += 1) await throttle.take(`login${i}`, '192.0.2.1');
  await t.rejects(throttle.take('another', '192.0.2.1'), tooMany, 'many logins from one address');

  const home = new LoginThrottle(countingDatabase().database, { max: 1, windowSeconds: 60 });
  await home.take('ivanova', '2001:db8:1:2::1');
  await t.rejects(home.take('ivanova', '2001:DB8:1:2:ffff::9'), tooMany, 'an IPv6 network is one address');
  await t.resolves(home.take('ivanova', '2001:db8:1:3::1'));
});

const person: Actor = { kind: 'person', userId: 'u1', login: 'ivanova', name: 'Иванова', roles: ['clerk'], permissions: new Map(), locale: 'ru' };

t.test('a caller is found by cookie or token, and forgotten when his rights change', async (t) => {
  const company = { id: 'one', hasRegulation: false } as unknown as Company;
  const token = 'k'.repeat(43);
  const key = tokenHash(token).toString('hex');
  let actor: Actor | undefined = person;
  let grant: { userId: string; companyId: string } | undefined = { userId: 'u1', companyId: 'one' };
  const asked: string[] = [];
  const store = {
    findSession: async (hash: Buffer) => { asked.push('session'); return hash.toString('hex') === key ? grant : undefined; },
    findToken: async (hash: Buffer) => { asked.push('token'); return hash.toString('hex') === key ? grant : undefined; },
  };
  const authenticator = new SessionAuthenticator(new Map([['one', company]]), store, new SessionCookie('s', 'http://x'), async () => actor);
  const ask = (headers: Record<string, string>) => authenticator.authenticate({ headers, address: '192.0.2.1' });

  const identity = await ask({ cookie: `s=${token}` });
  t.match(identity, { via: 'session', key, actor: { login: 'ivanova', address: '192.0.2.1' }, csrfToken: /^[\w-]{43}$/ });
  t.notMatch(JSON.stringify(identity), token, 'the identity does not carry the token');
  await ask({ cookie: `s=${token}` });
  t.same(asked, ['session'], 'asked once');
  t.equal(await ask({}), undefined);
  t.equal(await ask({ cookie: `s=${'x'.repeat(43)}` }), undefined);
  t.equal(await ask({ cookie: `s=${token}`, authorization: 'Basic x' }), undefined, 'a header that names something else wins over the cookie');

  grant = undefined;
  t.ok(await authenticator.revalidate(identity!), 'seen a moment ago');
  authenticator.invalidate();
  t.equal(await authenticator.revalidate(identity!), undefined);

  grant = { userId: 'u1', companyId: 'one' };
  t.match(await ask({ authorization: `Bearer ${token}` }), { via: 'token', csrfToken: undefined });
  for (const [name, change] of [
    ['dismissed', () => (actor = undefined)],
    ['the system itself', () => (actor = { ...person, kind: 'robot' })],
    ['of a company that is not here', () => { actor = person; grant = { userId: 'u1', companyId: 'two' }; }],
  ] as const) {
    change();
    authenticator.invalidate();
    t.equal(await ask({ cookie: `s=${token}` }), undefined, name);
  }
});

t.test('signing in answers alike whatever is wrong', async (t) => {
  const hash = await hashPassword('correct horse');
  const credential = { user_id: 'u1', company_id: 'one', login: 'ivanova', password_hash: hash, is_active: true };
  const rows = new Map([['ivanova', credential], ['dismissed', { ...credential, is_active: false }], ['elsewhere', { ...credential, company_id: 'two' }]]);
  let inserted: readonly unknown[] | undefined;
  let changedMeanwhile = false;
  const query = async (sql: string, values: readonly unknown[] = []) => {
    if (sql.includes('login_attempt')) return [];
    if (sql.includes('from reglament.credential where lower')) return [rows.get(String(values[0]).toLowerCase())].filter(Boolean);
    if (sql.includes('insert into reglament.session')) {
      inserted = values;
      return changedMeanwhile ? [] : [{}];
    }
    throw new Error(`not expected: ${sql}`);
  };
  const company = {
    id: 'one', timeZone: 'Europe/Moscow', hasRegulation: false, record: { title: { ru: 'Одна', en: 'One' } },
    read: async (_actor: Actor, work: (uow: unknown) => Promise<unknown>) => work({ today: '2026-01-01', query: async () => [{ login: 'ivanova', full_name: 'Иванова', locale: 'ru', is_system: false, roles: [] }] }),
  } as unknown as Company;
  const logged: object[] = [];
  const access = createAccess({
    companies: new Map([['one', company]]),
    database: { query } as unknown as Pick<Database, 'query'>,
    sessions: { idleMinutes: 10, absoluteHours: 2, cookieName: 'reglament' },
    loginLimit: { max: 5, windowSeconds: 60 },
    publicUrl: 'https://crm.example',
    logger: { info: (entry: object) => void logged.push(entry), warn: (entry: object) => void logged.push(entry) } as never,
  });
  const table = new RouteTable(access.routes);
  table.compileAll();
  const match = table.match('POST', '/api/session');
  if (match.kind !== 'found') return t.fail('no route');
  const signIn = async (login: string, password: string) => match.route.definition.handle({ body: { login, password }, address: '192.0.2.1', headers: {} } as never);

  const { headers, body } = await signIn('Ivanova', 'correct horse');
  const cookie = String(headers?.['set-cookie']);
  t.match(cookie, /^__Host-reglament=[\w-]{43}; Max-Age=7200; .*Secure$/);
  t.same(inserted?.[0], tokenHash(/=([\w-]+);/.exec(cookie)![1]!), 'only the hash is stored');
  t.match(body, { user: { login: 'ivanova' }, company: { id: 'one' }, csrf_token: String });
  for (const [login, password] of [['ivanova', 'wrong'], ['nobody', 'correct horse'], ['dismissed', 'correct horse'], ['elsewhere', 'correct horse']] as const) {
    await t.rejects(signIn(login, password), { status: 401, code: 'core.sign_in_failed', params: {}, errors: [], reasons: [] } as unknown as Error, login);
  }
  changedMeanwhile = true;
  await t.rejects(signIn('ivanova', 'correct horse'), { code: 'core.sign_in_failed' }, 'the password was changed while it was checked');
  t.notMatch(JSON.stringify(logged), /correct horse|wrong|nobody/, 'neither passwords nor what was typed as a login are logged');
  t.ok(access.routes.filter((one) => one.path.startsWith('/api/access/')).every((one) => one.permission === (one.path.endsWith('/roles') ? 'role.manage' : 'user.manage')));
});
