import { randomBytes } from 'node:crypto';
import { defineSaveRule } from '../../../core/index.ts';

/** A form gets its address when it is made, and keeps it. */
export const publicFormKey = defineSaveRule({
  id: 'claims.public_form_key',
  entity: 'claims.public_form',
  async prepare(draft, { before }) {
    draft['key'] = before?.['key'] ?? randomBytes(24).toString('base64url');
  },
});
