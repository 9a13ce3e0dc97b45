import { label } from '../../entity/index.ts';
import { defineEffect } from '../../plugin/index.ts';
import { PARAMETERS } from '../effects/parameters.ts';
import { subjectOf } from '../subject.ts';
import { endRun, startMap } from './run-map.ts';

/** Starts a process map of the regulation on the item. */
export const startMapEffect = defineEffect<{ readonly map: string }>({
  id: 'core.start_map',
  label: label('Запустить бизнес-процесс', 'Start a process map'),
  params: { type: 'object', additionalProperties: false, required: ['map'], properties: { map: PARAMETERS.code } },
  async run({ map }, context) {
    await startMap(context, map, subjectOf(context.item));
  },
});

/** Ends the running maps of the item, one of them or all, with an outcome of the map. */
export const endMapEffect = defineEffect<{ readonly map?: string; readonly outcome: string; readonly terminated?: boolean }>({
  id: 'core.end_map',
  label: label('Завершить бизнес-процесс', 'End a process map'),
  params: { type: 'object', additionalProperties: false, required: ['outcome'], properties: { map: PARAMETERS.code, outcome: PARAMETERS.code, terminated: { type: 'boolean' } } },
  async run({ map, outcome, terminated }, context) {
    const subject = subjectOf(context.item);
    const rows = await context.uow.query<{ id: string }>(
      `select id from core_process_run where subject_entity = $1 and subject_id = $2 and state = 'running' and ($3::text is null or definition_code = $3) order by id`,
      [subject.entity, subject.id, map ?? null],
    );
    for (const { id } of rows) await endRun(context, id, outcome, terminated === true);
  },
});
