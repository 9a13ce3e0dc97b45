import t from 'tap';
import { diffDocuments } from '../diff.ts';
import type { RegulationDocument } from '../document.ts';

const label = (ru: string, en: string) => ({ ru, en });
const BEFORE: RegulationDocument = {
  company: 'acme',
  title: label('Продажи', 'Sales'),
  parameters: { limit: 100, days: 3 },
  roles: { manager: { label: label('Менеджер', 'Manager'), permissions: { 'deal.move': 'own' } }, guest: { label: label('Гость', 'Guest') } },
  processes: {
    'shop.deal': {
      regions: { state: { field: 'state', initial: 'fresh', states: { fresh: { label: label('Новая', 'New') }, agreed: { label: label('Согласована', 'Agreed') } } } },
      transitions: { 'D-1': { from: ['fresh'], on: 'deal.agreed', to: 'agreed', by: ['manager'] }, 'D-2': { from: 'open', on: 'deal.lost', to: 'lost' } },
    },
  },
  decisions: { 'shop.route': { rows: [{ id: '1', when: { '>': [{ var: 'amount' }, 5] }, then: { allowed: false } }, { id: '2', then: { allowed: true } }] } },
  catalogs: { 'shop.color': [{ code: 'red', name: 'Red' }, { code: 'blue', name: 'Blue' }] },
};

/** Changes `BEFORE` at one place; undefined takes the part away. */
function after(path: string, value: unknown): RegulationDocument {
  const copy = structuredClone(BEFORE) as unknown as Record<string, unknown>;
  const names = path.split(' ');
  const last = names.pop() ?? '';
  const holder = names.reduce<Record<string, unknown>>((at, name) => (at[name] ??= {}) as Record<string, unknown>, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy as unknown as RegulationDocument;
}

t.test('equal documents have no differences', async (t) => {
  t.same(diffDocuments(BEFORE, structuredClone(BEFORE)), []);
});

t.test('each kind of thing is told in words, once', async (t) => {
  const cases: readonly (readonly [path: string, value: unknown, pointer: string, kind: string, en: string, ru: string])[] = [
    ['parameters limit', 200, '/parameters/limit', 'changed', 'Parameter «limit»: 100 → 200', 'Параметр «limit»: 100 → 200'],
    ['parameters days', undefined, '/parameters/days', 'removed', 'Parameter «days» removed: 3', 'Параметр «days» убран: 3'],
    ['roles head', { label: label('Руководитель', 'Head'), includes: ['manager'] }, '/roles/head', 'added', 'Role «head» added («Head»)', 'Роль «head» добавлена («Руководитель»)'],
    ['roles guest', undefined, '/roles/guest', 'removed', 'Role «guest» removed («Guest»)', 'Роль «guest» убрана («Гость»)'],
    ['roles manager permissions deal.move', 'all', '/roles/manager/permissions/deal.move', 'changed', 'Permission «deal.move» of manager: own → all', 'Право «deal.move» у manager: own → all'],
    ['roles manager permissions deal.read', 'own', '/roles/manager/permissions/deal.read', 'added', 'Permission «deal.read» of manager added: own', 'Право «deal.read» у manager добавлено: own'],
    ['processes shop.deal regions state states paused', { label: label('Отложена', 'Paused') }, '/processes/shop.deal/regions/state/states/paused', 'added', 'State «paused» of shop.deal added («Paused»)', 'Состояние «paused» у shop.deal добавлено («Отложена»)'],
    ['processes shop.deal regions state states fresh label', label('Первая', 'First'), '/processes/shop.deal/regions/state/states/fresh/label', 'changed', 'State «fresh» of shop.deal: label: «New» → «First»', 'Состояние «fresh» у shop.deal: label: «Новая» → «Первая»'],
    ['processes shop.deal regions state states fresh after', { T: { in: '3 days' } }, '/processes/shop.deal/regions/state/states/fresh/after', 'added', 'State «fresh» of shop.deal: after: added: {"T":{"in":"3 days"}}', 'Состояние «fresh» у shop.deal: after: добавлено: {"T":{"in":"3 days"}}'],
    ['processes shop.deal transitions D-2', undefined, '/processes/shop.deal/transitions/D-2', 'removed', 'Transition «D-2» of shop.deal removed', 'Переход «D-2» у shop.deal убран'],
    ['processes shop.deal transitions D-1 by', ['head'], '/processes/shop.deal/transitions/D-1/by', 'changed', 'Transition «D-1» of shop.deal: by: ["manager"] → ["head"]', 'Переход «D-1» у shop.deal: by: ["manager"] → ["head"]'],
    ['decisions shop.score', { rows: [] }, '/decisions/shop.score', 'added', 'Decision «shop.score» added', 'Решение «shop.score» добавлено'],
    ['schedules shop.daily', { at: '09:00' }, '/schedules/shop.daily', 'added', 'Schedule «shop.daily» added', 'Расписание «shop.daily» добавлено'],
    ['time_zone', 'Europe/Moscow', '/time_zone', 'added', 'Time_zone: added: Europe/Moscow', 'Time_zone: добавлено: Europe/Moscow'],
    ['title', label('Сбыт', 'Selling'), '/title', 'changed', 'Title: «Sales» → «Selling»', 'Title: «Продажи» → «Сбыт»'],
  ];
  for (const [path, value, pointer, kind, en, ru] of cases) {
    const changes = diffDocuments(BEFORE, after(path, value));
    t.match(changes, [{ pointer, kind, sentence: { en, ru } }], path);
    t.equal(changes.length, 1, `${path}: once`);
  }
});

t.test('rows of tables and catalogues are compared by their names, wherever they stand', async (t) => {
  const rows = BEFORE.decisions?.['shop.route']?.rows ?? [];
  const inserted = after('decisions shop.route rows', [{ id: '0', when: { var: 'vip' }, then: { allowed: true } }, { ...rows[0], then: { allowed: true } }, rows[1]]);
  t.match(diffDocuments(BEFORE, inserted).map((one) => one.sentence.en).sort(), [
    'Decision «shop.route»: rows › 0: added: {"id":"0","when":{"var":"vip"},"then":{"allowed":true}}',
    'Decision «shop.route»: rows › 1 › then: {"allowed":false} → {"allowed":true}',
  ]);
  const recoloured = after('catalogs shop.color', [{ code: 'blue', name: 'Blue' }, { code: 'green', name: 'Green' }]);
  t.match(diffDocuments(BEFORE, recoloured).map(({ pointer, kind }) => `${kind} ${pointer}`).sort(), ['added /catalogs/shop.color/green', 'removed /catalogs/shop.color/red']);
});

t.test('a difference read backwards is the opposite one', async (t) => {
  const other = after('roles guest', undefined);
  t.match(diffDocuments(other, BEFORE), [{ kind: 'added', before: undefined, after: BEFORE.roles?.['guest'] }]);
});
