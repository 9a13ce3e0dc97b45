import { defineEffect, label } from '../../../core/index.ts';
import { formsOf } from '../services/truck-forms.ts';

/**
 * Keeps a form of a truck as it goes out: D-18 loading plan, D-09 one per invoice, D-10 and D-11 breakdowns, D-12 the supplementary agreement with HS codes.
 * The files are made of these rows.
 */
export const printTruckForm = defineEffect<{ readonly form: string }>({
  id: 'supply.print_truck_form',
  label: label('Напечатать документ машины', 'Print a form of the truck'),
  entity: 'supply.truck',
  params: { type: 'object', additionalProperties: false, required: ['form'], properties: { form: { type: 'string', enum: ['D-09', 'D-10', 'D-11', 'D-12', 'D-18'] } } },
  async run({ form }, ctx) {
    for (const one of await formsOf(ctx.uow, ctx.item.id, form)) {
      await ctx.create('core.printed_document', {
        form_code: one.code, subject_entity: one.entity, subject_id: one.id, format: one.code === 'D-12a' ? 'docx' : 'xlsx', data_snapshot: one.data, printed_at: ctx.now, printed_by: ctx.actor.userId,
      });
    }
  },
});
