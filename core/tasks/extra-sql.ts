/** Run after the tables of `tasksEntities`: what the definitions cannot say. Numbers of tasks come from a sequence, so that making one waits for nobody. */
export const TASKS_EXTRA_SQL = `
create sequence core_task_number_seq;
alter table core_task alter column number set default nextval('core_task_number_seq')::text;
create unique index core_task_open_dedup_key_idx on core_task (dedup_key) where state in ('new', 'in_progress') and dedup_key is not null;
create unique index core_notification_recipient_id_dedup_key_idx on core_notification (recipient_id, dedup_key);
create unique index core_process_run_running_idx on core_process_run (definition_code, subject_entity, subject_id) where state = 'running';
create unique index core_reminder_active_idx on core_reminder (subject_entity, subject_id, recipient_id, rule_code, sequence_no) where state = 'active' and rule_code is not null;
create index core_approval_subject_live_idx on core_approval (subject_entity, subject_id) where state in ('pending', 'approved', 'returned');
`;
