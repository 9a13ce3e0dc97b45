import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import { compileProcess, evaluateCondition } from '../../../core/testing/index.ts';
import type { Condition, ProcessSpec, TransitionSpec } from '../../../core/index.ts';
import { checkDecision, evaluateRule, runExamples } from '../../../core/testing/index.ts';
import type { DecisionTable } from '../../../core/testing/index.ts';
import { contractDecisions } from '../decisions/contract-decisions.ts';
import { fieldNames } from '../effects/request-data.ts';
import { statusGroup } from '../facts/contract-facts.ts';
import { contractProcess } from '../machines/contract.ts';
import { counterpartyProcess } from '../machines/counterparty.ts';
import { protocolProcess } from '../machines/protocol.ts';
import { verdictOf } from '../services/review.ts';
import { hashOfPoints } from '../services/live-protocol.ts';
import type { StoredPoint } from '../services/live-protocol.ts';
import { contractName } from '../services/contract-name.ts';
import { doneSteps } from '../services/done-steps.ts';
import { entitledRoles, signatureProblems } from '../services/signature.ts';

interface Defaults {
  readonly parameters: Record<string, unknown>;
  readonly decisions: Record<string, Omit<DecisionTable, 'id' | 'facts'>>;
  readonly processes: Record<string, { transitions: Record<string, { when?: unknown; effects?: unknown }> }>;
  readonly maps: Record<string, { steps: Record<string, { follows?: string[] }>; outcomes: Record<string, unknown> }>;
}

const defaults = parse(readFileSync(new URL('../defaults.yaml', import.meta.url), 'utf8')) as Defaults;

t.test('every table answers as its examples say, without a gap', async (t) => {
  t.same(Object.keys(defaults.decisions).sort(), contractDecisions.map((one) => one.id).sort(), 'each question has its table');
  for (const { id, facts, outcome } of contractDecisions) {
    const table = { ...defaults.decisions[id], id, facts, outcome: { type: 'object', properties: outcome } } as DecisionTable;
    t.ok((table.examples ?? []).length >= 4, `${id} has examples`);
    t.same(runExamples(table, { parameters: defaults.parameters }), [], `${id}: examples`);
    t.same(checkDecision(table, { parameters: defaults.parameters }).filter((one) => one.severity === 'error'), [], `${id}: sound`);
  }
});

t.test('the contract goes from draft to archive, and every state can be reached and named', async (t) => {
  const compiled = compileProcess(contractProcess as ProcessSpec);
  const edges = [...compiled.transitions.values()].filter((one) => one.from !== 'start');
  const reached = new Set(['draft']);
  for (let grown = true; grown;) {
    const before = reached.size;
    for (const edge of edges) if (edge.to !== '=' && (edge.from as readonly string[]).some((from) => reached.has(from))) reached.add(edge.to);
    grown = reached.size > before;
  }
  t.same([...reached].sort(), Object.keys(contractProcess.regions.status.states).sort());
  const path = ['contract.sent', 'contract.client_signed', 'contract.company_signed', 'contract.archived'];
  let state = 'draft';
  for (const event of path) {
    const edge = (compiled.byEvent.get(event) ?? []).find((one) => (one.from as readonly string[]).includes(state) && one.to !== '=');
    t.ok(edge, `${event} leaves ${state}`);
    state = edge?.to ?? state;
  }
  t.equal(state, 'archived');
  t.same(compiled.after.get('status:awaiting_client_signature')?.map((one) => [one.code, one.in]), [['TM-4', '5 days'], ['TM-4-H', '10 days']]);
  t.same(compiled.after.get('status:signed')?.map((one) => [one.code, one.in]), [['TM-5', '14 days'], ['TM-5-H', '28 days']]);
});

t.test('the archive takes the original, or a scan of one that came before', async (t) => {
  const archiving = contractProcess.transitions['K-19'] as TransitionSpec;
  const condition = archiving.when?.[0] as Condition;
  const allowed = (event: Record<string, unknown>, received: string | null): boolean =>
    evaluateCondition(condition, { event, original_received_at: received }, { rules: new Map(), decisions: new Map() } as never, { labels: () => undefined, hidden: () => new Set() }).allowed;
  t.equal(allowed({ storage_place: 'Шкаф 2' }, null), true, 'handing it over is its receipt');
  t.equal(allowed({ medium: 'scan' }, null), false, 'a scan alone');
  t.equal(allowed({ medium: 'scan' }, '2025-03-20'), true, 'a scan after the original');
  const set = (archiving.effects?.[0] as { 'core.set': Record<string, unknown> })['core.set'];
  const received = (event: Record<string, unknown>, original_received_at: string | null): unknown =>
    evaluateRule(set['original_received_at'] as never, { event, original_received_at, today: '2025-03-24' }, { strictFacts: false }).value;
  t.same([received({}, null), received({}, '2025-03-20'), received({ original_received_at: '2025-03-21' }, '2025-03-20')], ['2025-03-24', '2025-03-20', '2025-03-21']);
});

t.test('whoever may send an event is named, and the counterparty is approved with three marks', async (t) => {
  // What the system alone sends follows from somebody else's event: the approval, the protocol, or the contract.
  const followed = /^(approval\.|protocol\.submitted$|contract\.)/;
  for (const process of [contractProcess, protocolProcess, counterpartyProcess] as readonly ProcessSpec[]) {
    for (const [code, one] of Object.entries(process.transitions)) t.ok(one.automatic === true || (one.by ?? []).length > 0 || followed.test(one.on ?? ''), `${process.id} ${code}`);
  }
  t.same(Object.keys(counterpartyProcess.transitions['K-33'].needs), ['verified_counterparty', 'verified_accounts', 'verified_contract']);
  t.match(counterpartyProcess.transitions['K-33'].when, [{ decision: 'contracts.counterparty_approval' }, { code: 'contracts.own_requisites' }]);
});

