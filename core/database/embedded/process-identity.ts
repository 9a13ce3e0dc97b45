import { readFileSync } from 'node:fs';

/**
 * Names a running process so that a later one with the same number is not taken for it (containers reuse low numbers at once):
 * its number and, where /proc tells it, the moment it started. Undefined for a process that is gone.
 */
export function identifyProcess(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  return `${pid}.${startTicks(pid)}`;
}

/** Whether the process that `identity` named still runs. */
export function isStillRunning(identity: string): boolean {
  const pid = Number.parseInt(identity, 10);
  return pid > 0 && identifyProcess(pid) === identity;
}

// Field 22 of /proc/<pid>/stat; counted after the name in parentheses, which may hold spaces.
function startTicks(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0'; // no /proc on this system: the number alone must do
  }
}
