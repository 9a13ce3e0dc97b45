import type { Label } from '../language/index.ts';
import type { Application } from './application.ts';

/** One finding of the examination; `bad` ones must be mended before production. */
export interface Finding {
  readonly level: 'good' | 'warning' | 'bad';
  readonly text: Label;
}

const DURABILITY = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** Examines an installation: server version and durability, rights of the run-time role, regulations, queue, incidents. */
export async function examine(application: Application): Promise<Finding[]> {
  const { database, companies, registry } = application;
  const findings: Finding[] = [];
  const say = (level: Finding['level'], ru: string, en: string): void => void findings.push({ level, text: { ru, en } });
  const version = (await database.query<{ v: number }>(`select current_setting('server_version_num')::int as v`))[0]?.v ?? 0;
  say(version >= 140000 ? 'good' : 'bad', `PostgreSQL ${Math.floor(version / 10000)}`, `PostgreSQL ${Math.floor(version / 10000)}`);
  for (const name of DURABILITY) {
    const value = (await database.query<{ v: string }>('select current_setting($1) as v', [name]))[0]?.v;
    if (value === 'off') say('bad', `${name} выключен: после сбоя данные могут пропасть.`, `${name} is off: data may be lost after a crash.`);
    else say('good', `${name}: ${value ?? ''}`, `${name}: ${value ?? ''}`);
  }
  const role = (await database.query<{ super: boolean; createdb: boolean; createrole: boolean }>('select rolsuper as super, rolcreatedb as createdb, rolcreaterole as createrole from pg_roles where rolname = current_user'))[0];
  const limited = role !== undefined && !role.super && !role.createdb && !role.createrole;
  say(limited ? 'good' : 'bad', limited ? 'Рабочая роль не владеет схемами.' : 'Рабочая роль имеет лишние права.', limited ? 'The run-time role owns nothing.' : 'The run-time role has rights it must not have.');
  say('good', `Плагины: ${registry.plugins.map((one) => `${one.id} ${one.version}`).join(', ')}.`, `Plugins: ${registry.plugins.map((one) => `${one.id} ${one.version}`).join(', ')}.`);
  for (const company of companies.values()) {
    if (!company.hasRegulation) {
      say('bad', `${company.id}: регламент не опубликован.`, `${company.id}: no regulation is published.`);
      continue;
    }
    const counts = await company.read(company.robot, async (uow) => (await uow.query<{ incidents: string; failed: string; late: string }>(
      `select (select count(*) from core_incident where resolved_at is null) as incidents, (select count(*) from core_delivery where state = 'failed') as failed,
         (select count(*) from core_timer where fired_at is null and cancelled_at is null and due_at < $1::timestamptz - interval '5 minutes') as late`,
      [uow.now],
    ))[0]);
    const clean = counts !== undefined && Number(counts.incidents) === 0 && Number(counts.late) === 0;
    say(clean ? 'good' : 'warning', `${company.id}: сбоев ${counts?.incidents ?? 0}, неудавшихся отправлений ${counts?.failed ?? 0}, просроченных таймеров ${counts?.late ?? 0}.`, `${company.id}: ${counts?.incidents ?? 0} incidents, ${counts?.failed ?? 0} failed deliveries, ${counts?.late ?? 0} late timers.`);
  }
  return findings;
}
