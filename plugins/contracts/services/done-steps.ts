/** Where a deal stands on the way to its contract. */
export interface ConclusionProgress {
  readonly created: boolean;
  readonly sent: boolean;
  readonly signedByClient: boolean;
  readonly scanAttached: boolean;
  readonly signedByCompany: boolean;
  /** A registry check was made since the map began. */
  readonly checked: boolean;
  readonly approved: boolean;
}

/** Steps of the map that are done by what has happened, whoever did it and in whatever order. */
export function doneSteps(progress: ConclusionProgress): readonly string[] {
  const steps: readonly (readonly [string, boolean])[] = [
    ['create_contract', progress.created],
    ['send_contract', progress.sent],
    ['client_signature', progress.signedByClient],
    ['attach_scan', progress.scanAttached],
    ['company_signature', progress.signedByCompany],
    ['check_requisites', progress.checked],
    ['approve_counterparty', progress.approved],
  ];
  return steps.filter(([, done]) => done).map(([step]) => step);
}
