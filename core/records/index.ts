export { audit } from './journal.ts';
export { titleColumn } from './journal.ts';
export { listRecords, rawRecord, readRecord } from './read.ts';
export type { Page } from './read.ts';
export { confidentialPermission, demandAccess, isReadable, mayKnowField, mayReadField, ownerOf, presentRecord } from './visibility.ts';
export type { Access } from './visibility.ts';
export { aliasOf, createRecord, deleteRecord, updateRecord } from './write.ts';
export type { CreateOptions, UpdateOptions } from './write.ts';
export { isPeoplesSection } from './sections.ts';
