import { anyReference, defineEntity, field, label } from '../../entity/index.ts';

/**
 * A file of any row, kept here or only linked to. It is added through its owner's files, under the owner's rights.
 * `kind`: code of the regulation or the plugin, what the file is to its owner. `size_bytes`: at most 2 GiB − 1. `sha256`: hex. `storage_key`: where the bytes lie, null for a mere link in `external_url`.
 * @see «Автоматизация полного цикла продажи», §2.2, §3.1
 */
export const Attachment = defineEntity({
  id: 'core.attachment',
  kind: 'record',
  label: { one: label('Файл', 'File'), many: label('Файлы', 'Files') },
  path: 'attachments',
  fields: {
    ...anyReference('owner', label('Владелец', 'Owner'), { required: true, writable: 'create' }),
    kind: field.string(label('Вид', 'Kind'), 60, { required: true, default: 'other' }),
    file_name: field.string(label('Имя файла', 'File name'), 255, { required: true, searched: true }),
    mime_type: field.string(label('Тип', 'Media type'), 100, { writable: 'system' }),
    size_bytes: field.integer(label('Размер', 'Size, bytes'), { writable: 'system', minimum: 0 }),
    sha256: field.string(label('Контрольная сумма', 'Checksum'), 64, { writable: 'system', pattern: '^[0-9a-f]{64}$' }),
    storage_key: field.string(label('Ключ хранения', 'Storage key'), 255, { writable: 'system' }),
    external_url: field.string(label('Ссылка', 'Link'), 1000, { format: 'uri' }),
    note: field.string(label('Примечание', 'Note'), 250),
  },
  permissions: {},
  title: 'file_name',
  indexes: [['owner_entity', 'owner_id', 'kind'], ['sha256']],
  checks: {
    kept_or_linked: 'storage_key is not null or external_url is not null',
    size_not_negative: 'size_bytes >= 0',
  },
  audited: true,
});
export type AttachmentRow = InstanceType<typeof Attachment>;
