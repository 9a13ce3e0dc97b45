import type { UnitOfWork } from '../../core/index.ts';

const names = (description: string): object => ({
  description, anyOf: [{ type: 'string', minLength: 1 }, { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } }],
});

/** JSON Schema of the regulation's parameter `macbuild`: which columns of the file mean what, and what new products are. */
export const macbuildParameters = {
  macbuild: {
    type: 'object',
    additionalProperties: false,
    required: ['number', 'columns', 'product'],
    properties: {
      sheet: { type: 'string', minLength: 1, description: 'Sheet of the workbook; default the first visible one.' },
      header_row: { type: 'integer', minimum: 1, description: 'Row of the headers; default: found by the names below.' },
      xml_rows: { type: 'string', minLength: 1, description: 'Names from the root of an XML file to the element of a line.' },
      number: names('Caption beside which the order number stands, or its path in XML.'),
      columns: {
        type: 'object',
        additionalProperties: false,
        required: ['code', 'name', 'quantity'],
        properties: {
          line_no: names('Number of the line; default: the lines are counted.'),
          code: names('Code of the equipment in MacBuild.'),
          name: names('Its name.'),
          quantity: names('Quantity.'),
          price_eur: names('Price in euro.'),
          group: names('Product group by its code or name.'),
          attributes: names('Columns of characteristics; the star stands for the name: «Характеристика: *».'),
        },
      },
      product: {
        type: 'object',
        additionalProperties: false,
        required: ['group'],
        description: 'What a product becomes that an import makes; codes of reference books.',
        properties: { group: { type: 'string', minLength: 1 }, unit: { type: 'string', minLength: 1 }, vat_rate: { type: 'string', minLength: 1 } },
      },
    },
  },
} as const;

type Names = string | readonly string[];

/** The parameter `macbuild` of a regulation. */
export interface MacbuildParameters {
  readonly sheet?: string;
  readonly header_row?: number;
  readonly xml_rows?: string;
  readonly number: Names;
  readonly columns: Readonly<Record<'code' | 'name' | 'quantity', Names>> & Partial<Readonly<Record<'line_no' | 'price_eur' | 'group' | 'attributes', Names>>>;
  readonly product: { readonly group: string; readonly unit?: string; readonly vat_rate?: string };
}

/** One name or several, as a list. */
export function listOf(value: Names | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** The mapping in force; its shape was checked when the regulation was published. */
export function macbuildParametersOf(uow: UnitOfWork): MacbuildParameters {
  return uow.company.regulation.parameters['macbuild'] as MacbuildParameters;
}
