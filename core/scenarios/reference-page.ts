import { DEEDS, scenarioSchema } from './schema.ts';

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
}

function table(node: SchemaNode, names: readonly string[]): string[] {
  const rows = names.map((name) => `| \`${name}\` | ${node.required?.includes(name) === true ? 'yes' : ''} | ${node.properties?.[name]?.description ?? ''} |`);
  return ['| key | required | meaning |', '|---|---|---|', ...rows, ''];
}

/** The part of docs/scenarios.md that follows from the schema: every key of a file, a step, an action and a refusal, in Markdown. */
export function scenarioReference(): string {
  const file = scenarioSchema() as SchemaNode;
  const step = file.properties?.['steps']?.items as SchemaNode;
  const action = step.properties?.['do']?.items as SchemaNode;
  const refused = action.properties?.['refused']?.anyOf?.find((one) => one.properties !== undefined) as SchemaNode;
  const ofAction = Object.keys(action.properties ?? {});
  const deeds: readonly string[] = DEEDS;
  const keysOf = (node: SchemaNode | undefined): string[] => Object.keys(node?.properties ?? {});
  const known = file.properties?.['known']?.additionalProperties as SchemaNode;
  const variant = file.properties?.['variants']?.items as SchemaNode;
  return [
    '### A file', '', ...table({ ...file, properties: { ...file.properties, title: { description: 'What it is about, `{ ru, en }`.' }, steps: { description: 'What happens, in order.' } } }, keysOf(file)),
    '### A row under `known`', '', ...table(known, keysOf(known)),
    '### A step', '', ...table(step, keysOf(step).filter((name) => !ofAction.includes(name))),
    '### An action: one of', '', ...table(action, ofAction.filter((name) => deeds.includes(name))),
    '### and with it', '', ...table(action, ofAction.filter((name) => !deeds.includes(name))),
    '### A refusal in detail', '', ...table(refused, keysOf(refused)),
    '### A variant', '', ...table({ ...variant, properties: { ...variant.properties, variant: { description: 'Its name; its code is the scenario’s with this after a slash.' }, title: { description: 'What it is about, `{ ru, en }`.' }, steps: { description: 'What happens instead.' } } }, keysOf(variant)),
  ].join('\n').trimEnd();
}
