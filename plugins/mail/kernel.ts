/** Parts of the kernel that letters need beyond its general surface. */
export { filesOf } from '../../core/files/index.ts';
export { listIncidents, raiseIncident, resolveIncident } from '../../core/jobs/index.ts';
