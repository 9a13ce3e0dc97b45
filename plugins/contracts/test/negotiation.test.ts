import t from 'tap';
import { contractsInvariants } from '../invariants/index.ts';
import { all, app, attach, contractRow, draft, good, idOf, one, path, pending, pointsOf, protocolOf, refusal, sent, tasks, userId } from './contract-desk.ts';

const anna = await app.as('anna');
const kirill = await app.as('kirill');
const belova = await app.as('belova');
const gromov = await app.as('gromov');
const rudenko = await app.as('rudenko');
const klimov = await app.as('klimov');
const naumov = await app.as('naumov');
const sedova = await app.as('sedova');

const POINTS = [{ clause: '3.1', our_wording: 'аванс', client_wording: 'отсрочка' }, { clause: '5.2', client_wording: '10 дней' }, { clause: '7.4', client_wording: 'наш суд' }];

/** A contract with a protocol under review by the deputy general director. */
async function underReview(more: { readonly amount?: string } = {}): Promise<{ contract: string; protocol: string }> {
  const contract = await sent(anna, more);
  good(await anna.send(path.contract(contract), 'contract.amendments_received', { items: POINTS }));
  const protocol = String((await protocolOf(contract))['id']);
  good(await anna.send(path.protocol(protocol), 'protocol.submitted'));
  return { contract, protocol };
}

/** A contract whose counterparty's form is under review. */
async function formReview(amount: string, text = 'форма'): Promise<string> {
  const contract = await draft(anna, { amount });
  await attach(anna, path.contract(contract), 'counterparty_form', `${text} ${contract}`);
  good(await anna.send(path.contract(contract), 'contract.own_form_received'));
  return contract;
}

t.test('our form needs nobody of ours before the client has signed', async (t) => {
  const contract = await draft(anna, { more: { client_basis: null, client_signatory: null } });
  t.same(refusal(await anna.send(path.contract(contract), 'contract.sent')), [409, 'contracts.client_signatory_required']);
  t.same(refusal(await belova.send(path.contract(contract), 'contract.sent')), [403, 'core.role_required']);
  const { version } = await contractRow(contract);
  good(await anna.patch(path.contract(contract), { client_signatory: 'Директора Янсона М. Ю.', client_basis: 'Устава', version }));
  good(await anna.send(path.contract(contract), 'contract.sent'));
  t.same([await tasks(contract), await pending(contract)], [[], {}], 'no task reaches a director');
  t.match(await contractRow(contract), { status: 'awaiting_client_signature', route: 'typical' });
  const changed = await contractRow(contract);
  t.same(refusal(await anna.patch(path.contract(contract), { client_basis: 'доверенности', version: changed['version'] })), [409, 'contracts.not_editable']);
});

t.test('what is missing is named all at once, and a number that is not given is the next of the year', async (t) => {
  const contract = await draft(kirill, { code: 'quiet', amount: null, more: { client_signatory: null, number: null } });
  t.same(refusal(await kirill.send(path.contract(contract), 'contract.sent')), [409, 'contracts.buyer_account_required', 'contracts.legal_address_required', 'contracts.client_signatory_required']);
  const next = await draft(kirill, { code: 'quiet', more: { number: null } });
  t.same([(await contractRow(contract))['number'], (await contractRow(next))['number']], ['Д-2025/001', 'Д-2025/002']);
  t.same(refusal(await kirill.post('/api/contracts/contracts', { number: 'Д-2025/001', counterparty_id: await idOf('crm_counterparty', 'quiet') })), [409, 'contracts.number_taken']);
});

