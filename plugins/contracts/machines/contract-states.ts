import { label } from '../../../core/index.ts';
import type { Label, StateSpec, TransitionSpec } from '../../../core/index.ts';

type EffectCall = NonNullable<TransitionSpec['effects']>[number];

/** A task of the manager about the contract, once while it is open. */
function askManager(kind: string, title: Label, due: string, dedup: string): EffectCall {
  return { 'core.create_task': { kind, title, role: 'sales_manager', user: 'responsible_id', due, dedup } };
}

/** TM-4 in a state where we work ourselves: whoever holds the step is asked, then the head. */
function stalled(first: string, then: string): NonNullable<StateSpec['after']> {
  return {
    'TM-4': { in: first, label: label('Договор стоит без движения', 'The contract stands still'), effects: ['contracts.remind_holder'] },
    'TM-4-H': { in: then, label: label('О задержке договора узнаёт руководитель', 'The head hears of the delay'), effects: [{ 'contracts.remind_holder': { role: 'head_of_sales' } }] },
  };
}

/** States of a contract with what waiting in them leads to. */
export const CONTRACT_STATES: Readonly<Record<string, StateSpec>> = {
  draft: { label: label('Черновик', 'Draft') },
  awaiting_client_signature: {
    label: label('На подписании у клиента', "Awaiting client's signature"),
    after: {
      'TM-4': {
        in: '5 days',
        repeat: true,
        label: label('Клиент не отвечает', 'The client does not answer'),
        when: [{ decision: 'contracts.client_answer', is: { task: 'remind_client' } }],
        effects: [askManager('remind_client', label('Договор {number}: клиент не ответил, напомните ему', 'Contract {number}: no answer from the client, remind him'), '1 working day', 'TM-4')],
      },
      'TM-4-H': {
        in: '10 days',
        label: label('О молчании клиента узнаёт руководитель', 'The head hears of the silence'),
        when: [{ decision: 'contracts.client_answer', is: { task: 'remind_client' } }],
        effects: [{ 'contracts.remind_holder': { role: 'head_of_sales' } }],
      },
    },
  },
  form_review: { label: label('Форма контрагента на проверке', "Counterparty's form under review"), after: stalled('3 working days', '5 working days') },
  form_correction: { label: label('Форма контрагента на корректировке', "Counterparty's form in correction"), after: stalled('5 working days', '10 working days') },
  protocol_drafting: { label: label('Составление протокола разногласий', 'Drafting the protocol of disagreements'), after: stalled('3 working days', '5 working days') },
  protocol_review: { label: label('Протокол разногласий на согласовании', 'Protocol under review'), after: stalled('3 working days', '5 working days') },
  agreed: { label: label('Согласован', 'Agreed') },
  signed: {
    label: label('Подписан', 'Signed by both sides'),
    after: {
      'TM-5': {
        in: '14 days',
        label: label('Оригинала нет в архиве', 'The original is not in the archive'),
        when: [{ logic: { '==': [{ var: 'original_received_at' }, null] } }],
        effects: [askManager('obtain_original', label('Договор {number}: получите оригинал и передайте в архив', 'Contract {number}: obtain the original and hand it to the archive'), '3 working days', 'TM-5')],
      },
      'TM-5-H': {
        in: '28 days',
        label: label('Об оригинале узнаёт руководитель', 'The head hears of the missing original'),
        when: [{ logic: { '==': [{ var: 'original_received_at' }, null] } }],
        effects: [{
          'core.create_task': {
            kind: 'obtain_original', title: label('Договор {number}: оригинала нет в архиве 28 дней', 'Contract {number}: the original has been missing for 28 days'), role: 'head_of_sales', due: '3 working days', dedup: 'TM-5-H',
          },
        }],
      },
    },
  },
  archived: { label: label('В архиве', 'In the archive') },
  refused: { label: label('Отказ', 'Refused'), final: true },
  closed: { label: label('Закрыт', 'Closed (expired, terminated)'), final: true },
};
