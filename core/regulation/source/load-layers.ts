import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Label } from '../../language/index.ts';
import { nearest } from '../../language/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fileFinding, isInside, layerName, MAIN_FILE, readFolder, regulationNames, shownPath } from './folder.ts';
import type { RemovedPart } from './merge.ts';
import { mergeLayers } from './merge.ts';
import type { MapNode, Origin } from './node.ts';
import { findNode, toValue } from './node.ts';
import type { SourceFile } from './read-file.ts';
import { readSourceFile } from './read-file.ts';

/** A plugin's piece of regulation, laid below every folder. `layer` names it (the plugin's id), `path` is the file. */
export interface RegulationFragment {
  readonly layer: string;
  readonly path: string;
  /** The path for people; by default from the working directory. */
  readonly shown?: string;
}

/** A regulation with everything it extends, merged, and the memory of where each part came from. */
export interface MergedDocument {
  /** The merged value, without `extends`. */
  readonly value: Record<string, unknown>;
  /** Where the value at a JSON pointer was set last; of a pointer that does not exist, its closest ancestor. */
  origin(pointer: string): Origin;
  /** Where its key stands. */
  keyOrigin(pointer: string): Origin;
  /** How a scalar was written, without quotes; undefined for anything else. */
  sourceText(pointer: string): string | undefined;
  /** Where lower layers had set the same pointer, lowest first. */
  overridden(pointer: string): readonly Origin[];
  readonly removed: readonly RemovedPart[];
  /** Names of the layers, lowest first: plugins, then bases, the regulation itself last. */
  readonly layers: readonly string[];
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where to look and what to lay below. `root` is the folder of all regulations, by default the parent of the regulation's own. */
export interface LoadOptions {
  readonly root?: string;
  readonly fragments?: readonly RegulationFragment[];
  /** What of an inherited folder counts; the regulation's own folder always counts whole. */
  readonly inherit?: (layer: MapNode) => MapNode;
}

/**
 * Reads the regulation in folder `dir`, everything it extends and the plugins' fragments, and merges them, fragments lowest.
 * Whatever is wrong with the files is a diagnostic; only faults of the disk are thrown.
 */
export async function loadRegulationLayers(dir: string, options: LoadOptions = {}): Promise<MergedDocument> {
  const loader = new LayerLoader(await realOrSame(options.root ?? dirname(resolve(dir))), options.inherit ?? ((layer) => layer));
  for (const fragment of options.fragments ?? []) await loader.addFragment(fragment);
  await loader.addRegulation(dir);
  return loader.result();
}

class LayerLoader {
  private readonly nodes: MapNode[] = [];
  private readonly layers: string[] = [];
  private readonly files: SourceFile[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly done = new Set<string>();

  constructor(
    private readonly root: string,
    private readonly inherit: (layer: MapNode) => MapNode,
  ) {}

  async addFragment({ layer, path, shown }: RegulationFragment): Promise<void> {
    const read = await readSourceFile(path, shown ?? relative(process.cwd(), path).split(sep).join('/'), layer);
    this.layers.push(layer);
    this.files.push(read.file);
    this.diagnostics.push(...read.diagnostics);
    if (read.node?.kind === 'map') this.nodes.push(read.node);
  }

  async addRegulation(dir: string): Promise<void> {
    const wanted = resolve(dir);
    const folder = await realOrSame(join(await realOrSame(dirname(wanted)), basename(wanted)));
    const shown = shownPath(folder, this.root);
    if (!isInside(folder, this.root)) {
      this.diagnostics.push(fileFinding('error', 'outside', shown, { ru: 'Папка лежит за пределами папки регламентов', en: 'The folder lies outside the folder of regulations' }));
    } else if (await hasMainFile(folder)) {
      await this.addFolder(folder, []);
    } else {
      const fix = await this.suggestName(layerName(folder, this.root));
      this.diagnostics.push(fileFinding('error', 'no_regulation', shown, { ru: `Здесь нет файла ${MAIN_FILE}`, en: `There is no ${MAIN_FILE} here` }, fix));
    }
  }

  result(): MergedDocument {
    const { root, earlier, removed, diagnostics } = mergeLayers(this.nodes);
    return {
      value: toValue(root) as Record<string, unknown>,
      origin: (pointer) => findNode(root, pointer).node.at,
      keyOrigin: (pointer) => findNode(root, pointer).node.keyAt,
      sourceText: (pointer) => {
        const { node, exact } = findNode(root, pointer);
        return exact && node.kind === 'scalar' ? node.text : undefined;
      },
      overridden: (pointer) => earlier.get(pointer) ?? [],
      removed,
      layers: this.layers,
      files: this.files,
      diagnostics: [...this.diagnostics, ...diagnostics],
    };
  }

  /** Bases first, each folder once: a base that two others share lies below both. */
  private async addFolder(folder: string, path: readonly string[]): Promise<void> {
    if (this.done.has(folder)) return;
    const read = await readFolder(folder, this.root);
    this.files.push(...read.files);
    this.diagnostics.push(...read.diagnostics);
    const here = [...path, folder];
    if (read.node !== undefined) for (const base of this.bases(read.node)) await this.addBase(base, folder, here);
    this.done.add(folder);
    this.layers.push(read.layer);
    if (read.node === undefined) return;
    const node = withoutKey(read.node, 'extends');
    this.nodes.push(path.length === 0 ? node : this.inherit(node));
  }

  private bases(node: MapNode): { name: string; at: Origin; pointer: string }[] {
    const value = node.children.get('extends');
    if (value === undefined || (value.kind === 'scalar' && value.value === null)) return [];
    const items = value.kind === 'list' ? value.children : [value];
    return items.flatMap((item, index) => {
      const pointer = value.kind === 'list' ? `/extends/${index}` : '/extends';
      if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '') return [{ name: item.value, at: item.at, pointer }];
      this.report('bad_extends', item.at, pointer, { ru: 'extends — папка или список папок', en: 'extends is a folder or a list of folders' }, { ru: 'например: extends: ../base/equipment-dealer', en: 'for example: extends: ../base/equipment-dealer' });
      return [];
    });
  }