t.test('the counterparty’s form is reviewed by those whom its value names, and never by the client’s manager', async (t) => {
  const cases: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
    ['400000.00', {}, ['lawyer']],
    ['1620000.00', {}, ['head_of_sales', 'lawyer']],
    ['1620000.00', { within_plan: true }, ['financier']],
    ['6000000.00', { within_plan: true }, ['financier', 'general_director', 'lawyer']],
  ];
  for (const [amount, more, roles] of cases) {
    const contract = await draft(anna, { amount, more });
    t.same(refusal(await anna.send(path.contract(contract), 'contract.own_form_received')), [409, 'contracts.form_file_required'], 'a file is needed');
    await attach(anna, path.contract(contract), 'counterparty_form', `форма ${contract}`);
    good(await anna.send(path.contract(contract), 'contract.own_form_received'));
    t.same(Object.keys(await pending(contract)).sort(), roles, `${amount} ${JSON.stringify(more)}`);
    t.match(await contractRow(contract), { status: 'form_review', form: 'counterparty', route: 'counterparty_form', negotiation_round: 1 });
  }
  const contract = await formReview('400000.00');
  const { lawyer = '' } = await pending(contract);
  t.same(refusal(await anna.send(path.approval(lawyer), 'approval.approved')), [409, 'core.author_is_approver', 'core.approver_role_required'], 'the requester');
  t.same(refusal(await kirill.send(path.approval(lawyer), 'approval.approved')), [409, 'core.approver_role_required'], 'another manager');
  t.same(refusal(await anna.send(path.contract(contract), 'approval.approved', { subject: 'counterparty_form', decision: 'approved' })), [403, 'core.role_required'], 'not past the approval');
  const managed = await draft(kirill, { code: 'quiet', amount: '400000.00' });
  await app.write(async (uow) => { await uow.query(`update crm_partner set main_manager_id = $1 where code = 'quiet'`, [await userId('naumov')]); });
  await attach(kirill, path.contract(managed), 'counterparty_form', 'форма тихого');
  good(await kirill.send(path.contract(managed), 'contract.own_form_received'));
  t.same(refusal(await naumov.send(path.approval((await pending(managed))['lawyer'] ?? ''), 'approval.approved')), [409, 'contracts.manager_reviews_own_client'], 'a lawyer who manages this client');
  await app.write(async (uow) => { await uow.query(`update crm_partner set main_manager_id = $1 where code = 'quiet'`, [await userId('kirill')]); });
});

t.test('all reviewers must agree; one refusal ends it, one return begins another round', async (t) => {
  const contract = await formReview('6000000.00');
  const first = await pending(contract);
  good(await naumov.send(path.approval(first['lawyer'] ?? ''), 'approval.approved'));
  t.equal((await contractRow(contract))['status'], 'form_review', 'two are still to decide');
  good(await sedova.send(path.approval(first['financier'] ?? ''), 'approval.returned', { comment: 'пеня 1 % в день' }));
  t.equal((await contractRow(contract))['status'], 'form_correction');
  t.same(await pending(contract), {}, 'the director is not asked any more');
  t.same(await tasks(contract), ['send_remarks: person']);
  t.equal((await one(`select count(*)::int as n from crm_interaction where subject_id = $1 and rule_code = 'ML-03'`, [contract]))['n'], 1, 'a letter with the remarks');
  t.same(refusal(await anna.send(path.contract(contract), 'contract.own_form_received')), [409, 'contracts.new_form_file_required']);
  await attach(anna, path.contract(contract), 'counterparty_form', 'исправленная форма');
  const edited = await contractRow(contract);
  good(await anna.patch(path.contract(contract), { client_basis: 'доверенности № 1', version: edited['version'] }));
  good(await anna.send(path.contract(contract), 'contract.own_form_received'));
  t.same([(await contractRow(contract))['negotiation_round'], await tasks(contract)], [2, ['approval: financier', 'approval: general_director', 'approval: lawyer']]);
  const second = await pending(contract);
  good(await naumov.send(path.approval(second['lawyer'] ?? ''), 'approval.approved'));
  good(await sedova.send(path.approval(second['financier'] ?? ''), 'approval.approved'));
  good(await klimov.send(path.approval(second['general_director'] ?? ''), 'approval.approved'));
  t.match(await contractRow(contract), { status: 'awaiting_client_signature', form: 'counterparty', route: 'counterparty_form' });
  t.same(await tasks(contract), ['exchange_signatures: person']);
  good(await belova.send(path.contract(contract), 'contract.client_signed'));
  t.match(await contractRow(contract), { status: 'agreed', route: 'counterparty_form' });
  t.same(await tasks(contract), ['attach_scan: administrator'], 'the exchange is over');

  const refused = await formReview('1620000.00');
  const asked = await pending(refused);
  good(await gromov.send(path.approval(asked['head_of_sales'] ?? ''), 'approval.rejected', { comment: 'не подходит' }));
  t.match(await contractRow(refused), { status: 'refused' });
  t.same(await pending(refused), {});
  t.same(await tasks(refused), ['close_interest: person'], 'without a deal the question is about the contract');
  t.same(refusal(await anna.send(path.contract(refused), 'contract.own_form_received')), [409, 'core.event_not_available'], 'a refusal is final');
});

