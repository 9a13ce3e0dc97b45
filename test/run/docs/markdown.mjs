/** Text that stays one cell of a table. @param {unknown} text */
export function cell(text) {
  return String(text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
}

/** @param {unknown} text */
export function code(text) {
  return `\`${cell(text)}\``;
}

/** `English (русский)`. @param {{ ru: string, en: string } | undefined} label */
export function both(label) {
  return label === undefined ? '' : cell(`${label.en} (${label.ru})`);
}

/** A table, or nothing when it has no rows. @param {readonly string[]} heads @param {readonly (readonly string[])[]} rows */
export function table(heads, rows) {
  if (rows.length === 0) return '';
  return `${[heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

/** A list in words, cut where it would stop being read. @param {readonly string[]} items */
export function list(items, most = 40) {
  return items.length > most ? `${items.slice(0, most).map(code).join(', ')} and ${items.length - most} more` : items.map(code).join(', ');
}

/** Paragraphs, tables and headings with one empty line between. @param {readonly string[]} parts */
export function page(parts) {
  return `${parts.map((part) => part.trim()).filter((part) => part !== '').join('\n\n')}\n`;
}

/** What a JSON Schema takes, in a few words. @param {any} schema @returns {string} */
export function kindOf(schema) {
  if (schema === undefined || Object.keys(schema).length === 0) return 'anything';
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.length > 12 ? 'one of the names below' : schema.enum.map((value) => code(String(value))).join(' or ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(kindOf))].join(', or ');
  if (schema.description !== undefined && schema.type === undefined) return cell(schema.description);
  if (isLabel(schema)) return 'label';
  const type = Array.isArray(schema.type) ? schema.type.filter((one) => one !== 'null').join(' or ') : schema.type;
  if (type === 'array') return schema.items === undefined ? 'list' : `list of ${kindOf(schema.items)}`;
  if (type === 'object') return schema.additionalProperties === undefined || schema.additionalProperties === false ? 'map' : `map of ${kindOf(schema.additionalProperties)}`;
  if (type === 'integer') return 'whole number';
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'string') return schema.format ?? (schema.pattern === undefined ? 'text' : `text like ${code(schema.pattern)}`);
  return type ?? 'anything';
}

function isLabel(schema) {
  return schema.type === 'object' && Object.keys(schema.properties ?? {}).sort().join() === 'en,ru';
}
