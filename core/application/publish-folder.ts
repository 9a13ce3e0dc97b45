import type { Company } from '../company/index.ts';
import { ConflictError } from '../errors/index.ts';
import type { Diagnostic } from '../regulation/index.ts';
import { loadRegulation, publish } from '../regulation/index.ts';
import type { Application } from './application.ts';
import { ensureCustomIndexes } from './custom-indexes.ts';
import { seedCatalogs } from './seed.ts';

export interface Published {
  readonly hash: string;
  readonly number: number;
  readonly isNew: boolean;
  readonly warnings: readonly Diagnostic[];
}

/** Carries the findings that keep a regulation from being published. */
export class RegulationProblemsError extends ConflictError {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super('core.regulation_problems', { ru: 'Регламент не опубликован: исправьте ошибки ({count}).', en: 'The regulation was not published: correct the errors ({count}).' }, {
      params: { count: diagnostics.filter((one) => one.severity === 'error').length },
    });
    this.diagnostics = diagnostics;
  }
}

/**
 * Checks the regulation in a folder and makes it the version in force; then makes the indexes and adds the reference rows it names.
 * @throws RegulationProblemsError with every finding; ConflictError when items stand in a state that it lacks
 */
export async function publishFolder({ adminUrl }: Pick<Application, 'adminUrl'>, company: Company, folder: string, actor = company.robot): Promise<Published> {
  const { document, diagnostics } = await loadRegulation(folder, company.installed);
  if (document === undefined || diagnostics.some((one) => one.severity === 'error')) throw new RegulationProblemsError(diagnostics);
  const result = await company.write(actor, (uow) => publish(uow, document), { engine: true });
  await ensureCustomIndexes(company, adminUrl);
  await seedCatalogs(company);
  return { ...result, warnings: diagnostics };
}
