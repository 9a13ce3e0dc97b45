import { ConflictError, decide, defineEffect, label } from '../../../core/index.ts';

/** Asks R-02 about a move that people make by an event whose data it must see, such as the reason of a loss. @throws ConflictError with the table's reason */
export const askStageControl = defineEffect<{ readonly to_kind: 'open' | 'won' | 'lost' }>({
  id: 'crm.ask_stage_control',
  label: label('Проверить переход по R-02', 'Check the move by R-02'),
  params: { type: 'object', additionalProperties: false, required: ['to_kind'], properties: { to_kind: { type: 'string', enum: ['open', 'won', 'lost'] } } },
  entity: 'crm.interest',
  async run({ to_kind }, { uow, item, data, regulation }) {
    const reason = data['refusal_reason_id'];
    const given = { mode: item.row['process_mode'], to_kind, edge_exists: true, guards_ok: true, reason_given: typeof reason === 'string' && reason !== '' };
    const { outcome, rows, facts } = await decide(uow, 'crm.stage_control', { entity: item.entity, id: item.id }, given);
    if (outcome['allowed'] === true) return;
    const why = String(outcome['why'] ?? 'guard_unmet');
    const message = regulation.decisions.get('crm.stage_control')?.messages[why] ?? label('Контроль этапов не пропускает переход.', 'The control of stages refuses the move.');
    throw new ConflictError('core.guard_refused', label('Сейчас нельзя: не выполнены условия регламента.', 'Not now: the regulation’s conditions are not met.'), {
      reasons: [{ code: why, message, rule: 'R-02', ...(rows[0] === undefined ? {} : { row: rows[0] }), facts }],
    });
  },
});
