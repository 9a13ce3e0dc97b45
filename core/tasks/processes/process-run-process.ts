import { label } from '../../entity/index.ts';
import { defineProcess } from '../../process/index.ts';

const ended = { outcome: { var: 'event.outcome' }, finished_at: 'now' };

/** A process map at work. The system alone moves it: by its steps, by the events its map names, by `core.end_map`. */
export const processRunProcess = defineProcess({
  id: 'core.process_run',
  label: label('Бизнес-процесс', 'Business process'),
  regions: {
    state: {
      field: 'state',
      initial: 'running',
      states: {
        running: { label: label('Выполняется', 'Running') },
        completed: { label: label('Завершен', 'Completed'), final: true },
        terminated: { label: label('Прекращен', 'Terminated'), final: true },
      },
    },
  },
  transitions: {
    'PR-01': { from: 'start', on: 'process.started', to: 'running', label: label('Запустить', 'Start') },
    'PR-02': { from: ['running'], on: 'process.advanced', to: '=', label: label('Перейти к следующим шагам', 'Advance') },
    'PR-03': { from: ['running'], on: 'process.completed', to: 'completed', label: label('Завершить', 'Complete'), effects: [{ 'core.set': ended }, 'core.close_run_tasks'] },
    'PR-04': { from: ['running'], on: 'process.terminated', to: 'terminated', label: label('Прекратить', 'Terminate'), effects: [{ 'core.set': ended }, 'core.close_run_tasks'] },
  },
});
