import type { Label } from '../../language/index.ts';

/** Something found while reading one text, before its offset becomes a line and a column. */
export interface Finding {
  readonly code: string;
  readonly offset: number;
  readonly message: Label;
  readonly pointer?: string;
  readonly fix?: Label;
}
