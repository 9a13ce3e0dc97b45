import { CustomsDeclaration } from './customs-declaration.ts';
import { CustomsDeclarationLine } from './customs-declaration-line.ts';

export { CustomsDeclaration } from './customs-declaration.ts';
export type { CustomsDeclarationRow } from './customs-declaration.ts';
export { CustomsDeclarationLine } from './customs-declaration-line.ts';
export type { CustomsDeclarationLineRow } from './customs-declaration-line.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const customsEntities = [CustomsDeclaration, CustomsDeclarationLine] as const;