t.test('the company signs by the role of the value category and within the signatory’s limit', async (t) => {
  const cases: [string, string[], string | null, string, string | null, string[]][] = [
    ['the deputy signs a medium contract', ['deputy_general_director'], null, 'deputy_general_director', '1080000.00', []],
    ['the general director signs anything', ['general_director'], null, 'head_of_sales', '100.00', []],
    ['the head of sales does not sign a medium one', ['head_of_sales'], null, 'deputy_general_director', '1080000.00', ['contracts.signatory_role']],
    ['an administrator signs nothing', ['administrator'], null, 'head_of_sales', null, ['contracts.signatory_role']],
    ['up to the limit', ['deputy_general_director'], '1080000.00', 'deputy_general_director', '1080000', []],
    ['a kopeck over it', ['deputy_general_director'], '1080000.00', 'deputy_general_director', '1080000.01', ['contracts.signature_limit']],
    ['both reasons at once', ['sales_manager'], '10.00', 'general_director', '6000000.00', ['contracts.signatory_role', 'contracts.signature_limit']],
    ['9 is less than 10, not more as in a dictionary', ['general_director'], '10.00', 'general_director', '9.00', []],
  ];
  for (const [name, roles, limit, required, amount, codes] of cases) {
    t.same(signatureProblems({ roles, limit }, required, amount).map((one) => one.code), codes, name);
  }
  t.same(entitledRoles('procurator'), ['procurator', 'general_director'], 'a role of the company’s own');
});

t.test('the map follows what has happened, in whatever order', async (t) => {
  const nothing = { created: false, sent: false, signedByClient: false, scanAttached: false, signedByCompany: false, checked: false, approved: false };
  t.same(doneSteps(nothing), []);
  t.same(doneSteps({ ...nothing, created: true, sent: true, signedByCompany: true }), ['create_contract', 'send_contract', 'company_signature'], 'the company may sign first');
  const map = defaults.maps['contracts.contract_conclusion'];
  const all = doneSteps({ created: true, sent: true, signedByClient: true, scanAttached: true, signedByCompany: true, checked: true, approved: true });
  t.same([...all].sort(), Object.keys(map?.steps ?? {}).sort(), 'each step has its sign');
  for (const [step, { follows }] of Object.entries(map?.steps ?? {})) t.ok((follows ?? []).every((other) => other in (map?.steps ?? {})), `${step} follows known steps`);
  const ends = Object.values(defaults.processes['crm.interest']?.transitions ?? {}).flatMap((one) => (one.effects ?? []) as Record<string, { outcome?: string }>[]).map((one) => one['core.end_map']?.outcome).filter((one) => one !== undefined);
  t.same(ends.sort(), Object.keys(map?.outcomes ?? {}).sort(), 'each outcome has the edge that ends with it');
});

t.test('names for people', async (t) => {
  t.equal(contractName('Д-2025/031', '2025-03-05'), 'Договор № Д-2025/031 от 05.03.2025');
  t.equal(contractName(null, '2025-03-05'), null);
  t.equal(fieldNames(['kpp', 'bank_account', 'выписка'], 'ru'), 'КПП, банковский счет, выписка');
  t.same(['draft', 'awaiting_client_signature', 'agreed', 'signed', 'archived', 'refused', 'closed'].map(statusGroup), ['in_process', 'in_process', 'agreed', 'signed_and_archived', 'signed_and_archived', 'not_concluded', 'not_concluded']);
});

t.test('a round of reviews ends as its decisions say', async (t) => {
  const cases: readonly (readonly [string, readonly string[], boolean, ReturnType<typeof verdictOf>])[] = [
    ['nobody was asked', [], false, null],
    ['one is still to decide', ['approved', 'pending'], false, null],
    ['all agreed', ['approved', 'approved'], false, 'approved'],
    ['one returned it', ['approved', 'returned', 'withdrawn'], false, 'returned'],
    ['a refusal is heavier than a return', ['returned', 'rejected'], false, 'rejected'],
    ['consent of one does not stand for another who is not asked any more', ['approved', 'withdrawn'], false, 'withdrawn'],
    ['unless one is enough', ['approved', 'pending'], true, 'approved'],
    ['withdrawn altogether', ['withdrawn', 'withdrawn'], false, 'withdrawn'],
  ];
  for (const [name, states, any, verdict] of cases) t.equal(verdictOf(states.map((state) => ({ state, any }))), verdict, name);
});

t.test('the checksum of points is that of what the client reads, in its order', async (t) => {
  const point = (values: Partial<StoredPoint>): StoredPoint => ({
    id: '1', protocol_id: '1', line_no: 1, clause: '3.1', our_wording: null, client_wording: 'a', proposed_wording: null, decision: 'open', reviewer_comment: null, added_in_revision: 1, carried_from_id: null, ...values,
  });
  const hash = hashOfPoints([point({})]);
  t.equal(hashOfPoints([point({ id: '2', reviewer_comment: 'для себя', added_in_revision: 2 })]), hash, 'our own remarks are not sent');
  for (const change of [{ clause: '3.2' }, { client_wording: 'b' }, { our_wording: 'a' }, { proposed_wording: 'c' }, { decision: 'keep_ours' }, { line_no: 2 }]) t.not(hashOfPoints([point(change)]), hash, JSON.stringify(change));
  t.not(hashOfPoints([]), hash);
});
