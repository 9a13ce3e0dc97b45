import t from 'tap';
import { transition } from 'xstate';
import type { CompiledProcess } from '../index.ts';
import { compileProcess } from '../index.ts';
import { edgeKey } from '../compile.ts';
import { machineStep } from '../machine-step.ts';
import { deskPlugin } from './fixture/desk-plugin.ts';

const processes = (deskPlugin.processes ?? []).map((spec) => compileProcess(spec));

/** Every combination of the regions' states. */
function standings(process: CompiledProcess): Record<string, string>[] {
  return Object.entries(process.regions).reduce<Record<string, string>[]>((found, [region, { states }]) => found.flatMap((one) => Object.keys(states).map((state) => ({ ...one, [region]: state }))), [{}]);
}

for (const process of processes) {
  t.test(`${process.id}: the step is the one XState's own transition() takes, from every state by every event`, async (t) => {
    const regions = Object.keys(process.regions);
    const edges = [...process.transitions.values()];
    for (const standing of standings(process)) {
      const from = regions.length === 1 ? (standing[regions[0] as string] as string) : standing;
      for (const type of ['reglament.settle', 'nothing.known', ...process.byEvent.keys()]) {
        for (const allowed of [new Set<string>(), new Set(edges.map(edgeKey)), ...edges.map((one) => new Set([edgeKey(one)]))]) {
          const snapshot = process.machine.resolveState({ value: from, context: {} } as never);
          const [next, actions] = transition(process.machine, snapshot as never, { type, allowed } as never);
          const expected = { value: (next as { value: unknown }).value, taken: (actions as unknown as { params: { key: string } }[]).map((action) => action.params.key) };
          t.same(machineStep(process.machine, from, { type, allowed }), expected, `${JSON.stringify(from)} ${type}`);
        }
      }
    }
  });
}

t.test('a step leaves no trace in the next one', async (t) => {
  const process = processes.find((one) => one.id === 'desk.ticket') as CompiledProcess;
  const from = { state: 'doing', check: 'unchecked' };
  const done = { type: 'ticket.done', allowed: new Set(['T-02>done', 'T-11>checked']) };
  t.same(machineStep(process.machine, from, done), { value: { state: 'done', check: 'checked' }, taken: ['T-02>done', 'T-11>checked'] });
  t.same(machineStep(process.machine, from, { type: 'ticket.done', allowed: new Set() }), { value: from, taken: [] });
  t.same(machineStep(process.machine, from, done).value, { state: 'done', check: 'checked' });
});
