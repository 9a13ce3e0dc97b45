import { ConflictError } from '../errors/index.ts';
import type { SaveRule } from '../plugin/index.ts';
import { defineSaveRule } from '../plugin/index.ts';

/** A person is deactivated, which ends his sessions and tokens, and never deleted: history, tasks and documents name him. */
const usersStay = defineSaveRule({
  id: 'core.users_stay',
  entity: 'core.user',
  prepare: async (draft, { before }) => {
    if (before !== undefined && draft['deletion_mark'] === true && !before.deletion_mark) {
      throw new ConflictError('core.deactivate_instead', { ru: 'Сотрудника не удаляют, а отключают.', en: 'A user is deactivated, not deleted.' });
    }
  },
});

/** Save rules of the tables of people. */
export const accessSaveRules: readonly SaveRule[] = [usersStay];
