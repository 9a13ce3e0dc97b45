import { defineRoute, label } from '../../../core/index.ts';
import { truckBoard } from '../services/truck-board.ts';

/** «Формирование машин», right side: trucks in planning and formed ones with what is in them, how full they are, and between which percentages a fill is right. */
export const truckBoardRoute = defineRoute({
  method: 'GET',
  path: '/api/supply/truck-board',
  permission: 'truck.plan',
  summary: label('Машины в формировании', 'Trucks being formed'),
  async handle(request) {
    return request.read(async (uow) => {
      const { parameters } = uow.company.regulation;
      const trucks = await truckBoard(uow);
      return {
        body: {
          fill_min_pct: Number(parameters['truck_fill_min_pct'] ?? 85), fill_max_pct: Number(parameters['truck_fill_max_pct'] ?? 100),
          data: trucks.map((truck) => ({ ...truck, warnings: truck.warnings.map((one) => ({ code: one.code, message: one.message[request.locale] })) })),
        },
      };
    });
  },
});
