import type { Place } from './diagnostic.ts';
import { pointerTokens } from './pointer.ts';

/** A place together with the layer that holds it: a company's or a base's folder, or a plugin. */
export interface Origin extends Place {
  readonly layer: string;
}

interface NodeBase {
  /** Where the value stands. */
  readonly at: Origin;
  /** Where its key stands; for an item of a list and for the whole document, the value. */
  readonly keyAt: Origin;
}

/** A map read from YAML. */
export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly children: Map<string, SourceNode>;
}

/** A list read from YAML. */
export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly children: readonly SourceNode[];
}

/** A text, number, boolean or null; `text` is how it was written, without quotes. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly text: string;
}

/** A value of a YAML document that knows its place. */
export type SourceNode = MapNode | ListNode | ScalarNode;

/** The plain JSON value of a node. */
export function toValue(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.children.map(toValue);
  return Object.fromEntries([...node.children].map(([key, child]) => [key, toValue(child)]));
}

/** The node at `pointer`, or its closest ancestor that exists; `exact` tells which. */
export function findNode(root: SourceNode, pointer: string): { readonly node: SourceNode; readonly exact: boolean } {
  let node = root;
  for (const token of pointerTokens(pointer)) {
    const next = childOf(node, token);
    if (next === undefined) return { node, exact: false };
    node = next;
  }
  return { node, exact: true };
}

function childOf(node: SourceNode, token: string): SourceNode | undefined {
  if (node.kind === 'map') return node.children.get(token);
  return node.kind === 'list' && /^\d+$/.test(token) ? node.children[Number(token)] : undefined;
}