t.test('who asked may withdraw the review; the text goes back to be corrected', async (t) => {
  const contract = await formReview('400000.00');
  good(await anna.send(path.approval((await pending(contract))['lawyer'] ?? ''), 'approval.withdrawn'));
  t.equal((await contractRow(contract))['status'], 'form_correction');
  const { contract: other, protocol } = await underReview();
  good(await anna.send(path.approval((await pending(protocol))['deputy_general_director'] ?? ''), 'approval.withdrawn'));
  t.same([(await contractRow(other))['status'], (await protocolOf(other))['state'], (await protocolOf(other))['revision_no']], ['protocol_drafting', 'returned', 1]);
  good(await belova.send(path.protocol(protocol), 'protocol.submitted'));
  t.equal((await contractRow(other))['status'], 'protocol_review');
});

t.test('points are data: registered, decided one by one, sent, and then frozen for every way of writing', async (t) => {
  const contract = await sent(anna);
  t.same(refusal(await anna.send(path.contract(contract), 'contract.amendments_received', {})), [409, 'contracts.amendments_required']);
  t.same(refusal(await anna.send(path.contract(contract), 'contract.amendments_received', { items: [{ clause: '1' }] })), [422, 'contracts.point_without_wording']);
  t.same(refusal(await anna.send(path.contract(contract), 'contract.amendments_received', { items: [{ clause: '' }] }))[0], 422);
  good(await anna.send(path.contract(contract), 'contract.amendments_received', { text: 'Просим отсрочку' }));
  const empty = await protocolOf(contract);
  t.match(empty, { state: 'drafting', round_no: 1, revision_no: 1, comment: 'Просим отсрочку' });
  t.same(refusal(await anna.send(path.protocol(String(empty['id'])), 'protocol.submitted')), [409, 'contracts.protocol_empty']);
  good(await anna.patch(path.protocol(String(empty['id'])), { items: POINTS, version: empty['version'] }));
  good(await anna.send(path.protocol(String(empty['id'])), 'protocol.submitted'));
  const protocol = String(empty['id']);

  const points = await pointsOf(protocol);
  const decide = [{ item_id: points[0]?.['id'], decision: 'accept_client' }, { item_id: points[1]?.['id'], decision: 'compromise', proposed_wording: '5 дней', comment: 'так можно' }];
  t.same(refusal(await anna.send(path.protocol(protocol), 'protocol.points_decided', { decisions: decide })), [403, 'core.role_required'], 'the manager decides nothing');
  t.same(refusal(await rudenko.send(path.protocol(protocol), 'protocol.points_decided', { decisions: [{ item_id: contract, decision: 'open' }] })), [422, 'contracts.unknown_point']);
  t.same(refusal(await rudenko.send(path.protocol(protocol), 'protocol.points_decided', { decisions: [{ item_id: points[2]?.['id'], decision: 'compromise' }] })), [422, 'contracts.point_wording_required']);
  const before = await pending(protocol);
  good(await rudenko.send(path.protocol(protocol), 'protocol.points_decided', { decisions: decide }));
  const after = await pending(protocol);
  t.not(after['deputy_general_director'], before['deputy_general_director'], 'consent is asked anew to what the points now say');
  t.same(Object.keys(after), ['deputy_general_director']);
  good(await rudenko.send(path.approval(after['deputy_general_director'] ?? ''), 'approval.returned', { comment: 'п. 7.4 обсудить' }));
  t.match(await protocolOf(contract), { state: 'returned', revision_no: 2 });
  t.same((await pointsOf(protocol)).map((point) => [point['clause'], point['decision'], point['reviewer_comment']]), [['3.1', 'accept_client', null], ['5.2', 'compromise', 'так можно'], ['7.4', 'open', null]], 'one open point is left');
  t.same(await tasks(contract), ['correct_protocol: administrator']);

  good(await belova.send(path.protocol(protocol), 'protocol.submitted'));
  t.same(await tasks(contract), [], 'the correction is done');
  const again = await pending(protocol);
  good(await rudenko.send(path.approval(again['deputy_general_director'] ?? ''), 'approval.approved'));
  t.same(await tasks(contract), ['sign_and_send_protocol: administrator']);
  const approved = await protocolOf(contract);
  t.same(refusal(await belova.patch(path.protocol(protocol), { items: [], version: approved['version'] })), [409, 'contracts.protocol_in_review', 'contracts.protocol_in_review'].slice(0, 2));
  t.same(refusal(await belova.send(path.protocol(protocol), 'protocol.sent')), [409, 'contracts.protocol_unsigned']);
  t.same(refusal(await anna.send(path.protocol(protocol), 'protocol.company_signed')), [403, 'core.role_required']);
  t.same(refusal(await gromov.send(path.protocol(protocol), 'protocol.company_signed')), [409, 'contracts.signatory_role', 'contracts.signature_limit'], 'the head signs small ones');
  good(await rudenko.send(path.protocol(protocol), 'protocol.company_signed', { signed_on: '2025-03-03' }));
  good(await belova.send(path.protocol(protocol), 'protocol.sent'));
  t.match(await protocolOf(contract), { state: 'sent_to_client', signed_by_company_at: '2025-03-03' });

  const frozen = await protocolOf(contract);
  for (const [name, patch] of Object.entries({ points: { items: [] }, head: { comment: 'иначе' }, date: { date: '2025-03-04T00:00:00Z' } })) {
    t.same(refusal(await belova.patch(path.protocol(protocol), { ...patch, version: frozen['version'] })), [409, 'contracts.protocol_frozen'], name);
  }
  for (const sql of [`update contracts_disagreement_item set decision = 'open' where protocol_id = $1`, 'delete from contracts_disagreement_item where protocol_id = $1']) {
    await t.rejects(app.write((uow) => uow.query(sql, [protocol])), { message: /do not change/ }, 'not even by SQL');
  }
  const printed = await one(`select data_snapshot from core_printed_document where form_code = 'D-03' and subject_id = $1`, [protocol]);
  t.equal((printed['data_snapshot'] as { items: unknown[] }).items.length, 3);

  good(await anna.send(path.contract(contract), 'contract.amendments_received', { items: [{ clause: '9', client_wording: 'новое' }], origin: 'manager' }));
  const next = await protocolOf(contract);
  t.match(next, { round_no: 2, revision_no: 1, state: 'drafting', origin: 'manager', previous_id: protocol });
  t.match(await one('select state from contracts_disagreement_protocol where id = $1', [protocol]), { state: 'superseded' });
  const carried = await pointsOf(String(next['id']));
  t.same(carried.map((point) => [point['clause'], point['decision'], point['carried_from_id'] !== null]), [['3.1', 'accept_client', true], ['5.2', 'compromise', true], ['7.4', 'open', true], ['9', 'open', false]]);
  const rows = (changes: Record<number, Record<string, unknown>>): unknown[] => carried.map((point, index) => ({ id: point['id'], ...changes[index] }));
  const write = async (items: unknown[]): Promise<[number, ...string[]]> => refusal(await belova.patch(path.protocol(String(next['id'])), { items, version: next['version'] }));
  t.same(await write(rows({ 0: { decision: 'keep_ours' } })), [422, 'contracts.point_settled'], 'what is settled stays settled');
  t.same(await write(rows({}).slice(1)), [422, 'contracts.point_removed'], 'a carried point is not dropped');
  t.same(await write([...rows({}), { id: points[0]?.['id'], clause: '1', client_wording: 'x' }]), [422, 'contracts.unknown_point'], 'nor one of another protocol taken');
  good(await belova.patch(path.protocol(String(next['id'])), { items: rows({ 2: { decision: 'keep_ours' } }).slice(0, 4), version: next['version'] }));
  t.equal((await pointsOf(String(next['id'])))[2]?.['decision'], 'keep_ours', 'what was open is still to be decided');
});

