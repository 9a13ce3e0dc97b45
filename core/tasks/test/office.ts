import { defineEntity, enumeration, field, label, tableSql } from '../../entity/index.ts';
import type { PluginDefinition } from '../../plugin/index.ts';
import { definePlugin } from '../../plugin/index.ts';
import { defineProcess } from '../../process/index.ts';
import { defineSnapshot } from '../index.ts';

const text = (word: string) => label(`Слово ${word}`, word);

/** A paper with lines that is sent, approved and closed. */
export const Paper = defineEntity({
  id: 'office.paper',
  kind: 'record',
  label: { one: text('paper'), many: text('papers') },
  path: 'papers',
  permissions: { create: 'paper.edit', update: 'paper.edit' },
  owner: 'responsible_id',
  sections: { lines: { entity: 'office.paper_line', via: 'paper_id', label: text('lines') } },
  fields: {
    name: field.string(text('name'), 100, { required: true }),
    amount: field.money(text('amount'), { required: true, default: '0' }),
    note: field.string(text('note'), 100),
    responsible_id: field.reference(text('responsible'), 'core.user'),
    state: field.enumeration(text('state'), enumeration([['draft', 'Черновик', 'Draft'], ['sent', 'Отправлена', 'Sent'], ['closed', 'Закрыта', 'Closed']]), { required: true, writable: 'system', default: 'draft' }),
  },
});

export const PaperLine = defineEntity({
  id: 'office.paper_line',
  kind: 'section',
  label: { one: text('line'), many: text('lines') },
  path: 'paper-lines',
  permissions: { create: 'paper.edit', update: 'paper.edit' },
  fields: {
    paper_id: field.reference(text('paper'), 'office.paper', { required: true, writable: 'create' }),
    line_no: field.integer(text('line'), { required: true }),
    sum: field.money(text('sum'), { required: true }),
  },
});

/** Something that happens to a paper from outside. */
export const Note = defineEntity({
  id: 'office.note',
  kind: 'record',
  label: { one: text('note'), many: text('notes') },
  path: 'notes',
  permissions: { create: 'paper.edit' },
  title: 'paper_id',
  fields: { paper_id: field.reference(text('paper'), 'office.paper', { required: true }) },
});

const paperProcess = defineProcess({
  id: 'office.paper',
  label: text('paper'),
  regions: {
    state: {
      field: 'state',
      initial: 'draft',
      states: { draft: { label: text('draft') }, sent: { label: text('sent') }, closed: { label: text('closed'), final: true } },
    },
  },
  transitions: {
    'P-1': {
      from: ['draft'], on: 'paper.sent', to: 'sent', by: ['any'],
      effects: [
        { 'core.create_task': { kind: 'check', title: label('Проверить {name}', 'Check {name}'), role: 'clerk', due: '1 working day' } },
        { 'core.create_task': { kind: 'call', title: label('Позвонить по {name}', 'Call about {name}'), user: 'responsible_id' } },
        { 'core.notify': { role: 'director', text: label('Отправлена {name}', 'Sent: {name}') } },
        { 'core.remind': { user: 'responsible_id', text: label('Вернуться к {name}', 'Come back to {name}') } },
        { 'core.start_map': { map: 'filing' } },
      ],
    },
    'P-2': { from: ['sent'], on: 'paper.resent', to: '=', by: ['any'], effects: [{ 'core.create_task': { kind: 'again', title: label('Ещё раз', 'Again'), role: 'clerk' } }] },
    'P-3': { from: ['draft', 'sent'], on: 'paper.submitted', to: '=', by: ['any'], effects: [{ 'core.request_approval': { subject_kind: 'paper', role: 'head', reasons: ['discount'] } }] },
    'P-4': { from: ['sent'], on: 'paper.closed', to: 'closed', by: ['any'], effects: ['core.close_item_work'] },
  },
});

/** A plugin small enough to be read beside the tests that use it. */
export const officePlugin: PluginDefinition = definePlugin({
  id: 'office',
  version: '1.0.0',
  entities: [Paper, PaperLine, Note],
  processes: [paperProcess],
  saveRules: defineSnapshot({ entity: 'office.paper', columns: ['name', 'amount'], amount: 'amount', sections: { lines: { entity: 'office.paper_line', via: 'paper_id', columns: ['line_no', 'sum'] } } }),
  decisions: [{ id: 'office.urgency', label: text('urgency'), entity: 'office.paper', facts: { amount: { type: 'number' } }, outcome: { urgent: { type: 'boolean' } } }],
  permissions: [{ code: 'paper.edit', label: text('edit') }],
  migrations: [{ id: '202611220100-tables', sql: [tableSql(Paper.definition, ['state']), tableSql(PaperLine.definition), tableSql(Note.definition)].join('\n') }],
});
