import { defineSchedule, label } from '../../../core/index.ts';

const MOST_AT_ONCE = 500;

/** Acknowledged supplier orders whose ready date has come (SO-05). */
export const ordersReady = defineSchedule({
  id: 'supply.orders_ready',
  label: label('Наступила дата готовности', 'The ready date has come'),
  entity: 'supply.supplier_order',
  async candidates(uow) {
    const rows = await uow.query<{ id: string }>(`select id from supply_supplier_order where state = 'confirmed' and ready_date <= $1::date order by ready_date, id limit ${MOST_AT_ONCE}`, [uow.today]);
    return rows.map((row) => row.id);
  },
});
