import type { Label } from '../language/index.ts';
import { compare, isDecimal } from '../money/index.ts';
import { isDate, isDateTime } from '../validation/index.ts';
import { wallClock } from '../calendar/index.ts';
import { readMoment } from './moment.ts';

/** One place where what came is not what was wanted. `path` leads there from the value compared. */
export interface Mismatch {
  readonly path: string;
  readonly wanted: unknown;
  readonly got: unknown;
  readonly note?: Label;
}

interface MatchOptions {
  /** Time zone in which moments without an offset are meant. */
  readonly zone: string;
  /** Whether rows of the outermost list may come in any order. */
  readonly anyOrder?: boolean;
}

/** Words that ask something of a value instead of naming it; each stands alone in its map. */
export const MATCH_WORDS = ['count', 'contains', 'absent', 'not', 'any'] as const;
type MatchWord = (typeof MATCH_WORDS)[number];

function matchWord(wanted: unknown): MatchWord | undefined {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return undefined;
  const keys = Object.keys(wanted);
  return keys.length === 1 ? MATCH_WORDS.find((word) => word === keys[0]) : undefined;
}

/**
 * Where `got` differs from `wanted`. Maps match in part: only the wanted names are compared. Lists match one to one. Numbers and decimal
 * strings are equal by value, moments by instant, a date equals any moment of that day in the zone.
 */
export function mismatches(wanted: unknown, got: unknown, options: MatchOptions, path = ''): Mismatch[] {
  const word = matchWord(wanted);
  if (word !== undefined) return askedMismatches(word, (wanted as Record<string, unknown>)[word], got, options, path);
  if (Array.isArray(wanted)) return listMismatches(wanted, got, options, path);
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof got !== 'object' || got === null || Array.isArray(got)) return [{ path, wanted, got }];
    const { anyOrder: _outermost, ...inner } = options;
    return Object.entries(wanted).flatMap(([name, one]) => mismatches(one, (got as Record<string, unknown>)[name], inner, path === '' ? name : `${path}.${name}`));
  }
  return equalScalars(wanted, got, options.zone) ? [] : [{ path, wanted, got }];
}

function askedMismatches(word: MatchWord, asked: unknown, got: unknown, options: MatchOptions, path: string): Mismatch[] {
  const wanted = { [word]: asked };
  switch (word) {
    case 'count':
      return Array.isArray(got) && got.length === asked ? [] : [{ path, wanted, got: Array.isArray(got) ? { count: got.length } : got }];
    case 'absent':
      return ((got ?? null) === null) === (asked === true) ? [] : [{ path, wanted, got }];
    case 'any':
      return ((got ?? null) !== null) === (asked === true) ? [] : [{ path, wanted, got }];
    case 'not':
      return mismatches(asked, got, options).length > 0 ? [] : [{ path, wanted, got }];
    case 'contains': {
      if (typeof got === 'string') return got.includes(String(asked)) ? [] : [{ path, wanted, got }];
      if (!Array.isArray(got)) return [{ path, wanted, got }];
      const unmet = unpaired(Array.isArray(asked) ? asked : [asked], got, options);
      return unmet.length === 0 ? [] : [{ path, wanted: { contains: unmet }, got }];
    }
  }
}

function listMismatches(wanted: readonly unknown[], got: unknown, options: MatchOptions, path: string): Mismatch[] {
  if (!Array.isArray(got)) return [{ path, wanted, got }];
  if (wanted.length !== got.length) {
    return [{ path, wanted, got, note: { ru: `строк ${got.length}, а не ${wanted.length}`, en: `${got.length} rows, not ${wanted.length}` } }];
  }
  const { anyOrder, ...inner } = options;
  if (anyOrder === true && wanted.length > 1) {
    const unmet = unpaired(wanted, got, inner);
    return unmet.length === 0 ? [] : [{ path, wanted: unmet, got }];
  }
  return wanted.flatMap((one, index) => mismatches(one, (got as unknown[])[index], inner, path === '' ? String(index) : `${path}.${index}`));
}

/** Wanted rows that find no partner of their own among the rows got, however the others are paired. */
function unpaired(wanted: readonly unknown[], got: readonly unknown[], options: MatchOptions): unknown[] {
  const partnerOf = new Map<number, number>();
  const seek = (index: number, tried: Set<number>): boolean =>
    got.some((row, place) => {
      if (tried.has(place) || mismatches(wanted[index], row, options).length > 0) return false;
      tried.add(place);
      const rival = partnerOf.get(place);
      if (rival !== undefined && !seek(rival, tried)) return false;
      partnerOf.set(place, index);
      return true;
    });
  return wanted.filter((_, index) => !seek(index, new Set()));
}

function equalScalars(wanted: unknown, got: unknown, zone: string): boolean {
  if ((wanted ?? null) === null || (got ?? null) === null) return (wanted ?? null) === (got ?? null);
  if (wanted === got) return true;
  const [left, right] = [decimalOf(wanted), decimalOf(got)];
  if (left !== undefined && right !== undefined && (typeof wanted === 'number' || typeof got === 'number' || left.includes('.') || right.includes('.'))) return compare(left, right) === 0;
  return typeof wanted === 'string' && typeof got === 'string' && isDateTime(got) && sameMoment(wanted, got, zone);
}

/** Digits that were written as text (an ИНН, a document number) stay text: they are equal only when they are spelled alike. */
function decimalOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return isDecimal(text) ? text : undefined;
}

function sameMoment(wanted: string, got: string, zone: string): boolean {
  if (isDate(wanted)) return wallClock(new Date(got), zone).date === wanted;
  return readMoment(wanted, zone)?.getTime() === new Date(got).getTime();
}
