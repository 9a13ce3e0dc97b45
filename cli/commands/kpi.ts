import type { Command } from 'commander';
import { computeKpi, isBreached, kpisOf, parsePeriod, periodName, periodOf } from '../../core/kpis/index.ts';
import { addCommand, onlyCompany, openCompany, withInstallation } from './support/index.ts';

/** `reglament kpi`: the criteria of a company's regulation with their values; exit code 1 when one of them misses its target. */
export function registerKpi(program: Command): void {
  addCommand<{ period?: string }>(program, {
    name: 'kpi <company>',
    about: { ru: 'Показатели эффективности компании за период', en: 'A company’s KPIs of a period' },
    example: 'reglament kpi pneumosila --period 2025-03',
    options: [{ flags: '--period <name>', about: { ru: 'период: 2025, 2025-Q1, 2025-03, 2025-W12, 2025-03-21; без ключа — текущий', en: 'period: 2025, 2025-Q1, 2025-03, 2025-W12, 2025-03-21; the present one by default' } }],
  }, async ({ options, args: [id = ''], locale }) => withInstallation(options, async (application) => {
    const company = openCompany(application, onlyCompany(application.config, id));
    const asked = options.period === undefined ? undefined : parsePeriod(options.period);
    const data = await company.read(company.robot, (uow) =>
      Promise.all(kpisOf(uow).map(async (kpi) => {
        const period = asked ?? periodOf(kpi.definition.period ?? 'month', uow.today);
        const { numerator, denominator, value } = await computeKpi(uow, kpi, period);
        const { label, target = null } = kpi.definition;
        return { id: kpi.id, code: kpi.code, label: label[locale], period: periodName(period), unit: kpi.compiled.unit, numerator, denominator, value, target, breached: isBreached(kpi.definition, value) };
      })),
    );
    return {
      data,
      lines: data.map((one) => `${one.breached ? '-' : one.value === null || one.target === null ? ' ' : '+'} ${one.code.padEnd(9)} ${one.period}  ${(one.value ?? '—').padStart(12)} ${one.unit === 'percent' ? `% (${one.numerator ?? '0'} / ${one.denominator ?? '0'})` : one.unit}  ${one.label}`),
      failed: data.some((one) => one.breached),
    };
  }));
}
