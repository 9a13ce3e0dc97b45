import type { CompiledRegulation } from '../../core/regulation/index.ts';
import type { StartedCompany } from '../../core/scenarios/index.ts';
import type { Scenario } from '../../core/scenarios/index.ts';

type Starter = (scenario: Scenario) => Promise<StartedCompany>;

/** Which transitions of which machines the scenarios take, over all companies. A transition is named `entity code`; companies share the name. */
export class TransitionCoverage {
  readonly #live = new Set<string>();
  readonly #taken = new Set<string>();

  /** Names what the machines of a company could do; what its regulation has switched off is not asked for. */
  expect(regulation: Pick<CompiledRegulation, 'processes'>): void {
    for (const [entity, process] of regulation.processes) for (const one of process.transitions.values()) if (one.from === 'start' || one.from.length > 0) this.#live.add(`${entity} ${one.code}`);
  }

  /** The starter, with an ear: before a scenario's company is closed, its history is read. */
  listening(start: Starter): Starter {
    return async (scenario) => {
      const started = await start(scenario);
      return {
        ...started,
        close: async () => {
          try {
            for (const name of (await started.transitions?.()) ?? []) this.#taken.add(name);
          } finally {
            await started.close();
          }
        },
      };
    };
  }

  get size(): number {
    return this.#live.size;
  }

  /** Live transitions that no scenario takes, by name. */
  untaken(): string[] {
    return [...this.#live].filter((name) => !this.#taken.has(name)).sort();
  }
}

/** Exceptions as `entity` → code → why, compared with what is untaken: those that are missing from the list, and those that have come to be taken. */
export function compareExceptions(untaken: readonly string[], exceptions: Readonly<Record<string, Readonly<Record<string, string>>>>): { readonly unexplained: string[]; readonly obsolete: string[] } {
  const listed = Object.entries(exceptions).flatMap(([entity, codes]) => Object.keys(codes).map((code) => `${entity} ${code}`));
  return { unexplained: untaken.filter((name) => !listed.includes(name)), obsolete: listed.filter((name) => !untaken.includes(name)).sort() };
}
