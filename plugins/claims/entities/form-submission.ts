import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A claim that came through a public form. `key_hash`: sha256 (hex) of the key its sender follows it with. `sender_hash`: what his network address is
 * counted by, sha256 (hex) over the address and the form's key, so that the address itself is not kept.
 */
export const FormSubmission = defineEntity({
  id: 'claims.form_submission',
  kind: 'register',
  label: { one: label('Претензия с сайта', 'Claim from the site'), many: label('Претензии с сайта', 'Claims from the site') },
  path: 'form-submissions',
  permissions: { read: 'claim.process' },
  audited: false,
  title: 'claim_id',
  unique: [['claim_id']],
  indexes: [['form_id', 'submitted_at'], ['sender_hash', 'submitted_at']],
  fields: {
    claim_id: field.reference(label('Претензия', 'Claim'), 'claims.claim', { required: true }),
    form_id: field.reference(label('Форма', 'Form'), 'claims.public_form', { required: true }),
    submitted_at: field.datetime(label('Когда', 'When'), { required: true }),
    key_hash: field.string(label('Отпечаток ключа', 'Hash of the key'), 64, { required: true }),
    sender_hash: field.string(label('Отпечаток адреса', 'Hash of the address'), 64, { required: true }),
  },
});
export type FormSubmissionRow = InstanceType<typeof FormSubmission>;
