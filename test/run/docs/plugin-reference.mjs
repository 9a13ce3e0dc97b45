import { both, cell, code, kindOf, list, page, table } from './markdown.mjs';

const WRITABLE = { create: 'when made', system: 'the system' };

function fieldKind(one) {
  if (one.target !== undefined) return `${one.type === 'references' ? 'references to' : 'reference to'} ${code(one.target)}`;
  if (one.values !== undefined) return `${one.type === 'enums' ? 'some of' : 'one of'} ${one.values.map((value) => `${code(value.code)} ${cell(value.label.en)} (${cell(value.label.ru)})`).join(', ')}`;
  if (one.type === 'decimal') return `decimal text, ${one.precision - one.scale} digits and ${one.scale} after the point`;
  if (one.type === 'string') return `text up to ${one.maxLength}`;
  return one.type;
}

function notesOf(one) {
  return [
    one.required === true ? 'required' : '',
    one.writable === undefined || one.writable === 'always' ? '' : `written ${one.writable === 'create' ? WRITABLE.create : `by ${WRITABLE.system}`}`,
    one.default === undefined ? '' : `default ${code(JSON.stringify(one.default))}`,
    one.confidential === undefined ? '' : `confidential: ${one.confidential}`,
    one.unique === true ? 'unique' : '',
    one.searched === true ? 'searched' : '',
  ].filter((note) => note !== '').join('; ');
}

function entitySection(plugin, { definition }, baseFields) {
  const { id, kind, label, path, fields, permissions, owner, sections } = definition;
  const facts = [
    `${cell(label.one.en)} (${cell(label.one.ru)}), kind ${code(kind)}, address ${code(`/api/${plugin.id}/${path}`)}.`,
    owner === undefined ? '' : `The scope \`own\` means: ${code(owner)} is the person.`,
    Object.keys(permissions).length === 0 ? 'Written by the system alone; every signed-in employee reads it.' : `Permissions: ${Object.entries(permissions).map(([name, permission]) => `${name} ${code(permission)}`).join(', ')}${permissions.read === undefined ? '; every signed-in employee reads it' : ''}.`,
    sections === undefined ? '' : `Sections: ${Object.entries(sections).map(([name, section]) => `${code(name)} (rows of ${code(section.entity)})`).join(', ')}.`,
  ];
  const own = Object.entries(fields).filter(([name]) => !(name in baseFields));
  return [`### ${id}`, facts.filter((one) => one !== '').join(' '), table(['field', 'name', 'holds', 'notes'], own.map(([name, one]) => [code(name), both(one.label), fieldKind(one), notesOf(one)]))];
}

function conditionWords(condition) {
  if (condition.decision !== undefined) return `${code(condition.decision)} answers ${code(JSON.stringify(condition.is))}`;
  if (condition.rule !== undefined) return `rule ${code(condition.rule)}`;
  return condition.message === undefined ? code(JSON.stringify(condition.logic).slice(0, 120)) : cell(condition.message.en);
}

function needWords(needs) {
  return Object.entries(needs ?? {}).map(([name, need]) => `${code(name)}${need.required === true ? '' : '?'}`).join(', ');
}

function sentBy(one) {
  if (one.automatic === true) return one.causes === undefined ? 'the system' : `the system, after ${list(one.causes)}`;
  const who = one.by === undefined ? 'the system' : one.by.length > 6 ? `${one.by.length} roles` : list(one.by);
  return one.permission === undefined ? who : `${who}; permission ${code(one.permission)}`;
}

function transitionRows(transitions) {
  return Object.entries(transitions).map(([name, one]) => [
    code(name) + (one.disabled === true ? ' (off)' : ''),
    both(one.label),
    one.on === undefined ? '' : code(one.on),
    Array.isArray(one.from) ? list(one.from) : code(one.from),
    one.to === '=' ? 'stays' : code(one.to),
    sentBy(one),
    needWords(one.needs),
    (one.when ?? []).map(conditionWords).join('; '),
  ]);
}

function waitRows(states) {
  return Object.entries(states).flatMap(([state, { after }]) => Object.entries(after ?? {}).map(([name, wait]) => [
    code(state), code(name), both(wait.label), `${cell(wait.in)}${wait.from === undefined ? '' : ` from ${code(wait.from)}`}${wait.repeat === true ? ', repeated' : ''}`,
    [...(wait.effects ?? []).map((effect) => code(typeof effect === 'string' ? effect : Object.keys(effect)[0])), ...(wait.send === undefined ? [] : [`sends ${code(wait.send)}`])].join(', '),
  ]));
}

/** A process as the plugins make it together: its base machine with their fragments laid over. */
function processSection(process) {
  return [
    `### Process ${process.id}`,
    ...Object.entries(process.regions).flatMap(([name, region]) => [
      `Region ${code(name)}, column ${code(region.field)}, begins in ${code(region.initial)}:`,
      table(['state', 'name', 'notes'], Object.entries(region.states).map(([state, one]) => [code(state), both(one.label), [one.final === true ? 'final' : '', one.disabled === true ? 'switched off' : ''].filter((note) => note !== '').join(', ')])),
      table(['in state', 'wait', 'name', 'how long', 'what happens'], waitRows(region.states)),
    ]),
    table(['code', 'name', 'event', 'from', 'to', 'sent by', 'data (? optional)', 'conditions'], transitionRows(process.transitions)),
  ];
}