t.test('a protocol is reviewed by its value, and the whole negotiation may be given up at any step', async (t) => {
  const small = await underReview({ amount: '400000.00' });
  t.same(Object.keys(await pending(small.protocol)), ['head_of_sales']);
  const large = await underReview({ amount: '6000000.00' });
  t.same(Object.keys(await pending(large.protocol)).sort(), ['deputy_general_director', 'general_director']);
  const reviews = await pending(large.protocol);
  good(await rudenko.send(path.approval(reviews['deputy_general_director'] ?? ''), 'approval.approved'));
  t.equal((await protocolOf(large.contract))['state'], 'under_review', 'the general director is still to decide');
  good(await klimov.send(path.approval(reviews['general_director'] ?? ''), 'approval.rejected', { comment: 'нет' }));
  t.same([(await protocolOf(large.contract))['state'], (await contractRow(large.contract))['status']], ['returned', 'protocol_drafting']);

  t.same(refusal(await anna.send(path.contract(small.contract), 'contract.refused')), [422, 'required'], 'a reason is needed');
  const steps: readonly (readonly [string, () => Promise<string>])[] = [
    ['draft', async () => draft(anna)],
    ['awaiting_client_signature', async () => sent(anna)],
    ['form_review', async () => formReview('400000.00')],
    ['protocol_review', async () => small.contract],
    ['protocol_drafting', async () => large.contract],
    ['form_correction', async () => {
      const contract = await formReview('400000.00');
      good(await naumov.send(path.approval((await pending(contract))['lawyer'] ?? ''), 'approval.returned', { comment: 'исправить' }));
      return contract;
    }],
  ];
  for (const [status, make] of steps) {
    const contract = await make();
    t.equal((await contractRow(contract))['status'], status);
    good(await rudenko.send(path.contract(contract), 'contract.refused', { comment: 'не договорились' }));
    t.match(await contractRow(contract), { status: 'refused', route: 'refusal' }, status);
    t.same([await pending(contract), await tasks(contract)], [{}, ['close_interest: person']], `${status}: approvals withdrawn, the manager asked`);
    t.same(await protocolOf(contract), {}, `${status}: the protocol is superseded`);
  }
});

