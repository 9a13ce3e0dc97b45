import { useEffect } from 'react';
import { useMetadata } from '../api/metadata.ts';

/** Names the browser's tab after the page: what it shows first, the company last. */
export function useTitle(title: string | undefined): void {
  const company = useMetadata().company.title;
  useEffect(() => {
    document.title = title === undefined || title === '' ? company : `${title} · ${company}`;
  }, [title, company]);
}
