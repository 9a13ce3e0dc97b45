import { compileKpi, kpiSurroundings, modeOf, unitOf } from '../../kpis/index.ts';
import type { KpiDocument } from '../../kpis/index.ts';
import { childPointer } from '../source/index.ts';
import { checkDuration } from './check-effects.ts';
import type { CheckContext } from './context.ts';
import { checkRole } from './context.ts';

/** Criteria: everything they name exists, their rules can be asked of the database, their breach leads to somebody. */
export function checkKpis(context: CheckContext): void {
  const { document, registry, findings } = context;
  const surroundings = kpiSurroundings(document, registry);
  const byCode = new Map<string, string>();
  for (const [id, kpi] of Object.entries(document.kpis ?? {})) {
    const pointer = childPointer('/kpis', id);
    if (kpi.disabled === true) continue;
    for (const { code, pointer: inside, message, suggestion, at } of compileKpi(kpi, surroundings).problems) findings.add(code, `${pointer}${inside}`, message, { suggestion, ...(at === undefined ? {} : { at }) });
    const code = kpi.code ?? id;
    const other = byCode.get(code);
    if (other !== undefined) findings.add('duplicate_code', kpi.code === undefined ? pointer : `${pointer}/code`, { ru: `Код «${code}» уже у показателя «${other}»`, en: `The code "${code}" is that of "${other}" already` });
    byCode.set(code, id);
    checkReading(context, kpi, pointer);
    for (const [index, role] of (kpi.seen_by ?? []).entries()) checkRole(context, role, `${pointer}/seen_by/${index}`);
  }
}

function checkReading(context: CheckContext, kpi: KpiDocument, pointer: string): void {
  const { findings } = context;
  if (modeOf(kpi) === 'share' && unitOf(kpi) !== 'percent') {
    findings.add('kpi_unit', `${pointer}/unit`, { ru: 'Доля считается в процентах', en: 'A share is in percent' }, { fix: { ru: 'уберите unit или поставьте percent', en: 'leave unit out or write percent' } });
  }
  if (kpi.breach === undefined) return;
  const { limit, scope, task } = kpi.breach;
  if (limit === undefined && kpi.target === undefined) {
    findings.add('kpi_no_limit', `${pointer}/breach`, { ru: 'Нарушение не определено: нет ни target, ни breach.limit', en: 'A breach is not defined: there is neither a target nor breach.limit' }, { at: 'key' });
  }
  if (task.role !== undefined) checkRole(context, task.role, `${pointer}/breach/task/role`);
  else if (scope !== 'person') findings.add('nobody_performs', `${pointer}/breach/task`, { ru: 'Задача о нарушении никому не поручена', en: 'The task about a breach is given to nobody' }, { at: 'key', fix: { ru: 'укажите role или scope: person', en: 'give it a role, or scope: person' } });
  if (task.due !== undefined) checkDuration(context, task.due, `${pointer}/breach/task/due`);
}
