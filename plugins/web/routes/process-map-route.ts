import type { CompiledProcess, CompiledRegulation, Label, RouteDefinition } from '../../../core/index.ts';
import { NotFoundError, defineRoute, may, tableName, translate } from '../../../core/index.ts';
import type { RegionMap } from '../services/process-layout.ts';
import { layOutRegion } from '../services/process-layout.ts';
import { RegulationWords } from '../services/regulation-words.ts';

/** Maps by version of the regulation and entity: laying one out takes a while and depends on nothing else. */
const maps = new WeakMap<CompiledRegulation, Map<string, Promise<readonly RegionMap[]>>>();

function mapsOf(regulation: CompiledRegulation, process: CompiledProcess): Promise<readonly RegionMap[]> {
  let known = maps.get(regulation);
  if (known === undefined) maps.set(regulation, (known = new Map()));
  let map = known.get(process.id);
  if (map === undefined) known.set(process.id, (map = Promise.all(Object.keys(process.regions).map((region) => layOutRegion(process, region)))));
  return map;
}

/** Where the stages of a process are drawn, how many items stand in each and for how long, and the rules behind the arrows. */
export const processMapRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/web/process-maps/:entity',
  permission: 'signed_in',
  summary: { ru: 'Карта процесса', en: 'Process map' },
  handle: async (request) => {
    const { company, actor, locale } = request;
    const entity = request.params['entity'] ?? '';
    const definition = company.plugins.entity(entity)?.definition;
    const process = company.regulation.processes.get(entity);
    if (definition === undefined || process === undefined) throw new NotFoundError();
    const mayCount = definition.permissions.read === undefined || (may(actor, definition.permissions.read) && actor.permissions.get(definition.permissions.read) === 'all');
    const { regulation } = company;
    const word = (text: Label | undefined, otherwise: string): string => (text === undefined ? otherwise : translate(text, locale));
    const words = new RegulationWords(company.plugins, regulation, locale);
    const regions = await mapsOf(regulation, process);
    const counts = mayCount
      ? await request.read(async (uow) =>
          Promise.all(
            regions.map(async ({ region }) => {
              const spec = process.regions[region];
              const rows = await uow.query<{ state: string; n: number; days: number | null }>(
                `select t."${spec?.field ?? region}" as state, count(*)::int as n,
                   ${spec?.enteredAt === undefined ? 'null::float' : `extract(epoch from avg($1::timestamptz - t."${spec.enteredAt}")) / 86400`} as days
                 from "${tableName(entity)}" t where not t.deletion_mark ${spec?.enteredAt === undefined ? 'and $1::timestamptz is not null' : ''} group by 1`,
                [uow.now],
              );
              return new Map(rows.map((row) => [row.state, row]));
            }),
          ),
        )
      : [];
    const transitions = [...process.transitions.values()].map((one) => ({
      code: one.code,
      label: word(one.label, one.code),
      automatic: one.automatic === true,
      by: (one.by ?? []).map((role) => words.role(role)),
      when: [...new Set(words.conditions(entity, one.when).map(({ text, otherwise }) => otherwise ?? text ?? ''))],
    }));
    return {
      body: {
        entity,
        label: translate(process.spec.label, locale),
        regions: regions.map((map, index) => ({
          ...map,
          label: word(process.regions[map.region]?.label, ''),
          nodes: map.nodes.map((node) => {
            const spec = process.regions[map.region]?.states[node.state];
            const count = counts[index]?.get(node.state);
            return { ...node, label: word(spec?.label, node.state), final: spec?.final === true, ...(mayCount ? { count: count?.n ?? 0, days: count?.days ?? null } : {}) };
          }),
        })),
        transitions: [...new Map(transitions.map((one) => [one.code, one])).values()],
      },
    };
  },
});