t.test('the client returns to our form from wherever the texts were being reviewed', async (t) => {
  const { contract } = await underReview();
  t.same(refusal(await anna.send(path.contract(contract), 'contract.typical_form_chosen')), [409, 'core.event_not_available'], 'not while our own protocol is with the reviewer');
  const drafting = await sent(anna);
  good(await anna.send(path.contract(drafting), 'contract.amendments_received', { items: POINTS }));
  const review = await formReview('400000.00', 'чужая');
  for (const [id, name] of [[drafting, 'protocol_drafting'], [review, 'form_review']] as const) {
    good(await anna.send(path.contract(id), 'contract.typical_form_chosen'));
    t.match(await contractRow(id), { status: 'draft', form: 'typical' }, name);
    t.same([await pending(id), await tasks(id), await protocolOf(id)], [{}, [], {}], `${name}: nothing is asked any more`);
    good(await anna.send(path.contract(id), 'contract.sent'));
    t.match(await contractRow(id), { status: 'awaiting_client_signature', route: 'typical' });
  }
  const switched = await sent(anna, { amount: '400000.00' });
  good(await anna.send(path.contract(switched), 'contract.amendments_received', { items: POINTS }));
  const protocol = String((await protocolOf(switched))['id']);
  good(await anna.send(path.protocol(protocol), 'protocol.submitted'));
  good(await gromov.send(path.approval((await pending(protocol))['head_of_sales'] ?? ''), 'approval.approved'));
  await attach(anna, path.contract(switched), 'counterparty_form', 'форма вместо разногласий');
  good(await anna.send(path.contract(switched), 'contract.own_form_received'));
  t.same([(await contractRow(switched))['status'], await protocolOf(switched), Object.keys(await pending(switched))], ['form_review', {}, ['lawyer']], 'his own form replaces the disagreements');
});

t.test('every kept promise can be checked in the data', async (t) => {
  for (const invariant of contractsInvariants) t.same(await app.read((uow) => invariant.find(uow)), [], invariant.code);
  t.ok(Number((await one(`select count(*)::int as n from contracts_disagreement_protocol where frozen_hash is not null`))['n']) > 0, 'there were protocols to check');
  const history = await all(`select distinct transition_code as code from core_history where entity = 'contracts.disagreement_protocol' order by 1`);
  t.same(history.map((row) => row['code']), ['DP-01', 'DP-02', 'DP-03', 'DP-03-P', 'DP-04', 'DP-04-R', 'DP-04-W', 'DP-05', 'DP-06', 'DP-08', 'DP-08-F', 'DP-09', 'DP-09-T']);
});
