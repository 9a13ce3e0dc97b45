import type { Label } from '../language/index.ts';
import type { Config } from './config.ts';

/** A setting that production must not run with; `path` is its place in the file, dotted. */
export interface UnsafeSetting {
  readonly path: string;
  readonly message: Label;
}

/** Words that give away a secret copied from an example. */
const SAMPLE = /change.?me|example|sample|demo|secret|password|postgres|reglament|qwerty|12345|(.)\1{5}/i;

const DURABILITY = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

const OFF = /^(off|false|no|0|of|f|n|local)$/i;

/** Everything that production refuses to start with; empty for the other modes. Values of secrets are never in the messages. */
export function refuseUnsafe(config: Config): UnsafeSetting[] {
  if (config.mode !== 'production') return [];
  return [...secretFaults(config), ...webFaults(config), ...databaseFaults(config)];
}

function secretFaults({ secrets, database, mail, clock, logs }: Config): UnsafeSetting[] {
  const faults: UnsafeSetting[] = [];
  if (secrets.key === undefined) {
    faults.push(unsafe(
      'secrets.key',
      'Не задан ключ шифрования: 32 и более случайных знака, например из openssl rand -base64 32',
      'There is no encryption key: 32 or more random characters, such as from openssl rand -base64 32',
    ));
  } else if (isSample(secrets.key)) faults.push(sampleSecret('secrets.key'));
  for (const field of ['url', 'adminUrl'] as const) {
    const password = passwordOf(database[field]);
    if (password !== undefined && isSample(password)) faults.push(sampleSecret(`database.${field}`));
  }
  if (mail?.transport === 'smtp' && mail.password !== undefined && isSample(mail.password)) faults.push(sampleSecret('mail.password'));
  if (clock.movable) {
    faults.push(unsafe(
      'clock.movable',
      'Часы предприятия в рабочем режиме двигать нельзя',
      'The clock of the business must not be movable in production',
    ));
  }
  if (logs.level === 'trace' || logs.level === 'debug') {
    faults.push(unsafe(
      'logs.level',
      'Отладочный журнал может раскрыть данные: поставьте info',
      'A debug log may reveal data: use info',
    ));
  }
  return faults;
}

function webFaults({ http, sessions }: Config): UnsafeSetting[] {
  const faults: UnsafeSetting[] = [];
  if (!http.publicUrl.startsWith('https://')) {
    faults.push(unsafe(
      'http.publicUrl',
      'Нужен адрес с https://, иначе вход можно подслушать',
      'An https:// address is needed, or sign-ins can be overheard',
    ));
  }
  if (!sessions.cookieName.startsWith('__Host-')) {
    faults.push(unsafe(
      'sessions.cookieName',
      'Имя должно начинаться с __Host-, чтобы чужой поддомен не подменил вход',
      'The name must begin with __Host-, so that no other subdomain can replace a sign-in',
    ));
  }
  return faults;
}

function databaseFaults({ database }: Config): UnsafeSetting[] {
  const settings = database.embedded?.settings ?? {};
  return DURABILITY.filter((name) => OFF.test(settings[name] ?? 'on')).map((name) =>
    unsafe(
      `database.embedded.settings.${name}`,
      `${name} нельзя отключать: после сбоя питания пропали бы подтверждённые данные`,
      `${name} must not be off: answers already given would be lost in a power failure`,
    ),
  );
}

function isSample(secret: string): boolean {
  return secret.length < 8 || SAMPLE.test(secret);
}

function sampleSecret(path: string): UnsafeSetting {
  return unsafe(path, 'Здесь секрет из примера или слишком простой: задайте случайный', 'This secret is a sample or too simple: set a random one');
}

function unsafe(path: string, ru: string, en: string): UnsafeSetting {
  return { path, message: { ru, en } };
}

function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { password } = new URL(url);
  return password === '' ? undefined : decodeURIComponent(password);
}
