/** What other plugins may use of customs: its entities. Events: `customs_declaration.posted`, `customs_declaration.cancelled`. */
export { CustomsDeclaration, CustomsDeclarationLine } from './entities/index.ts';
export type { CustomsDeclarationLineRow, CustomsDeclarationRow } from './entities/index.ts';
