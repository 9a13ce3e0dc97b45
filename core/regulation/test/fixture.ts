import 'reflect-metadata';
import { join } from 'node:path';
import type { Test } from 'tap';
import { defineEntity, enumeration, field, label } from '../../entity/index.ts';
import { PluginRegistry, defineDecision, defineEffect, defineFacts, definePlugin, defineSchedule } from '../../plugin/index.ts';
import type { PluginDefinition } from '../../plugin/index.ts';
import { defineProcess } from '../../process/index.ts';
import { loadRegulation } from '../index.ts';
import type { LoadedRegulation } from '../index.ts';

const L = label('Текст', 'Text');
const STATES = [['fresh', 'Новая', 'New'], ['agreed', 'Согласована', 'Agreed'], ['done', 'Завершена', 'Done'], ['lost', 'Потеряна', 'Lost'], ['paused', 'Отложена', 'Paused']] as const;

const User = defineEntity({ id: 'core.user', kind: 'record', label: { one: L, many: L }, path: 'users', permissions: {}, fields: { login: field.string(L, 50) } });
const Deal = defineEntity({
  id: 'shop.deal', kind: 'document', label: { one: L, many: L }, path: 'deals', permissions: {}, numbering: { prefix: 'D-', digits: 6 },
  fields: {
    state: field.enumeration(L, enumeration(STATES), { required: true, writable: 'system', default: 'fresh' }),
    amount: field.money(L, { required: true, default: '0' }),
    paid: field.boolean(L, { required: true, default: false }),
    note: field.string(L, 20),
    ready_on: field.date(L),
    manager_id: field.reference(L, 'core.user'),
    color_id: field.reference(L, 'shop.color'),
  },
});
const Color = defineEntity({ id: 'shop.color', kind: 'catalogue', label: { one: L, many: L }, path: 'colors', permissions: {}, fields: { name: field.string(L, 20, { required: true }), share: field.percent(L) } });

const process = defineProcess({
  id: 'shop.deal',
  label: L,
  regions: { state: { field: 'state', initial: 'fresh', states: { fresh: { label: L }, agreed: { label: L }, done: { label: L, final: true }, lost: { label: L, final: true } } } },
  transitions: {
    'D-1': { from: 'start', on: 'deal.created', to: 'fresh', by: ['manager'] },
    'D-2': { from: ['fresh'], on: 'deal.agreed', to: 'agreed', by: ['manager'], permission: 'deal.move', when: [{ decision: 'shop.route', is: { allowed: true } }] },
    'D-3': { from: ['agreed'], automatic: true, to: 'done', when: [{ logic: { var: 'paid' } }] },
    'D-4': { from: 'open', on: 'deal.lost', to: 'lost', by: ['manager'], needs: { reason: { label: L, schema: { type: 'string' }, required: true } }, effects: [{ 'core.set': { note: { var: 'event.reason' } } }] },
  },
});

const text = { type: 'object', properties: { ru: { type: 'string' }, en: { type: 'string' } } };
const kernel = definePlugin({
  id: 'core', version: '1.0.0', entities: [User],
  effects: [defineEffect({ id: 'core.notify', label: L, params: { type: 'object', additionalProperties: false, properties: { text, role: { type: 'string' }, user: { type: 'string' }, due: { type: 'string' } } }, run: async () => undefined }),
    defineEffect({ id: 'core.start_map', label: L, params: { type: 'object', additionalProperties: false, required: ['map'], properties: { map: { type: 'string' } } }, run: async () => undefined })],
});
export const shop: PluginDefinition = {
  id: 'shop', version: '1.0.0', entities: [Deal, Color], processes: [process],
  parameters: { price_list: { type: 'object', additionalProperties: false, properties: { columns: { type: 'object', additionalProperties: false, properties: { price: { type: 'string' } } } } } },
  facts: [defineFacts({ entity: 'shop.deal', facts: { overdue_days: { type: 'number', label: L } }, load: async () => new Map() })],
  decisions: [
    defineDecision({ id: 'shop.route', label: L, entity: 'shop.deal', facts: { p: { type: 'any' }, amount: { type: 'number' } }, outcome: { allowed: { type: 'boolean' }, why: { type: 'string', enum: ['too_much', 'fine'] } } }),
    defineDecision({ id: 'shop.score', label: L, facts: { visits: { type: 'number' } }, outcome: { score: { type: 'string' } } }),
  ],
  schedules: [defineSchedule({ id: 'shop.daily', label: L, entity: 'shop.deal', candidates: async () => [] })],
  permissions: [{ code: 'deal.move', label: L }, { code: 'deal.read', label: L }],
};

