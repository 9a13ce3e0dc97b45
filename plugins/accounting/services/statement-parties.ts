import type { UnitOfWork } from '../../../core/index.ts';
import type { Statement, StatementSide } from '../exchange/read-exchange.ts';

export interface OwnAccount {
  readonly id: string;
  readonly currency_id: string;
  readonly organization_id: string;
}

interface Party {
  readonly id: string;
  readonly inn: string | null;
  readonly kpp: string | null;
}

/** Whom a statement speaks of, read once for the whole file. */
export interface Parties {
  /** Our accounts by number. */
  readonly own: ReadonlyMap<string, OwnAccount>;
  /** The counterparty on the other side; a list when several fit. */
  find(side: StatementSide): readonly string[];
  /** Id of the counterparty's account with this number. */
  accountOf(counterpartyId: string, number: string): string | null;
}

/** Finds accounts and counterparties of a statement by account number, INN and KPP. */
export async function partiesOf(uow: UnitOfWork, statement: Statement): Promise<Parties> {
  const sides = statement.documents.flatMap((one) => [one.payer, one.payee]);
  const accounts = await uow.query<{ id: string; account_number: string; organization_id: string | null; counterparty_id: string | null; currency_id: string }>(
    `select id, account_number, organization_id, counterparty_id, currency_id from crm_bank_account where account_number = any($1::text[]) and not deletion_mark order by created_at, id`,
    [[...new Set([...sides.map((one) => one.account), ...statement.accounts.map((one) => one.account)])]],
  );
  const parties = await uow.query<Party>(
    `select id, inn, kpp from crm_counterparty where not deletion_mark and inn = any($1::text[]) order by created_at, id`,
    [[...new Set(sides.flatMap((one) => one.inn ?? []))]],
  );
  const own = new Map<string, OwnAccount>();
  for (const one of accounts) if (one.organization_id !== null) own.set(one.account_number, { id: one.id, currency_id: one.currency_id, organization_id: one.organization_id });
  const holders = (number: string) => accounts.filter((one) => one.account_number === number && one.counterparty_id !== null);
  return {
    own,
    find: (side) => {
      const known = parties.filter((one) => one.inn === side.inn);
      const byKpp = known.filter((one) => one.kpp === side.kpp);
      const holding = new Set(holders(side.account).map((one) => String(one.counterparty_id)));
      const byAccount = known.filter((one) => holding.has(one.id));
      // Without an INN of ours the account alone says who pays: foreign clients have none.
      const candidates = known.length === 0 && (side.inn === null || side.inn === '0') ? [...holding] : [byAccount.length === 1 ? byAccount : [], byKpp, known].find((one) => one.length > 0)?.map((one) => one.id);
      return candidates ?? [];
    },
    accountOf: (counterpartyId, number) => holders(number).find((one) => one.counterparty_id === counterpartyId)?.id ?? null,
  };
}
