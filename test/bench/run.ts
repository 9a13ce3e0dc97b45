// `npm run bench`: how fast a durable transition, a board, the rules and the start are on this machine. Everything that depends on the machine
// is stated as a ratio to something measured in the same rounds. Prints a table and asserts nothing.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedServer } from '../../core/database/embedded/index.ts';
import type { BoardFigures } from './board.ts';
import { measureBoard } from './board.ts';
import { Load } from './load.ts';
import { measureRules } from './rules.ts';
import { measureStartUp } from './start-up.ts';
import type { TransitionFigures } from './transitions.ts';
import { ITEMS, measureTransitions } from './transitions.ts';
import { crmWorld, deskWorld } from './worlds.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ROUNDS = 5;
const ROUND_MS = 1_000;
const wanted = new Set(process.argv.slice(2));
const isWanted = (part: string): boolean => wanted.size === 0 || wanted.has(part);

const teardowns: (() => unknown)[] = [];
const t = { teardown: (work: () => unknown) => teardowns.push(work) };

function row(name: string, value: string, target = ''): void {
  console.log(`${name.padEnd(52)} ${value.padStart(24)}  ${target}`);
}

function transitionRows(name: string, figures: TransitionFigures): void {
  console.log(`\n${name}`);
  for (const [event, { statements, roundTrips }] of Object.entries(figures.log)) {
    const unnamed = statements.filter((one) => one.values.length > 0 && one.name === undefined).length;
    row(`  ${event}: statements / round trips / unnamed`, `${statements.length} / ${roundTrips} / ${unnamed}`);
  }
  row('  HTTP transitions/s, 8 connections', figures.perSecond.toFixed(0));
  row('  ÷ the same SQL through bare pg', figures.ofSameSql.toFixed(2), '≥ 0.35');
  row('  ÷ plain transaction of 7 statements (bare pg)', figures.ofYardstick.toFixed(2), '≥ 0.50');
  row('  Node CPU per transition, µs', figures.cpuUs.toFixed(0));
  row('  ÷ Koa echo with ajv', figures.cpuOfEcho.toFixed(1), '≤ 6');
  row('  p50 with 1 connection, ms', figures.p50.toFixed(2));
  row('  ÷ the same SQL through bare pg', figures.latencyOfSameSql.toFixed(2));
  row('  ÷ plain transaction of 7 statements (bare pg)', figures.latencyOfYardstick.toFixed(2), '≤ 2.5');
}

function boardRows(figures: BoardFigures): void {
  row(`  ${figures.interests} interests: board of ${figures.cards} cards, ms`, figures.boardMs.toFixed(1));
  row(`  ${figures.interests} interests: first page of the list, ms`, figures.listMs.toFixed(1));
  console.log(`    ${figures.plan}`);
}

async function measure(): Promise<void> {
  const load = new Load();
  t.teardown(() => load.stop());
  if (isWanted('desk')) transitionRows('Desk: a ticket is taken and returned', await measureTransitions(await deskWorld(t, ITEMS), load, ROUNDS, ROUND_MS));
  if (isWanted('crm') || isWanted('board')) {
    const crm = await crmWorld(t, isWanted('crm') ? ITEMS : 1);
    if (isWanted('crm')) transitionRows('CRM: an invoice is sent again', await measureTransitions(crm, load, ROUNDS, ROUND_MS));
    if (isWanted('board')) {
      console.log('\nBoard');
      for (const interests of [10_000, 100_000]) boardRows(await measureBoard(crm, interests, ROUNDS));
    }
    const rules = measureRules(crm.app, ROUNDS);
    console.log('\nRules');
    row('  guards with trace per second', rules.guardsPerSecond.toFixed(0));
    row(`  decisions per second (${rules.decision})`, rules.decisionsPerSecond.toFixed(0));
  }
  if (isWanted('start')) {
    const { first, second } = await measureStartUp(root);
    console.log('\nStart of the demo, seconds to the address');
    row('  first, with an empty folder', first.toFixed(1));
    row('  second', second.toFixed(1));
  }
}

const given = process.env['REGLAMENT_TEST_DATABASE_URL'];
const server = given ? undefined : await startEmbeddedServer({ dataDir: join(root, '.data/bench-postgres'), port: 54_430, log: { info: () => undefined, warn: (message) => console.log(message) } });
if (server !== undefined) process.env['REGLAMENT_TEST_DATABASE_URL'] = server.adminUrl;
const started = performance.now();
try {
  await measure();
} finally {
  for (const work of teardowns.reverse()) await work();
  await server?.stop();
}
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s; parts: desk, crm, board, start`);
