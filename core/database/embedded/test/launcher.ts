import { startEmbeddedServer } from '../index.ts';

// A process of its own for the tests: starts the server of argv[2] on port argv[3], prints what it got and lives until its input ends.
const [, , dataDir = '', port = ''] = process.argv;
const silent = { info: () => undefined, warn: () => undefined };
const server = await startEmbeddedServer({ dataDir, port: Number(port), settings: { fsync: 'off' }, log: silent });
process.stdout.write(`${JSON.stringify({ adminUrl: server.adminUrl, port: server.port, state: server.state })}\n`);
process.stdin.resume().on('end', () => {
  void server.stop().then(() => process.exit(0));
});
