import { startTimerSweep } from '../index.ts';
import { openCompany, openDatabase } from './fixture.ts';

// A process of its own for the tests: sweeps the timers of company argv[3] in database argv[2] and tells each one it fires, until it is told to stop.
const [, , appUrl = '', id = ''] = process.argv;
const database = openDatabase(appUrl);
const company = await openCompany(database, id, [{ id: 'test.quarter', code: 'TM-9', every: '15 minutes' }]);
const sweep = startTimerSweep({
  companies: new Map([[id, company]]),
  timersPollMs: 20,
  limit: 10,
  timers: {
    fire: async (uow, timer) => {
      await uow.query(`insert into core_sequence (name, period, last_value) values ($1, $2, 1)`, [`fired ${timer.code}`, String(process.pid)]);
    },
  },
  schedules: {
    run: async (uow, _schedule, scheduledFor) => {
      await uow.query(`insert into core_sequence (name, period, last_value) values ($1, $2, 1)`, [`ran ${scheduledFor.toISOString()}`, String(process.pid)]);
    },
  },
});
process.send?.('ready');
process.once('message', () => {
  void sweep.stop().then(async () => {
    await database.close();
    process.exit(0);
  });
});