/** The regulation every case extends: nothing is wrong with it. */
export const CLEAN = `
parameters: { limit: 1000, days: 3 }
roles:
  manager: { label: { ru: Менеджер, en: Manager }, permissions: { deal.move: all } }
  head: { label: { ru: Руководитель, en: Head }, includes: [manager] }
  client: { label: { ru: Клиент, en: Client }, external: true }
decisions:
  shop.route:
    rows:
      - { when: { ">": [{ var: amount }, { var: p.limit }] }, then: { allowed: false, why: too_much } }
      - { then: { allowed: true, why: fine } }
    examples:
      - { name: at the limit, given: { amount: 1000 }, then: { allowed: true, why: fine } }
  shop.score: { rows: [{ then: { score: low } }] }
rules:
  late: { entity: shop.deal, when: { ">": [{ var: overdue_days }, 0] }, examples: [{ given: { overdue_days: 1 }, then: true }] }
schedules:
  shop.daily: { at: "09:00", when: [{ rule: late }], effects: [{ core.notify: { role: manager, text: { ru: "Сделка {number}", en: "Deal {number}" } } }] }
catalogs:
  shop.color: [{ code: red, name: Red, share: "10" }]
defaults:
  shop.deal: { color_id: { code: red } }
fields:
  shop.deal: { own_mark: { type: string, label: { ru: Метка, en: Mark } } }
numbering:
  shop.deal: { prefix: "С-" }
maps:
  prepare: { label: { ru: Подготовка, en: Preparation }, subject: shop.deal, steps: { first: { label: { ru: Шаг, en: Step }, role: manager, due: 1 working day } }, outcomes: { ok: { ru: Готово, en: Ready } } }
calendar: { hours: [["09:00", "13:00"], ["14:00", "18:00"]] }
`;

const HEAD = 'company: acme\nextends: ../base\ntitle: { ru: Акме, en: Acme }\n';

type Folders = Pick<Test, 'testdir'>;

/** Loads the clean regulation with `overlay` over it, as a company that extends a base; `plugins` come beside the kernel's and the shop's. */
export async function load(t: Folders, overlay: string, plugins: readonly PluginDefinition[] = [shop], clean: string = CLEAN): Promise<LoadedRegulation> {
  const dir = t.testdir({ regulations: { base: { 'regulation.yaml': clean }, acme: { 'regulation.yaml': HEAD + overlay } } });
  return loadRegulation(join(dir, 'regulations/acme'), new PluginRegistry([kernel, ...plugins]), { root: join(dir, 'regulations') });
}

/** Line and column, in the company's file, of the place that `▶` marks in an overlay. */
export function markedPlace(overlay: string): { readonly text: string; readonly place: string } {
  const before = HEAD + overlay.slice(0, overlay.indexOf('▶'));
  const lines = before.split('\n');
  return { text: overlay.replace('▶', ''), place: `${lines.length}:${(lines.at(-1) ?? '').length + 1}` };
}

/** The kernel's and the shop's contributions. */
export function registryOf(plugins: readonly PluginDefinition[] = [shop]): PluginRegistry {
  return new PluginRegistry([kernel, ...plugins]);
}
