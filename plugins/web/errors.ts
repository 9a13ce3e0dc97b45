import { label } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const webErrors = {
  'web.unknown_list': label('Такого списка нет, или у вас нет на него прав.', 'There is no such list, or you have no rights to it.'),
  'web.unknown_column': label('В списке нет поля «{field}».', 'The list has no field “{field}”.'),
  'web.view_misshapen': label('Вид списка записан неверно: нужны filter, q, sort и columns.', 'The view is not well formed: it takes filter, q, sort and columns.'),
  'web.sharing_not_permitted': label('Показывать вид всем может тот, у кого есть право «Делиться видами списков». Сохраните вид для себя или попросите.', 'A view is shown to everybody by those who may share views. Keep it for yourself, or ask them.'),
  'web.foreign_view': label('Это чужой вид. Сохраните свой под другим названием.', 'This view is somebody else’s. Save one of your own under another name.'),
} as const;
