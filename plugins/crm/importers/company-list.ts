import type { UnitOfWork } from '../../../core/index.ts';
import { holdersOf, parseDuration } from '../../../core/index.ts';

/** JSON Schema of the regulation's parameter `company_list`: who works through an imported list of companies, and when each is called first. */
export const companyListParameters = {
  company_list: {
    type: 'object',
    additionalProperties: false,
    required: ['roles', 'first_call', 'minutes_between_calls'],
    properties: {
      roles: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 }, description: 'Roles in turn; the first that anybody holds gets the list, its holders one company each.' },
      keep_manager: { type: 'boolean', description: 'A company that is a client already goes to its manager; default yes.' },
      first_call: { type: 'string', minLength: 1, description: 'From the import to the first call of each manager, such as 1 working day.' },
      minutes_between_calls: { type: 'integer', minimum: 1, maximum: 480, description: 'Working time between the calls of one manager.' },
    },
  },
} as const;

interface CompanyListSettings {
  readonly roles: readonly string[];
  readonly keep_manager?: boolean;
  readonly first_call: string;
  readonly minutes_between_calls: number;
}

/** Distributes companies to managers by the regulation's rule and finds a time for the first call of each. */
export class Distribution {
  readonly #calls = new Map<string, number>();
  #next = 0;

  private constructor(readonly uow: UnitOfWork, readonly settings: CompanyListSettings, readonly managers: readonly string[]) {}

  static async of(uow: UnitOfWork): Promise<Distribution> {
    const settings = uow.company.regulation.parameters['company_list'] as CompanyListSettings;
    for (const role of settings.roles) {
      const managers = await holdersOf(uow, role);
      if (managers.length > 0) return new Distribution(uow, settings, managers);
    }
    return new Distribution(uow, settings, [uow.actor.userId]);
  }

  /** Who gets a company: the manager of the client it is, or the next in turn. */
  managerFor(clientManager: string | null): string {
    if (clientManager !== null && this.settings.keep_manager !== false) return clientManager;
    const manager = this.managers[this.#next % this.managers.length] as string;
    this.#next += 1;
    return manager;
  }

  /** The next free time of a manager, in working time. */
  callTime(manager: string): Date {
    const { calendar } = this.uow.company.regulation;
    const count = this.#calls.get(manager) ?? 0;
    this.#calls.set(manager, count + 1);
    const first = calendar.addDuration(this.uow.now, parseDuration(this.settings.first_call));
    return count === 0 ? first : calendar.addDuration(first, { amount: count * this.settings.minutes_between_calls, unit: 'minutes', working: true });
  }
}
