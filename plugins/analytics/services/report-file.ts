import { translate, writeWorkbook } from '../../../core/index.ts';
import type { Label, Locale, RouteResponse, SheetColumn, SheetSpec } from '../../../core/index.ts';

/** Answer with a workbook. */
export async function workbook(name: string, sheets: readonly SheetSpec[]): Promise<RouteResponse> {
  return { file: { name: `${name}.xlsx`, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: await writeWorkbook(sheets) } };
}

/** A column with its header in the reader's language. */
export function column(key: string, header: Label, locale: Locale, type: SheetColumn['type'] = 'text'): SheetColumn {
  return { key, header: translate(header, locale), type };
}

/** Schema of the query parameter that asks for a workbook. */
export const FORMAT = { type: 'string', enum: ['json', 'xlsx'] } as const;

/** Schema of a period's name; which names there are is said by the refusal. */
export const PERIOD = { type: 'string', minLength: 4, maxLength: 10 } as const;

export const UUID = { type: 'string', format: 'uuid' } as const;
