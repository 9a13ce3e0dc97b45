import { defineEffect, label } from '../../../core/index.ts';

/** Writes the record of where the contract lies, who handed it over and who placed it. */
export const fileToArchive = defineEffect({
  id: 'contracts.file_to_archive',
  label: label('Записать в архив', 'File to the archive'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { data, item } = ctx;
    await ctx.create('contracts.archive_record', {
      contract_id: item.id,
      medium: data['medium'] ?? 'original',
      received_from: data['received_from'] ?? item.row['responsible_id'],
      received_at: ctx.now,
      placed_by: ctx.actor.userId,
      placed_at: ctx.now,
      storage_place: data['storage_place'],
    });
  },
});
