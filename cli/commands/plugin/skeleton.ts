/** Names a new plugin is written with. `core`: path from its folder to the kernel's, with slashes. */
export interface SkeletonNames {
  readonly id: string;
  /** The id as data spells it. */
  readonly prefix: string;
  /** The id as code spells it. */
  readonly camel: string;
  readonly core: string;
}

/** Names for an id in kebab-case. */
export function skeletonNames(id: string, core: string): SkeletonNames {
  return { id, core, prefix: id.replaceAll('-', '_'), camel: id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) };
}

/** Files of a plugin that works and passes the checks as it is: one entity with its states, one fact, one effect, one role. The migration is not among them. */
export function skeletonFiles(names: SkeletonNames): Readonly<Record<string, string>> {
  const { id, prefix, camel, core } = names;
  return {
    'plugin.ts': `import { definePlugin, label, migrationsFrom } from '${core}/index.ts';
import { rememberClosing } from './effects/remember-closing.ts';
import { Note } from './entities/note.ts';
import { ${camel}Errors } from './errors.ts';
import { noteFacts } from './facts/note-facts.ts';
import { noteProcess } from './machines/note.ts';

export default definePlugin({
  id: '${id}',
  version: '0.1.0',
  label: label('${id}', '${id}'),
  entities: [Note],
  processes: [noteProcess],
  facts: [noteFacts],
  effects: [rememberClosing],
  permissions: [{ code: '${prefix}.manage', label: label('Вести заметки', 'Keep notes') }],
  errors: ${camel}Errors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
`,
    'index.ts': `export { Note } from './entities/note.ts';
export type { NoteRow } from './entities/note.ts';
`,
    'errors.ts': `import { label } from '${core}/index.ts';

/** Everything this plugin refuses with, by code. */
export const ${camel}Errors = {
  '${prefix}.note_too_young': label('Заметку закрывают не раньше следующего дня.', 'A note is closed on the next day at the earliest.'),
} as const;
`,
    'entities/note.ts': `import { defineEntity, enumeration, field, label } from '../${core}/index.ts';

/** States of a note. */
export const NOTE_STATES = enumeration([
  ['open', 'Открыта', 'Open'],
  ['closed', 'Закрыта', 'Closed'],
]);

/** Something to be remembered until it is closed. \`closed_on\`: calendar date in the company's zone. */
export const Note = defineEntity({
  id: '${prefix}.note',
  kind: 'record',
  label: { one: label('Заметка', 'Note'), many: label('Заметки', 'Notes') },
  path: 'notes',
  permissions: { create: '${prefix}.manage', update: '${prefix}.manage' },
  title: 'title',
  fields: {
    title: field.string(label('Заголовок', 'Title'), 200, { required: true, searched: true }),
    text: field.text(label('Текст', 'Text')),
    state: field.enumeration(label('Состояние', 'State'), NOTE_STATES, { required: true, writable: 'system', default: 'open' }),
    closed_on: field.date(label('Закрыта', 'Closed on'), { writable: 'system' }),
  },
});
export type NoteRow = InstanceType<typeof Note>;
`,
    'machines/note.ts': `import { defineProcess, label } from '../${core}/index.ts';
import { ${camel}Errors } from '../errors.ts';

/** A note until it is closed. */
export const noteProcess = defineProcess({
  id: '${prefix}.note',
  label: label('Заметка', 'Note'),
  regions: { state: { field: 'state', initial: 'open', states: { open: { label: label('Открыта', 'Open') }, closed: { label: label('Закрыта', 'Closed'), final: true } } } },
  transitions: {
    'NT-01': { from: 'start', on: 'note.created', to: 'open', label: label('Записать', 'Write down') },
    'NT-02': {
      from: ['open'], on: 'note.closed', to: 'closed', label: label('Закрыть', 'Close'), by: ['${prefix}_keeper'], permission: '${prefix}.manage',
      when: [{ logic: { '>=': [{ var: 'age_days' }, 1] }, code: '${prefix}.note_too_young', message: ${camel}Errors['${prefix}.note_too_young'] }],
      effects: ['${prefix}.remember_closing'],
    },
  },
});
`,
    'facts/note-facts.ts': `import { defineFacts, label } from '../${core}/index.ts';

/** What rules may ask about a note. */
export const noteFacts = defineFacts({
  entity: '${prefix}.note',
  facts: { age_days: { type: 'number', label: label('Сколько дней заметке', 'Age of the note, days') } },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; days: number }>(
      'select id, extract(day from $2::timestamptz - created_at)::int as days from ${prefix}_note where id = any($1::uuid[])',
      [ids, uow.now],
    );
    return new Map(rows.map((row) => [row.id, { age_days: row.days }]));
  },
});
`,
    'effects/remember-closing.ts': `import { defineEffect, label } from '../${core}/index.ts';

/** Writes the day into a note that is being closed; a second time it changes nothing. */
export const rememberClosing = defineEffect({
  id: '${prefix}.remember_closing',
  label: label('Запомнить день закрытия', 'Remember the day of closing'),
  params: { type: 'object', additionalProperties: false },
  entity: '${prefix}.note',
  async run(_params, { uow, item, update }) {
    if ((item.row['closed_on'] ?? null) === null) await update(item.entity, item.id, { closed_on: uow.today });
  },
});
`,
    'defaults.yaml': `# What a company starts from. Any of it may be replaced in regulations/<company>/.
roles:
  ${prefix}_keeper:
    label: { ru: Хранитель заметок, en: Keeper of notes }
    permissions: { ${prefix}.manage: all }
`,
    'README.md': `# ${id}

Whom it serves: the keeper of notes (role \`${prefix}_keeper\`). Replace the note by what your business knows.

| what | where |
| --- | --- |
| entity \`${prefix}.note\` | entities/note.ts |
| process: open → closed (NT-01, NT-02) | machines/note.ts |
| fact \`age_days\` | facts/note-facts.ts |
| effect \`${prefix}.remember_closing\` | effects/remember-closing.ts |
| role and its permission \`${prefix}.manage\` | defaults.yaml |
| texts of refusals | errors.ts |

A changed entity needs a new file in migrations/: \`reglament migration ${id}\` prints the SQL of tables that are not there yet.
`,
    'test/regulation/regulation.yaml': `company: acme
title: { ru: Заметки, en: Notes }
time_zone: Europe/Moscow
`,
    'test/note.test.ts': `import { fileURLToPath } from 'node:url';
import t from 'tap';
import { ProcessEngine, createRecord } from '../${core}/index.ts';
import { startTestApp } from '../${core}/testing/index.ts';
import plugin from '../plugin.ts';

t.test('a note is closed on the next day and remembers it', async (t) => {
  const app = await startTestApp(t, { plugins: [plugin], companies: { acme: fileURLToPath(new URL('./regulation', import.meta.url)) }, examples: false, now: '2025-03-03T09:00:00Z' });
  const note = await app.write((uow) => createRecord(uow, '${prefix}.note', { title: 'Call back' }, { asSystem: true }));
  const close = () => app.write((uow) => ProcessEngine.of(uow).send({ entity: '${prefix}.note', id: note.id }, 'note.closed', {}, { asSystem: true }));
  await t.rejects(close(), { code: 'core.guard_refused' });
  await app.moveClock('2025-03-04T10:00:00Z');
  t.match(await close(), { state: 'closed', closed_on: '2025-03-04' });
});
`,
  };
}