function factRows(facts) {
  return Object.entries(facts).map(([name, one]) => [code(name), both(one.label), [one.enum === undefined ? one.type : one.enum.map(code).join(', '), one.nullable === true ? 'may be empty' : ''].filter((part) => part !== '').join(', ')]);
}

function decisionSection(definition, table_) {
  return [
    `### Decision ${definition.id}`,
    `${both(definition.label)}${table_?.code === undefined ? '' : `, ${table_.code}`}. ${definition.entity === undefined ? 'Its caller gives the facts.' : `About ${code(definition.entity)}.`} ${table_ === undefined ? 'No table is shipped: a company’s regulation gives it.' : `The shipped table: ${table_.rows.length} rows, hit \`${table_.hit ?? 'first'}\`, ${(table_.examples ?? []).length} examples.`}`,
    table(['fact', 'name', 'type'], factRows(definition.facts)),
    table(['outcome', 'type'], Object.entries(definition.outcome).map(([name, one]) => [code(name), [one.enum === undefined ? one.type : one.enum.map(code).join(', '), one.nullable === true ? 'may be empty' : ''].filter((part) => part !== '').join(', ')])),
    table(['why', 'what the refused person reads'], Object.entries(table_?.messages ?? {}).map(([why, message]) => [code(why), both(message)])),
  ];
}

function effectRow(one) {
  const required = new Set(one.params.required ?? []);
  const parameters = Object.entries(one.params.properties ?? {}).map(([name, schema]) => `${code(name)}${required.has(name) ? '' : '?'}: ${kindOf(schema)}`).join('; ');
  return [code(one.id), both(one.label), one.entity === undefined ? 'any' : code(one.entity), one.deferred === true ? 'after commit' : 'in the transaction', parameters];
}

function section(heading, parts) {
  const filled = parts.filter((part) => part.trim() !== '');
  return filled.length === 0 ? [] : [`## ${heading}`, ...filled];
}

/** `docs/reference/<plugin>.md`. @param {any} plugin @param {{ baseFields: object, defaults: any, comments: ReadonlyMap<string, string>, processes: any, registry: any }} world */
export function pluginPage(plugin, { baseFields, defaults, comments, processes }) {
  const facts = new Map();
  for (const source of plugin.facts ?? []) facts.set(source.entity, { ...facts.get(source.entity), ...source.facts });
  return page([
    `# ${titleOf(plugin)}`,
    '<!-- Generated by `npm run docs`. Do not edit. -->',
    `Plugin ${code(plugin.id)} ${plugin.version}${plugin.requires === undefined ? '' : `, requires ${Object.entries(plugin.requires).map(([id, range]) => `${code(id)} ${range}`).join(', ')}`}. Back to the [regulation reference](../regulation.md).`,
    ...section('Parameters', [table(['parameter', 'default', 'meaning'], Object.entries(defaults?.parameters ?? {}).map(([name, value]) => [code(name), code(JSON.stringify(value)), cell(comments.get(name) ?? '')]))]),
    ...section('Processes', (plugin.processes ?? []).flatMap(({ id }) => processSection({ id, ...processes[id] }))),
    ...section('Decisions', (plugin.decisions ?? []).flatMap((one) => decisionSection(one, defaults?.decisions?.[one.id]))),
    ...section('Effects', [table(['effect', 'name', 'for', 'when', 'parameters (? optional)'], (plugin.effects ?? []).map(effectRow))]),
    ...section('Facts', [...facts].flatMap(([entity, ones]) => [`Of ${code(entity)}, beside its own columns:`, table(['fact', 'name', 'type'], factRows(ones))])),
    ...section('Schedules', [table(['schedule', 'name', 'over', 'default'], (plugin.schedules ?? []).map((one) => [code(one.id), both(one.label), code(one.entity), scheduleWords(defaults?.schedules?.[one.id])]))]),
    ...section('Process maps', [table(['map', 'name', 'subject', 'steps'], Object.entries(defaults?.maps ?? {}).map(([id, map]) => [code(id), both(map.label), code(map.subject), Object.entries(map.steps).map(([step, one]) => `${code(step)} ${both(one.label)}`).join('; ')]))]),
    ...section('Permissions', [table(['permission', 'name'], (plugin.permissions ?? []).map((one) => [code(one.code), both(one.label)]))]),
    ...section('Importers', [table(['importer', 'name', 'files', 'permission'], (plugin.importers ?? []).map((one) => [code(one.id), both(one.label), list(one.accept), code(one.permission)]))]),
    ...section('Checks of live data', [table(['code', 'name'], (plugin.invariants ?? []).map((one) => [code(one.code), both(one.label)]))]),
    ...section('Entities', (plugin.entities ?? []).flatMap((entity) => entitySection(plugin, entity, baseFields))),
  ]);
}

function scheduleWords(one) {
  if (one === undefined) return 'not set: it runs only where a regulation gives a time';
  return `${one.at === undefined ? `every ${cell(one.every)}` : `daily at ${one.at}`}${one.code === undefined ? '' : `, ${code(one.code)}`}${one.disabled === true ? ', switched off' : ''}`;
}

/** @param {any} plugin */
export function titleOf(plugin) {
  return plugin.label === undefined ? plugin.id : both(plugin.label);
}
