import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.ts';

export interface ConditionWords {
  readonly text?: string;
  readonly otherwise?: string;
}

export interface RoleWords {
  readonly code: string;
  readonly label: string;
  readonly mine: boolean;
  /** Mine, or one whose rights a role of mine includes. */
  readonly covered: boolean;
  readonly outside: boolean;
  readonly includes: readonly string[];
  readonly may: readonly { readonly label: string; readonly scope: 'all' | 'team' | 'own' }[];
}

export interface Criterion {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly target: number | null;
  readonly source: string | null;
}

export interface ScheduleWords {
  readonly id: string;
  readonly label: string;
  readonly at: string | null;
  readonly every: string | null;
  readonly when: readonly ConditionWords[];
  readonly does: readonly string[];
}

/** The regulation in words, as everybody reads it. */
export interface RegulationInWords {
  readonly hash: string;
  readonly title: string;
  readonly processes: readonly { readonly entity: string; readonly label: string }[];
  readonly roles: readonly RoleWords[];
  readonly criteria: readonly Criterion[];
  readonly schedules: readonly ScheduleWords[];
}

export interface TransitionWords {
  readonly code: string;
  readonly label: string;
  readonly to: readonly string[];
  readonly by: readonly string[];
  readonly asks: readonly string[];
  readonly when: readonly ConditionWords[];
  readonly does: readonly string[];
  readonly source: string | null;
}

export interface StepWords {
  readonly kind: 'start' | 'state' | 'any';
  readonly state: string | null;
  readonly label: string;
  readonly description: string | null;
  readonly final: boolean;
  readonly waits: readonly { readonly code: string; readonly label: string; readonly after: string; readonly from: string | null; readonly repeats: boolean; readonly when: readonly ConditionWords[]; readonly does: readonly string[] }[];
  readonly transitions: readonly TransitionWords[];
}

export interface ProcessInWords {
  readonly entity: string;
  readonly label: string;
  readonly regions: readonly { readonly region: string; readonly label: string; readonly steps: readonly StepWords[] }[];
}

export interface Version {
  readonly hash: string;
  readonly number: number;
  readonly title: string;
  readonly published_at: string;
  readonly published_by_name: string | null;
}

export const regulationQuery = queryOptions({ queryKey: ['regulation', 'words'], staleTime: 5 * 60_000, queryFn: () => request<RegulationInWords>('/api/web/regulation') });
export const versionsQuery = queryOptions({ queryKey: ['regulation', 'versions'], queryFn: () => request<{ readonly data: readonly Version[]; readonly active: string }>('/api/regulation/versions') });

/** The steps of one process in words. */
export function stepsQuery(entity: string) {
  return queryOptions({ queryKey: ['regulation', 'steps', entity], staleTime: 5 * 60_000, queryFn: () => request<ProcessInWords>(`/api/web/regulation/${entity}`) });
}
