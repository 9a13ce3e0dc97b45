/**
 * A backup is one gzip file of JSON lines: the header; for each table `["table", name]` and its rows as PostgreSQL writes them in JSON; for each
 * attachment `["file", key]` and its bytes as base64 strings; `["end", sha256 of the header line]`. It is made of several gzip members, since the
 * header tells what the rest turned out to be.
 */
export interface BackupHeader {
  readonly format: 'reglament-backup';
  readonly format_version: 1;
  /** Version of the kernel that wrote it. */
  readonly kernel: string;
  /** RFC 3339, by the database's clock. */
  readonly made_at: string;
  readonly company: CompanyState;
  /** Migrations the rows were written under, in the order they were applied. */
  readonly migrations: readonly { readonly plugin: string; readonly id: string; readonly sha256: string }[];
  /** Content hashes of the published versions, oldest first. */
  readonly regulations: readonly string[];
  readonly tables: readonly TableSummary[];
  readonly files: readonly { readonly key: string; readonly size: number; readonly sha256: string }[];
  /** Storage keys of attachments whose file was not there when the backup was made. */
  readonly missing_files: readonly string[];
}

/** What the registry knows of a company. */
export interface CompanyState {
  readonly id: string;
  readonly title: unknown;
  readonly time_zone: string;
  readonly regulation_folder: string;
  readonly active_hash: string | null;
  /** Where the company's clock stands, or null when it runs with the server's. */
  readonly clock_at: string | null;
}

/** `sha256` (hex) is over the table's lines, each with its line feed. */
export interface TableSummary {
  readonly name: string;
  readonly rows: number;
  readonly sha256: string;
}

/** Credentials stand beside the company's own tables under this name; sessions and tokens are never written. */
export const CREDENTIALS = 'reglament.credential';

/** Bytes of an attachment in one line. */
export const CHUNK_BYTES = 768 * 1024;
