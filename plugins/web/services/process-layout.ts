import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { CompiledProcess } from '../../../core/index.ts';

/** A stage of a map and where it is drawn; pixels. */
export interface MapNode {
  readonly state: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An arrow between two stages: the codes of the transitions it stands for, and the points it bends at. */
export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly codes: readonly string[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface RegionMap {
  readonly region: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

const NODE = { width: 190, height: 62 };

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.spacing.nodeNode': '44',
  'elk.layered.spacing.nodeNodeBetweenLayers': '54',
  'elk.spacing.edgeNode': '22',
  'elk.spacing.edgeEdge': '14',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.feedbackEdges': 'true',
};

/** Lays the stages of one region out from top to bottom, in the order the regulation gives them, with arrows that do not cross boxes. */
export async function layOutRegion(process: CompiledProcess, region: string): Promise<RegionMap> {
  // Half a megabyte that most nodes of an installation never need.
  const { default: Elk } = (await import('elkjs/lib/elk.bundled.js')) as unknown as { readonly default: new () => ELK };
  const states = Object.entries(process.regions[region]?.states ?? {}).filter(([, state]) => state.disabled !== true).map(([name]) => name);
  const codes = new Map<string, string[]>();
  for (const one of process.transitions.values()) {
    if (one.region !== region || one.from === 'start' || one.to === '=' || !states.includes(one.to)) continue;
    for (const from of one.from) {
      if (from === one.to || !states.includes(from)) continue;
      const key = `${from} ${one.to}`;
      const known = codes.get(key) ?? [];
      if (!known.includes(one.code)) codes.set(key, [...known, one.code]);
    }
  }
  const edges = [...codes].map(([key, list], index) => {
    const [from = '', to = ''] = key.split(' ');
    return { id: `e${index}`, from, to, codes: list };
  });
  const graph: ElkNode = await new Elk().layout({
    id: 'root', layoutOptions: OPTIONS,
    children: states.map((state) => ({ id: state, ...NODE })),
    edges: edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  });
  return {
    region,
    width: Math.ceil(graph.width ?? 0),
    height: Math.ceil(graph.height ?? 0),
    nodes: (graph.children ?? []).map((node) => ({ state: node.id, x: node.x ?? 0, y: node.y ?? 0, ...NODE })),
    edges: edges.map(({ id, from, to, codes: list }) => {
      const section = (graph.edges as ElkExtendedEdge[] | undefined)?.find((edge) => edge.id === id)?.sections?.[0];
      return { from, to, codes: list, points: section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] };
    }),
  };
}
