import type { Command } from 'commander';
import { DEMO_PASSWORD, PROJECT_ROOT, demoUsers, loadExamples, openApplication, publishFolder, serve } from '../../core/application/index.ts';
import type { Application } from '../../core/application/index.ts';
import { loadConfig } from '../../core/config/index.ts';
import { createLogger } from '../../core/http/index.ts';

/** A company without a regulation gets its folder's one; in the demo its people and examples as well. */
async function prepareCompanies(application: Application): Promise<void> {
  for (const { id, regulation } of application.config.companies) {
    const company = application.companies.get(id);
    if (company === undefined || company.hasRegulation) continue;
    const { number } = await publishFolder(application, company, regulation);
    application.logger.info(`${id}: regulation version ${number} is in force`);
    if (application.config.mode === 'demo') await loadExamples(application, company, regulation, DEMO_PASSWORD);
  }
}

async function announce(application: Application, url: string): Promise<void> {
  const lines = ['', `  Reglament: ${application.config.http.publicUrl.includes('localhost') ? url : application.config.http.publicUrl}`, ''];
  for (const company of application.config.mode === 'demo' ? application.companies.values() : []) {
    lines.push(`  ${company.regulation.title.ru} (${company.id}), password of everybody: ${DEMO_PASSWORD}`);
    for (const user of await demoUsers(company)) {
      const roles = user.roles.map((role) => company.regulation.roles.get(role)?.label.ru ?? role).join(', ');
      lines.push(`    ${user.login.padEnd(14)} ${user.full_name} — ${roles}`);
    }
    lines.push('');
  }
  console.log(lines.join('\n'));
}

/** `reglament start`: database, migrations, companies, HTTP, jobs and timers of one node. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('Start a node: database, companies, HTTP, jobs, timers')
    .option('--config <name>', 'configuration: a name in configs/ or a path', 'demo')
    .option('--no-jobs', 'answer requests only; leave jobs and timers to other nodes')
    .addHelpText('after', '\nExample:\n  reglament start --config production\n')
    .action(async (options: { config: string; jobs: boolean }) => {
      const config = loadConfig(options.config, { root: PROJECT_ROOT });
      const application = await openApplication(config, createLogger(config.logs));
      await prepareCompanies(application);
      const node = await serve(application, { background: options.jobs });
      await announce(application, node.url);
      const stop = (): void => {
        node.stop({ stopDatabase: true }).then(
          () => process.exit(0),
          (error: unknown) => {
            application.logger.error({ err: error }, 'the node did not stop cleanly');
            process.exit(1);
          },
        );
      };
      process.once('SIGTERM', stop);
      process.once('SIGINT', stop);
    });
}
