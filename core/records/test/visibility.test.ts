import t from 'tap';
import type { Actor, PermissionScope } from '../../company/index.ts';
import { defineEntity, field, label } from '../../entity/index.ts';
import type { EntityRow } from '../../entity/index.ts';
import { demandAccess, isReadable } from '../index.ts';

const names = { one: label('Запись', 'Note'), many: label('Записи', 'Notes') };
const permissions = { read: 'note.read', create: 'note.write', update: 'note.write' };
const fields = { text: field.string(label('Текст', 'Text'), 100), keeper_id: field.reference(label('Хранитель', 'Keeper'), 'core.user') };
const kept = defineEntity({ id: 'sight.kept', kind: 'record', label: names, path: 'kept', permissions, owner: 'keeper_id', fields }).definition;
const nobodys = defineEntity({ id: 'sight.nobodys', kind: 'record', label: names, path: 'nobodys', permissions, fields }).definition;
const section = defineEntity({ id: 'sight.section', kind: 'section', label: names, path: 'sections', permissions, fields }).definition;

function actor(scope: PermissionScope | undefined, team?: ReadonlySet<string>): Actor {
  const held = new Map<string, PermissionScope>(scope === undefined ? [] : [['note.read', scope], ['note.write', scope]]);
  return { kind: 'person', userId: 'me', login: 'me', name: 'Я', roles: [], permissions: held, locale: 'ru', ...(team === undefined ? {} : { team }) };
}

const row = (keeper: string | null): EntityRow => ({ id: 'x', version: 1, keeper_id: keeper }) as unknown as EntityRow;

t.test('a permission granted as own or team reaches a row through its owner, and never a row of nobody', (t) => {
  const cells = [
    [kept, 'own', 'me', true], [kept, 'own', 'colleague', false], [kept, 'own', null, false],
    [kept, 'team', 'colleague', true], [kept, 'team', 'stranger', false], [kept, 'all', 'stranger', true], [kept, undefined, 'me', false],
    [nobodys, 'own', 'me', false], [nobodys, 'team', 'me', false], [nobodys, 'all', null, true],
    // What a section's row allows is asked of its document.
    [section, 'own', 'me', true],
  ] as const;
  for (const [definition, scope, keeper, allowed] of cells) {
    const who = actor(scope, scope === 'team' ? new Set(['colleague']) : undefined);
    const name = `${definition.id} as ${scope ?? 'nothing'}, kept by ${keeper ?? 'nobody'}`;
    t.equal(isReadable(who, definition, row(keeper)), allowed, `${name}: read`);
    const update = (): void => demandAccess(who, definition, 'update', row(keeper));
    if (allowed) t.doesNotThrow(update, `${name}: update`);
    else t.throws(update, { code: 'core.permission_required' }, `${name}: update`);
  }
  t.end();
});
