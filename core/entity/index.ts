export { BASE_FIELDS, CATALOGUE_FIELDS, DOCUMENT_FIELDS, Entity, defineEntity, relationName, tableName } from './entity.ts';
export type { EntityClass, EntityDefinition, EntityKind, EntityPermissions, EntityRow, Fields, RowOf, SectionLink } from './entity.ts';
export { anyReference, enumeration, field, label } from './field.ts';
export type { EnumValue, Field, FieldOptions, FieldType, Writable } from './field.ts';
export { columnType, foreignKeysSql, tableSql } from './ddl.ts';
export { fieldJsonSchema, fieldsJsonSchema } from './json-schema.ts';
