import { defineEntity, field, label } from '../../../core/index.ts';
import { ARCHIVE_MEDIA } from './enums.ts';

/**
 * Where one original or scan of a contract is kept, who handed it over and who has borrowed it.
 * `storage_place`: cabinet, folder, page in words. All moments are UTC.
 * @see «Процесс заключения договора с клиентом», §4
 */
export const ArchiveRecord = defineEntity({
  id: 'contracts.archive_record',
  kind: 'record',
  label: { one: label('Запись архива', 'Archive record'), many: label('Архив договоров', 'Contract archive') },
  path: 'archive-records',
  fields: {
    contract_id: field.reference(label('Договор', 'Contract'), 'contracts.contract', { required: true, indexed: true }),
    medium: field.enumeration(label('Носитель', 'Medium'), ARCHIVE_MEDIA, { required: true }),
    received_from: field.reference(label('Передал', 'Handed over by'), 'core.user', { required: true }),
    received_at: field.datetime(label('Получено секретарем', 'Received by the secretary'), { required: true }),
    placed_by: field.reference(label('Поместил в архив', 'Placed by'), 'core.user', { required: true }),
    placed_at: field.datetime(label('Дата помещения', 'Placed at'), { required: true }),
    storage_place: field.string(label('Место хранения', 'Storage place'), 150, { required: true, searched: true }),
    issued_to: field.reference(label('Кому выдан', 'Issued to'), 'core.user'),
    issued_at: field.datetime(label('Выдан', 'Issued at')),
    returned_at: field.datetime(label('Возвращен', 'Returned at')),
  },
  permissions: { create: 'contract.archive', update: 'contract.archive' },
  title: 'storage_place',
  checks: {
    placed_after_receipt: 'placed_at >= received_at',
    issued_to_somebody: '(issued_at is null) = (issued_to is null)',
    returned_after_issue: 'returned_at is null or (issued_at is not null and returned_at >= issued_at)',
  },
});
export type ArchiveRecordRow = InstanceType<typeof ArchiveRecord>;
