import t from 'tap';
import { Model } from 'objection';
import { serverUrl } from '../../testing/index.ts';
import { Database } from '../index.ts';

const database = new Database({ url: serverUrl(), poolSize: 2, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 5_000, acquireTimeoutMs: 5_000, applicationName: 'database test' });
t.teardown(() => database.close());

interface Count {
  readonly statements: number;
  readonly trips: number;
}

async function spent(work: () => Promise<unknown>): Promise<Count> {
  const before = { statements: database.statementCount, trips: database.roundTripCount };
  await work();
  return { statements: database.statementCount - before.statements, trips: database.roundTripCount - before.trips };
}

t.test('a transaction opens with more than BEGIN and ends with COMMIT, each one trip', async (t) => {
  const scope = { searchPath: ['pg_catalog'], readOnly: true, openingQuery: `select current_setting('transaction_read_only') as read_only, current_setting('search_path') as path` };
  const count = await spent(async () => database.transaction(scope, async ({ opening }) => t.same(opening, { read_only: 'on', path: 'pg_catalog' })));
  t.same(count, { statements: 2, trips: 2 });
});

t.test('statements sent without waiting travel together and keep their order', async (t) => {
  const count = await spent(async () =>
    database.transaction({}, async ({ query }) => {
      await query('create temporary table a (n int) on commit drop');
      const answers = await Promise.all([query('insert into a values ($1)', [1]), query<{ n: string }>('select count(*) as n from a'), query('insert into a values ($1)', [2]), query<{ n: string }>('select count(*) as n from a')]);
      t.same(answers.map((rows) => (rows[0] as { n?: string } | undefined)?.n), [undefined, '1', undefined, '2']);
    }),
  );
  t.same(count, { statements: 7, trips: 4 }, 'BEGIN, the table, the four, COMMIT');
});

t.test('what is prefetched travels with BEGIN and answers the first equal query, once', async (t) => {
  const statement = { sql: 'select $1::int as n, clock_timestamp()::text as at', values: [7] };
  const count = await spent(async () =>
    database.transaction({ prefetch: [statement] }, async ({ query }) => {
      const [first] = await query<{ n: number; at: string }>(statement.sql, [7]);
      const [other] = await query<{ n: number; at: string }>(statement.sql, [8]);
      const [again] = await query<{ n: number; at: string }>(statement.sql, [7]);
      t.match([first?.n, other?.n, again?.n], [7, 8, 7]);
      t.not(first?.at, again?.at, 'the second time it is asked anew');
    }),
  );
  t.same(count, { statements: 5, trips: 4 });
});

t.test('a failure ends the transaction, whoever sees it', async (t) => {
  await t.rejects(database.transaction({ prefetch: [{ sql: 'select 1 / $1::int', values: [0] }] }, async () => t.fail('not begun')), { code: '22012' });
  await t.rejects(database.transaction({}, async ({ query }) => Promise.all([query('select 1 / $1::int', [0]), query('select $1::int', [1])])), { code: '22012' }, 'the cause, not what it led to');
  const swallowed = database.transaction({}, async ({ query }) => {
    await query('create table never_there (n int)');
    await query('select 1 / $1::int', [0]).catch(() => undefined);
  });
  await t.rejects(swallowed, /had failed before it was committed/);
  t.same(await database.query(`select to_regclass('never_there') as found`), [{ found: null }]);
  let left: ((sql: string) => Promise<unknown>) | undefined;
  await database.transaction({}, async ({ query }) => void (left = query));
  await t.rejects(async () => left?.('select 1'), /is over/);
});

t.test('knex and objection work inside the transaction, with named statements, and open no other', async (t) => {
  class Thing extends Model {
    static override readonly tableName = 'thing';
    static override readonly idColumn = 'n';
    declare n: number;
  }
  await database.transaction({}, async ({ query, knex }) => {
    await query('create temporary table thing (n int) on commit drop');
    await Thing.query(knex).insert({ n: 5 });
    t.match(await query('select n from thing'), [{ n: 5 }]);
    t.match(await knex('thing').where({ n: 5 }), [{ n: 5 }]);
    const prepared = await query<{ statement: string }>('select statement from pg_prepared_statements');
    t.ok(prepared.some(({ statement }) => statement.includes('from "thing" where "n" = $1')));
    await t.rejects(async () => knex.transaction(async () => undefined), /open already/);
  });
  let kept: Database['knex'] | undefined;
  await database.transaction({}, async ({ knex }) => void (kept = knex));
  await t.rejects(async () => kept?.raw('select 1'), /is over/);
  t.match(await database.knex.raw('select ?::int as n', [3]), { rows: [{ n: 3 }] }, 'the pool’s own knex is as before');
});
