import { useState } from 'react';

type Values = Record<string, unknown>;

/** What was typed and not saved yet, kept for this tab, so that a lost session or a closed page loses nothing. */
export function useDraft(key: string, initial: Values): [Values, (change: (before: Values) => Values) => void, () => void] {
  const [values, setValues] = useState<Values>(() => {
    try {
      return { ...initial, ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as object) };
    } catch {
      return initial;
    }
  });
  const change = (make: (before: Values) => Values): void =>
    setValues((before) => {
      const next = make(before);
      sessionStorage.setItem(key, JSON.stringify(next));
      return next;
    });
  return [values, change, () => sessionStorage.removeItem(key)];
}
