import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from '../language/index.ts';
import type { Label } from '../language/index.ts';
import { compileSchema } from '../validation/index.ts';
import type { JsonSchema } from '../validation/index.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigProblem } from './config-error.ts';
import { defaultAt, typeAt } from './schema-walk.ts';
import { configSchema } from './schema.ts';
import { readYamlDocument } from './yaml-document.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Where the file and its environment are taken from. */
export interface LoadConfigOptions {
  /** Folder that relative paths start from, and that holds `configs/`. Default: the project's own. */
  readonly root?: string;
  /** Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The file's shape after its defaults, before the environment and absolute paths. */
type Draft = { -readonly [K in keyof Config]: Config[K] };

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

const check = compileSchema(configSchema);

/**
 * Reads `configs/<name>.yaml`, or the file at a path that ends in .yaml or .yml. DATABASE_URL, DATABASE_ADMIN_URL and PORT win over the file.
 * @throws ConfigError with every problem and its file:line:column; unknown keys come with the nearest known one.
 */
export function loadConfig(nameOrPath: string, options: LoadConfigOptions = {}): Config {
  const root = options.root ?? PROJECT;
  const env = options.env ?? process.env;
  const path = findFile(nameOrPath, root);
  const file = relative(root, path).startsWith('..') ? path : relative(root, path);
  const document = readYamlDocument(file, readFileSync(path, 'utf8'), env, (pointer) => typeAt(configSchema, pointer));
  const problems = check(document.value).map(({ pointer, at, message, fix }) => document.problemAt(pointer, at, withFix(message, fix)));
  if (problems.length === 0) problems.push(...repeatedCompanies(document));
  problems.push(...portProblem(env));
  if (problems.length > 0) throw new ConfigError(problems.sort((left, right) => left.line - right.line || left.column - right.column));

  const draft = defaultAt(configSchema, document.value) as Draft;
  return complete(draft, basename(path, extname(path)), root, env);
}

function findFile(nameOrPath: string, root: string): string {
  if (/\.ya?ml$/.test(nameOrPath)) {
    const path = resolve(root, nameOrPath);
    if (existsSync(path)) return path;
    throw absent(nameOrPath, { ru: 'Такого файла нет', en: 'There is no such file' });
  }
  const folder = join(root, 'configs');
  const names = existsSync(folder) ? readdirSync(folder).filter((entry) => entry.endsWith('.yaml')).map((entry) => entry.slice(0, -5)) : [];
  if (names.includes(nameOrPath)) return join(folder, `${nameOrPath}.yaml`);
  const like = nearest(nameOrPath, names);
  throw absent(join('configs', `${nameOrPath}.yaml`), {
    ru: `Такой конфигурации нет${like ? `; возможно, «${like}»` : ''}. Есть: ${names.join(', ')}`,
    en: `There is no such configuration${like ? `; did you mean "${like}"?` : '.'} There are: ${names.join(', ')}`,
  });
}

function absent(file: string, message: Label): ConfigError {
  return new ConfigError([{ file, line: 0, column: 0, message }]);
}

const withFix = (message: Label, fix: Label | undefined): Label => (fix ? { ru: `${message.ru}. ${fix.ru}`, en: `${message.en}. ${fix.en}` } : message);

function repeatedCompanies(document: YamlDocument): ConfigProblem[] {
  const ids = (document.value as Pick<Config, 'companies'>).companies.map(({ id }) => id);
  return ids.flatMap((id, index) => {
    if (ids.indexOf(id) === index) return [];
    return [document.problemAt(`/companies/${index}/id`, 'value', { ru: `Компания «${id}» уже есть в списке`, en: `The company "${id}" is in the list already` })];
  });
}

function portProblem(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const port = env['PORT'];
  if (!port || (/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return [];
  const message = {
    ru: `Переменная окружения PORT — номер от 0 до 65535, а не «${port}»`,
    en: `The environment variable PORT is a number from 0 to 65535, not "${port}"`,
  };
  return [{ file: 'PORT', line: 0, column: 0, message }];
}

function complete(draft: Draft, fileName: string, root: string, env: Readonly<Record<string, string | undefined>>): Config {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(root, path));
  const url = env['DATABASE_URL'] || draft.database.url;
  const adminUrl = env['DATABASE_ADMIN_URL'] || draft.database.adminUrl;
  const { embedded, url: _url, adminUrl: _adminUrl, ...limits } = draft.database;
  const ownServer = embedded ?? (defaultAt(embeddedSchema, {}) as NonNullable<typeof embedded>);
  const port = env['PORT'] ? Number(env['PORT']) : draft.http.port;
  return {
    ...draft,
    name: draft.name ?? fileName,
    http: { ...draft.http, port, publicUrl: draft.http.publicUrl ?? `http://localhost:${port}` },
    database: {
      ...limits,
      ...(url ? { url, ...(adminUrl ? { adminUrl } : {}) } : { embedded: { ...ownServer, dataDir: absolute(ownServer.dataDir) } }),
    },
    companies: draft.companies.map((company) => ({ ...company, regulation: absolute(company.regulation) })),
    plugins: draft.plugins.map((plugin) => (plugin.includes('/') ? absolute(plugin) : plugin)),
    files: { ...draft.files, dir: absolute(draft.files.dir) },
    ...(draft.mail?.transport === 'folder' ? { mail: { ...draft.mail, folder: absolute(draft.mail.folder) } } : {}),
  };
}

const embeddedSchema = (configSchema as { properties: { database: { properties: { embedded: JsonSchema } } } }).properties.database.properties.embedded;
