import type { InjectionToken } from 'tsyringe';

/** What a scanner found in a content. */
export type ScanResult = { readonly clean: true } | { readonly clean: false; readonly threat: string };

/** Looks at every upload before it is stored. A scanner that throws refuses the file: an unchecked file is not a clean one. */
export interface AntivirusScanner {
  scan(content: Buffer, name: string): Promise<ScanResult>;
}

/** Registered by a plugin that brings a scanner; without one uploads are stored unscanned. */
export const AntivirusToken: InjectionToken<AntivirusScanner> = Symbol('core.AntivirusScanner');
