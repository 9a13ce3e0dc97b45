import type { UnitOfWork } from '../../../core/index.ts';
import { fillLabel, headerKey, label, tableName } from '../../../core/index.ts';
import { normalizeCompanyName } from '../identification/index.ts';
import { CellError } from './row-taker.ts';

const UNKNOWN = label('«{value}» нет в справочнике «{book}»', '“{value}” is not in the reference book “{book}”');
const AMBIGUOUS = label('«{value}» в справочнике «{book}» несколько; укажите код', 'there are several “{value}” in the reference book “{book}”; give the code');

interface Known {
  readonly id: string;
  readonly keys: readonly string[];
}

/** One reference book, read once and looked up by code, name or whatever else its rows are called. */
class Book {
  readonly #ids = new Map<string, Set<string>>();

  constructor(rows: readonly Known[], readonly name: string) {
    for (const { id, keys } of rows) {
      for (const key of keys) this.#ids.set(key, (this.#ids.get(key) ?? new Set()).add(id));
    }
  }

  /** @throws CellError unknown, ambiguous */
  find(field: string, value: string, key: (text: string) => string = headerKey): string {
    const found = [...(this.#ids.get(key(value)) ?? [])];
    const params = { value, book: this.name };
    if (found.length === 0) throw new CellError(field, 'unknown', fillLabel(UNKNOWN, params));
    if (found.length > 1) throw new CellError(field, 'ambiguous', fillLabel(AMBIGUOUS, params));
    return found[0] as string;
  }
}

/** Reference books of one import, each read when it is first needed. */
export class Lookups {
  readonly #books = new Map<string, Promise<Book>>();

  constructor(readonly uow: UnitOfWork) {}

  /** Id of a catalogue row by its code or name; null for an empty cell. */
  async catalog(entity: string, field: string, value: string | null, nameColumn = 'name'): Promise<string | null> {
    if (value === null) return null;
    const read = async (): Promise<Book> => {
      const rows = await this.uow.query<{ id: string; code: string | null; name: string }>(`select id, code, "${nameColumn}" as name from "${tableName(entity)}" where not deletion_mark`);
      return new Book(rows.map(({ id, code, name }) => ({ id, keys: [...new Set([code ?? '', name].filter((one) => one !== '').map(headerKey))] })), this.uow.company.plugins.entity(entity)?.definition.label.many.ru ?? entity);
    };
    return (await this.#book(entity, read)).find(field, value);
  }

  /** An active employee by login, e-mail or full name. */
  async user(field: string, value: string | null): Promise<string | null> {
    if (value === null) return null;
    const read = async (): Promise<Book> => {
      const rows = await this.uow.query<{ id: string; login: string; full_name: string; email: string | null }>('select id, login, full_name, email from core_user where is_active and not deletion_mark and not is_system');
      return new Book(rows.map(({ id, login, full_name: name, email }) => ({ id, keys: [...new Set([login, name, email ?? ''].filter((one) => one !== '').map(headerKey))] })), 'Пользователи');
    };
    return (await this.#book('core.user', read)).find(field, value);
  }

  /** A client by its code, INN or name. */
  async partner(field: string, value: string): Promise<string> {
    const read = async (): Promise<Book> => {
      const rows = await this.uow.query<{ id: string; code: string | null; working_name: string; inns: string[] | null }>(
        `select p.id, p.code, p.working_name, array_agg(c.inn) filter (where c.inn is not null) as inns from crm_partner p left join crm_counterparty c on c.partner_id = p.id and not c.deletion_mark where not p.deletion_mark group by p.id`,
      );
      return new Book(rows.map(({ id, code, working_name: name, inns }) => ({ id, keys: [...new Set([partnerKey(code ?? ''), partnerKey(name), ...(inns ?? [])].filter((one) => one !== ''))] })), 'Клиенты');
    };
    return (await this.#book('crm.partner', read)).find(field, value, partnerKey);
  }

  #book(name: string, read: () => Promise<Book>): Promise<Book> {
    const known = this.#books.get(name) ?? read();
    this.#books.set(name, known);
    return known;
  }
}

/** What clients are compared by: digits of an INN as they are, a name without its legal form and quotes. */
export function partnerKey(text: string): string {
  return /^\d{10,12}$/.test(text) ? text : normalizeCompanyName(text);
}
