import type { TransitionSpec } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';
import { ORDER_CLIENT_STATUSES } from '../enums/index.ts';

const WAREHOUSE_TOLD = [{ 'core.notify': { role: 'warehouse_head', text: label('Заказ {number} готов к отгрузке', 'Order {number} is ready to ship') } }];

/** Changes the source names, by their codes; every other change of R-12 is O-42. */
const NAMED: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string; readonly effects?: TransitionSpec['effects'] }>> = {
  'O-32': { from: ['awaiting_agreement'], to: 'awaiting_advance' },
  'O-33': { from: ['awaiting_agreement'], to: 'awaiting_supply' },
  'O-34': { from: ['awaiting_advance'], to: 'awaiting_supply' },
  'O-35': { from: ['awaiting_advance', 'awaiting_supply'], to: 'awaiting_balance' },
  'O-36': { from: ['awaiting_advance', 'awaiting_supply'], to: 'ready_to_ship', effects: WAREHOUSE_TOLD },
  'O-37': { from: ['awaiting_balance'], to: 'ready_to_ship', effects: WAREHOUSE_TOLD },
  'O-38': { from: ['ready_to_ship'], to: 'shipping' },
  'O-39': { from: ['ready_to_ship', 'shipping'], to: 'awaiting_deferred_payment' },
  'O-40': { from: ['ready_to_ship', 'shipping'], to: 'settled' },
  'O-41': { from: ['awaiting_deferred_payment'], to: 'settled' },
};

/**
 * Region `client_status`: from every status to every other one, taken when R-12 answers so. The code of a change is that of the source's table;
 * the rest is `O-42.<status>`.
 */
export function clientStatusTransitions(): Record<string, TransitionSpec> {
  const codes = ORDER_CLIENT_STATUSES.map((one) => one.code as string);
  const transitions: Record<string, TransitionSpec> = {
    'O-31': { region: 'client_status', from: 'start', on: 'order.created', to: 'awaiting_agreement' },
  };
  const edge = (from: readonly string[], to: string): TransitionSpec => ({
    region: 'client_status',
    from,
    to,
    automatic: true,
    label: ORDER_CLIENT_STATUSES.find((one) => one.code === to)?.label ?? label(to, to),
    when: [{ decision: 'crm.client_status', is: { client_status: to } }],
  });
  for (const [code, { from, to, effects }] of Object.entries(NAMED)) transitions[code] = { ...edge(from, to), ...(effects === undefined ? {} : { effects }) };
  for (const to of codes) {
    const named = Object.values(NAMED).filter((one) => one.to === to).flatMap((one) => one.from);
    const rest = codes.filter((from) => from !== to && !named.includes(from));
    if (rest.length > 0) transitions[`O-42.${to}`] = { ...edge(rest, to), ...(to === 'ready_to_ship' ? { effects: WAREHOUSE_TOLD } : {}) };
  }
  return transitions;
}