  private async addBase(base: { name: string; at: Origin; pointer: string }, from: string, path: readonly string[]): Promise<void> {
    const { name, at, pointer } = base;
    const folder = await realOrSame(resolve(from, name));
    if (isAbsolute(name) || name.includes('\\') || name.includes('\0') || !isInside(folder, this.root)) {
      this.report('bad_extends', at, pointer, { ru: `«${name}» лежит за пределами папки регламентов`, en: `"${name}" lies outside the folder of regulations` }, { ru: 'укажите путь от этой папки, например ../base/equipment-dealer', en: 'give a path from this folder, as ../base/equipment-dealer' });
    } else if (path.includes(folder)) {
      const circle = [...path.slice(path.indexOf(folder)), folder].map((one) => layerName(one, this.root)).join(' → ');
      this.report('extends_cycle', at, pointer, { ru: `Регламенты расширяют друг друга по кругу: ${circle}`, en: `Regulations extend each other in a circle: ${circle}` });
    } else if (!(await hasMainFile(folder))) {
      this.report('no_base', at, pointer, { ru: `Нет регламента «${name}»`, en: `There is no regulation "${name}"` }, await this.suggestPath(folder, from));
    } else {
      await this.addFolder(folder, path);
    }
  }

  private async suggestPath(wanted: string, from: string): Promise<Label | undefined> {
    const names = (await regulationNames(this.root)).filter((name) => join(this.root, name) !== from);
    const toPath = (name: string): string => relative(from, join(this.root, name)).split(sep).join('/');
    const near = nearest(layerName(wanted, this.root), names);
    if (near !== undefined) return { ru: `возможно, имелось в виду ${toPath(near)}`, en: `did you mean ${toPath(near)}?` };
    const some = names.slice(0, 10).map(toPath).join(', ');
    return some === '' ? undefined : { ru: `есть: ${some}`, en: `there are: ${some}` };
  }

  private async suggestName(wanted: string): Promise<Label | undefined> {
    const names = await regulationNames(this.root);
    const near = nearest(wanted, names);
    if (near !== undefined) return { ru: `возможно, имелось в виду ${near}`, en: `did you mean ${near}?` };
    return names.length === 0 ? undefined : { ru: `есть: ${names.slice(0, 10).join(', ')}`, en: `there are: ${names.slice(0, 10).join(', ')}` };
  }

  private report(code: string, at: Origin, pointer: string, message: Label, fix?: Label): void {
    const { file, line, column } = at;
    this.diagnostics.push({ severity: 'error', code, message, file, line, column, pointer, ...(fix === undefined ? {} : { fix }) });
  }
}

function withoutKey(node: MapNode, key: string): MapNode {
  return { ...node, children: new Map([...node.children].filter(([name]) => name !== key)) };
}

async function hasMainFile(folder: string): Promise<boolean> {
  try {
    return (await stat(join(folder, MAIN_FILE))).isFile();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** The path with links followed; a path that does not exist is returned as it is. */
async function realOrSame(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return path;
    throw error;
  }
}
