import { translate } from '../../../core/index.ts';
import type { Locale, ReportTable, UnitOfWork } from '../../../core/index.ts';

/** Names of the codes that a column may hold: states of a process, values of a list. */
function namesOf(uow: UnitOfWork, entity: string, path: string, locale: Locale): ReadonlyMap<string, string> {
  const [first = '', second] = path.split('.');
  const own = uow.company.plugins.entity(entity)?.definition;
  const target = second === undefined ? own : uow.company.plugins.entity(own?.fields[first]?.target ?? '')?.definition;
  const name = second ?? first;
  const states = Object.values(uow.company.regulation.processes.get(target?.id ?? '')?.regions ?? {}).filter((one) => one.field === name).flatMap((one) => Object.entries(one.states));
  return new Map([...(target?.fields[name]?.values ?? []).map(({ code, label }) => [code, translate(label, locale)] as const), ...states.map(([code, { label }]) => [code, translate(label, locale)] as const)]);
}

/** A report as people read it: codes of states and lists by their names. */
export function inWords(uow: UnitOfWork, entity: string, table: ReportTable, locale: Locale): ReportTable {
  const named = table.columns.map((column) => ({ key: column.key, names: namesOf(uow, entity, column.path, locale) })).filter(({ names }) => names.size > 0);
  if (named.length === 0) return table;
  const word = (value: unknown, names: ReadonlyMap<string, string>): unknown =>
    Array.isArray(value) ? value.map((one) => names.get(String(one)) ?? one).join(', ') : typeof value === 'string' ? (names.get(value) ?? value) : value;
  return { ...table, rows: table.rows.map((row) => ({ ...row, ...Object.fromEntries(named.map(({ key, names }) => [key, word(row[key], names)])) })) };
}
