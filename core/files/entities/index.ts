import { Attachment } from './attachment.ts';
import { DocumentTemplate } from './document-template.ts';
import { PrintedDocument } from './printed-document.ts';

export { Attachment } from './attachment.ts';
export type { AttachmentRow } from './attachment.ts';
export { DocumentTemplate } from './document-template.ts';
export type { DocumentTemplateRow } from './document-template.ts';
export { FILE_FORMATS } from './enums.ts';
export { PrintedDocument } from './printed-document.ts';
export type { PrintedDocumentRow } from './printed-document.ts';

/** Files, what they are printed from, and what was printed; owners before what refers to them. */
export const filesEntities = [Attachment, DocumentTemplate, PrintedDocument] as const;
