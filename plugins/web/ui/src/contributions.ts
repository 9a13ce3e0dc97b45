import type { ComponentType } from 'react';

/** A page that a plugin adds to the menu; its code is read when it is opened. */
export interface UiPage {
  /** Address, such as `/board`; a parameter begins with `$`. */
  readonly path: string;
  /** Menu entry; without it the page is reached from others only. */
  readonly label?: { readonly ru: string; readonly en: string };
  /** Name of one of the menu's icons. */
  readonly icon?: string;
  /** Entity the person must be able to read for the page to be there. */
  readonly entity?: string;
  /** Permission the person must have for the page to be there; of several any one. */
  readonly permission?: string | readonly string[];
  /** Place in the menu; the kernel's pages stand at 0 (today) and from 80 on (lists, numbers, regulation). */
  readonly order?: number;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** A tab that a plugin adds to the card of an entity. */
export interface UiPanel {
  readonly entity: string;
  readonly id: string;
  readonly label: { readonly ru: string; readonly en: string };
  /** Place among the tabs; the card's own stand at 0 (details), 10 (related), 20 (files), 30 (history). */
  readonly order?: number;
  readonly load: () => Promise<{ readonly default: ComponentType<{ readonly id: string }> }>;
}

/** What help beside a form is given: what stands in its fields now, and a way to fill them. */
export interface FormAidProps {
  readonly values: Readonly<Record<string, unknown>>;
  /** The row, when it is there already. */
  readonly id?: string;
  readonly set: (name: string, value: unknown) => void;
}

/** Help that a plugin shows in the form of an entity: what resembles the new row, what is known of a number that was typed. */
export interface UiFormAid {
  readonly entity: string;
  readonly load: () => Promise<{ readonly default: ComponentType<FormAidProps> }>;
}

/** Types the form aids of a plugin: the default export of `plugins/<id>/ui/form-aids.ts`. */
export function defineFormAids(aids: readonly UiFormAid[]): readonly UiFormAid[] {
  return aids;
}

/** Types the pages of a plugin: the default export of `plugins/<id>/ui/pages.ts`. */
export function definePages(pages: readonly UiPage[]): readonly UiPage[] {
  return pages;
}

/** Types the panels of a plugin: the default export of `plugins/<id>/ui/panels.ts`. */
export function definePanels(panels: readonly UiPanel[]): readonly UiPanel[] {
  return panels;
}

// Found when the workplace is built: whatever plugin has such a file is part of it.
const pageFiles = import.meta.glob<{ readonly default: readonly UiPage[] }>('../../../*/ui/pages.ts', { eager: true });
const panelFiles = import.meta.glob<{ readonly default: readonly UiPanel[] }>('../../../*/ui/panels.ts', { eager: true });

const aidFiles = import.meta.glob<{ readonly default: readonly UiFormAid[] }>('../../../*/ui/form-aids.ts', { eager: true });

/** Every page of every plugin. */
export const pluginPages: readonly UiPage[] = Object.values(pageFiles).flatMap((one) => one.default);

/** Every panel of every plugin. */
export const pluginPanels: readonly UiPanel[] = Object.values(panelFiles).flatMap((one) => one.default);

/** Every form aid of every plugin. */
export const pluginFormAids: readonly UiFormAid[] = Object.values(aidFiles).flatMap((one) => one.default);
