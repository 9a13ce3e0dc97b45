import pg from 'pg';
import { BareDriver, YARDSTICK_TABLES, replay, yardstick } from './bare-driver.ts';
import type { Script } from './bare-driver.ts';
import { startEcho } from './echo.ts';
import type { Load } from './load.ts';
import { postRequest } from './load.ts';
import type { Series } from './measure.ts';
import { median, withCpu } from './measure.ts';
import { listen } from './statement-log.ts';
import type { StatementLog } from './statement-log.ts';
import type { World } from './worlds.ts';

const CONNECTIONS = 8;
/** Items that requests move, and as many that bare SQL moves. */
export const ITEMS = CONNECTIONS * 2;

/** What one world's transitions came to: `of…` are ratios of the same rounds, `log` the statements of each event. */
export interface TransitionFigures {
  readonly perSecond: number;
  readonly ofSameSql: number;
  readonly ofYardstick: number;
  readonly cpuOfEcho: number;
  readonly cpuUs: number;
  readonly latencyOfSameSql: number;
  readonly latencyOfYardstick: number;
  readonly p50: number;
  readonly log: Readonly<Record<string, StatementLog>>;
}

interface Round {
  readonly http: Series;
  readonly sql: Series;
  readonly plain: Series;
  readonly echo: Series;
  readonly http1: Series;
  readonly sql1: Series;
  readonly plain1: Series;
}

/** Measures a world's transitions against bare SQL and a bare HTTP echo, in turn, `rounds` times. */
export async function measureTransitions(world: World, load: Load, rounds: number, ms: number): Promise<TransitionFigures> {
  const { app, client, items } = world;
  const requests = items.slice(0, CONNECTIONS).map(({ path, events }) => events.map((event) => postRequest(app.url, `${path}/transitions`, { event }, client)));
  const port = Number(new URL(app.url).port);
  const { scripts, log } = await capture(world);
  const yardsticks = Array.from({ length: CONNECTIONS }, (_, index) => [yardstick(index + 1)]);
  const owner = new pg.Client({ connectionString: app.adminUrl });
  await owner.connect();
  await owner.query(YARDSTICK_TABLES);
  await owner.end();
  const echo = await startEcho();
  const echoRequests = requests.map(() => [postRequest(echo.url, '/', { event: 'ticket.taken', data: {} })]);
  const driver = await BareDriver.open(app.application.appUrl, CONNECTIONS);
  const series = {
    http: (time: number, n = CONNECTIONS) => withCpu(() => load.run({ port, connections: requests.slice(0, n), ms: time })),
    sql: (time: number, n = CONNECTIONS) => withCpu(() => driver.run(scripts.slice(0, n), time)),
    plain: (time: number, n = CONNECTIONS) => withCpu(() => driver.run(yardsticks.slice(0, n), time)),
    echo: (time: number) => withCpu(() => load.run({ port: Number(new URL(echo.url).port), connections: echoRequests, ms: time })),
  };
  try {
    for (const warm of Object.values(series)) await warm(ms);
    const results: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      results.push({
        http: await series.http(ms), sql: await series.sql(ms), plain: await series.plain(ms), echo: await series.echo(ms / 2),
        http1: await series.http(ms / 2, 1), sql1: await series.sql(ms / 2, 1), plain1: await series.plain(ms / 2, 1),
      });
    }
    const of = (value: (round: Round) => number): number => median(results.map(value));
    return {
      log,
      perSecond: of((one) => one.http.perSecond),
      ofSameSql: of((one) => one.http.perSecond / one.sql.perSecond),
      ofYardstick: of((one) => one.http.perSecond / one.plain.perSecond),
      cpuOfEcho: of((one) => one.http.cpuUs / one.echo.cpuUs),
      cpuUs: of((one) => one.http.cpuUs),
      latencyOfSameSql: of((one) => one.http1.p50 / one.sql1.p50),
      latencyOfYardstick: of((one) => one.http1.p50 / one.plain1.p50),
      p50: of((one) => one.http1.p50),
    };
  } finally {
    await driver.close();
    echo.stop();
  }
}

/** The statements each event sends, from one real request after a warm one, and the same again as scripts for the items of bare SQL. */
async function capture({ client, items }: World): Promise<{ scripts: Script[][]; log: Record<string, StatementLog> }> {
  const log: Record<string, StatementLog> = {};
  const scripts: Script[][] = [];
  for (const { path, events } of items.slice(CONNECTIONS)) {
    const own: StatementLog[] = [];
    for (const round of ['warm', 'heard']) {
      for (const event of events) {
        const heard = await listen(async () => {
          const answer = await client.send(path, event);
          if (answer.status !== 200) throw new Error(`${event}: ${answer.status} ${JSON.stringify(answer.body)}`);
        });
        if (round === 'heard') own.push((log[event] = heard));
      }
    }
    const item = { version: ((await client.get(path)).body as { version: number }).version };
    scripts.push(own.map(({ statements }) => replay(statements, item)));
  }
  return { scripts, log };
}
