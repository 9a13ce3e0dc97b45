import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatDate, formatDecimal, formatInteger, pageOf, useEntity, useLocale } from '../../../web/ui/src/kit.ts';
import { usePaymentTexts } from '../texts.ts';

/** A line of the report on debts; sums are decimal text in `currency`. */
export interface Debt {
  readonly invoice_id: string;
  readonly invoice: string;
  readonly partner_id: string;
  readonly client: string;
  readonly currency: string;
  readonly total: string;
  readonly paid: string;
  readonly balance: string;
  readonly debt: string;
  readonly shipment_date: string;
  readonly due_date: string;
  readonly days_overdue: number;
  readonly reminders: number;
  readonly last_interaction_result: string | null;
}

/** The report's sums in one currency. */
export interface DebtTotal {
  readonly currency: string;
  readonly invoices: number;
  readonly balance: string;
  readonly debt: string;
  readonly overdue: string;
}

/** Debts as a table, the longest overdue first, as the server sorts them. */
export function DebtsTable({ rows }: { rows: readonly Debt[] }) {
  const texts = usePaymentTexts();
  const locale = useLocale();
  const invoice = useEntity('crm.invoice');
  const partner = useEntity('crm.partner');
  return (
    <div className="table-scroll">
      <table className="grid-table">
        <thead>
          <tr>
            <th>{texts.client}</th>
            <th>{texts.invoice}</th>
            <th className="numeric">{texts.debt}</th>
            <th>{texts.due}</th>
            <th className="numeric">{texts.daysOverdue}</th>
            <th>{texts.shipped}</th>
            <th className="numeric">{texts.total}</th>
            <th className="numeric">{texts.paid}</th>
            <th className="numeric">{texts.reminders}</th>
            <th>{texts.lastResult}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.invoice_id} style={{ cursor: 'default' }}>
              <td style={{ minWidth: 140 }}>{partner === undefined ? row.client : <Anchor component={Link} to={pageOf(partner, row.partner_id) as never} fz="inherit">{row.client}</Anchor>}</td>
              <td style={{ whiteSpace: 'nowrap' }}>{invoice === undefined ? row.invoice : <Anchor component={Link} to={pageOf(invoice, row.invoice_id) as never} fz="inherit">{row.invoice}</Anchor>}</td>
              <td className="numeric">
                {formatDecimal(row.debt, locale)} {row.currency}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>{formatDate(row.due_date, locale)}</td>
              <td className="numeric">
                <Text size="sm" fw={row.days_overdue > 0 ? 600 : undefined} c={row.days_overdue > 0 ? 'red' : 'teal'}>
                  {row.days_overdue > 0 ? formatInteger(row.days_overdue, locale) : '—'}
                </Text>
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>{formatDate(row.shipment_date, locale)}</td>
              <td className="numeric">{formatDecimal(row.total, locale)}</td>
              <td className="numeric">{formatDecimal(row.paid, locale)}</td>
              <td className="numeric">{formatInteger(row.reminders, locale)}</td>
              <td style={{ minWidth: 160 }}>{row.last_interaction_result ?? <span aria-hidden="true">—</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
