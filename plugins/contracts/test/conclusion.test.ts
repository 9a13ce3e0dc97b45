import t from 'tap';
import { contractsInvariants } from '../invariants/index.ts';
import { all, app, attach, contractRow, draft, good, idOf, one, path, pending, pointsOf, protocolOf, refusal, sent, tasks, userId } from './contract-desk.ts';

const anna = await app.as('anna');
const belova = await app.as('belova');
const gromov = await app.as('gromov');
const rudenko = await app.as('rudenko');
const klimov = await app.as('klimov');
const lebedeva = await app.as('lebedeva');
const zakharov = await app.as('zakharov');
const naumov = await app.as('naumov');

/** Where the register says a contract is. */
async function register(query: string, client = anna): Promise<Record<string, any>[]> { // eslint-disable-line @typescript-eslint/no-explicit-any -- rows of the answer
  return good(await client.get(`/api/contracts/register?${query}`)) as unknown as Record<string, unknown>[];
}

async function agreed(amount = '1620000.00', more: Record<string, unknown> = {}): Promise<string> {
  const contract = await sent(anna, { amount, more });
  good(await belova.send(path.contract(contract), 'contract.client_signed'));
  return contract;
}

async function signed(amount?: string, more?: Record<string, unknown>): Promise<string> {
  const contract = await agreed(amount, more);
  good(await klimov.send(path.contract(contract), 'contract.company_signed'));
  return contract;
}

t.test('who signs follows from the amount, in either order, and a paper signature names both', async (t) => {
  const small = await agreed('400000.00');
  good(await gromov.send(path.contract(small), 'contract.company_signed'));
  t.match(await contractRow(small), { status: 'signed', signed_by_company_id: await userId('gromov') });

  const medium = await agreed('1620000.00');
  t.same(refusal(await gromov.send(path.contract(medium), 'contract.company_signed')), [409, 'contracts.signatory_role', 'contracts.signature_limit']);
  t.same(refusal(await belova.send(path.contract(medium), 'contract.company_signed', { signatory_id: await userId('anna') })), [409, 'contracts.signatory_role'], 'nobody signs through another');
  t.same(refusal(await belova.send(path.contract(medium), 'contract.company_signed', { signatory_id: '00000000-0000-4000-8000-000000000000' })), [422, 'contracts.signatory_unknown']);
  t.same(refusal(await anna.send(path.contract(medium), 'contract.company_signed')), [403, 'core.role_required']);
  t.same(refusal(await gromov.send(path.contract(medium), 'contract.company_signed', { signatory_id: await userId('rudenko') })), [403, 'contracts.enter_signature_denied'], 'a signatory does not sign for another');
  good(await belova.send(path.contract(medium), 'contract.company_signed', { signatory_id: await userId('rudenko'), signed_on: '2025-03-02' }));
  t.match(await contractRow(medium), { status: 'signed', signed_by_company_id: await userId('rudenko'), signature_entered_by: await userId('belova'), signed_by_company_at: '2025-03-02' });
  t.match(await one(`select actor_id, on_behalf_of from core_history where item_id = $1 and transition_code = 'K-17-P'`, [medium]), { actor_id: await userId('belova'), on_behalf_of: await userId('rudenko') }, 'the history names both');

  const large = await sent(anna, { amount: '6000000.00' });
  t.same(refusal(await rudenko.send(path.contract(large), 'contract.company_signed')), [409, 'contracts.signatory_role']);
  good(await klimov.send(path.contract(large), 'contract.company_signed'));
  t.match(await contractRow(large), { status: 'awaiting_client_signature', signed_by_company_id: await userId('klimov') }, 'we sign first');
  good(await belova.send(path.contract(large), 'contract.client_signed', { signed_on: '2025-03-01' }));
  t.match(await contractRow(large), { status: 'signed', signed_by_client_at: '2025-03-01', route: 'typical' });

  const byHead = await sent(anna, { amount: '1620000.00' });
  good(await belova.send(path.contract(byHead), 'contract.company_signed', { signatory_id: await userId('rudenko') }));
  t.match(await one(`select on_behalf_of from core_history where item_id = $1 and transition_code = 'K-16-P'`, [byHead]), { on_behalf_of: await userId('rudenko') });
});

t.test('a decision taken on paper is entered for the absent reviewer, and only by whoever may', async (t) => {
  const contract = await draft(anna, { amount: '400000.00' });
  await attach(anna, path.contract(contract), 'counterparty_form', 'форма на бумаге');
  good(await anna.send(path.contract(contract), 'contract.own_form_received'));
  const { lawyer = '' } = await pending(contract);
  t.same(refusal(await anna.send(path.approval(lawyer), 'approval.approved', { on_behalf_of: await userId('naumov') }))[0], 409);
  t.same(refusal(await belova.send(path.approval(lawyer), 'approval.approved', { on_behalf_of: await userId('rudenko') })), [409, 'core.not_an_approver']);
  good(await belova.send(path.approval(lawyer), 'approval.approved', { on_behalf_of: await userId('naumov'), comment: 'на бумаге' }));
  t.match(await one('select state, decided_by, on_behalf_of from core_approval where id = $1', [lawyer]), { state: 'approved', decided_by: await userId('belova'), on_behalf_of: await userId('naumov') });
  t.match(await one(`select actor_id, on_behalf_of from core_history where item_id = $1 and event = 'approval.approved'`, [lawyer]), { actor_id: await userId('belova'), on_behalf_of: await userId('naumov') });
  t.equal((await contractRow(contract))['status'], 'awaiting_client_signature');

  const disputed = await sent(anna);
  good(await anna.send(path.contract(disputed), 'contract.amendments_received', { items: [{ clause: '1', client_wording: 'x' }] }));
  const protocol = String((await protocolOf(disputed))['id']);
  good(await anna.send(path.protocol(protocol), 'protocol.submitted'));
  good(await belova.send(path.approval((await pending(protocol))['deputy_general_director'] ?? ''), 'approval.approved', { on_behalf_of: await userId('rudenko') }));
  good(await belova.send(path.protocol(protocol), 'protocol.company_signed', { signatory_id: await userId('rudenko') }));
  t.match(await protocolOf(disputed), { state: 'approved', signed_by: await userId('rudenko'), signature_entered_by: await userId('belova') });
  t.match(await one(`select on_behalf_of from core_history where item_id = $1 and transition_code = 'DP-05-P'`, [protocol]), { on_behalf_of: await userId('rudenko') });
  good(await belova.send(path.protocol(protocol), 'protocol.sent'));
  good(await belova.send(path.contract(disputed), 'contract.client_signed', { signed_on: '2025-03-03' }));
  t.match(await protocolOf(disputed), { state: 'signed', signed_by_client_at: '2025-03-03' });
  t.match(await contractRow(disputed), { status: 'agreed', route: 'amendments' });
});

t.test('the register says where each contract is, and with whom', async (t) => {
  const contract = await draft(anna, { amount: '6000000.00' });
  const { number } = await contractRow(contract);
  const at = async (): Promise<Record<string, unknown>> => (await register(`q=${encodeURIComponent(String(number))}`))[0] ?? {};
  t.match(await at(), { id: contract, status: 'draft', status_group: 'in_process', counterparty: 'ООО «Балтхимсмесь»', days_in_status: 0, holders: [{ user_id: await userId('anna'), name: 'Соколова Анна Игоревна', task: null }], overdue: false, scan_attached: false, storage_place: null });
  await attach(anna, path.contract(contract), 'counterparty_form', 'для реестра');
  good(await anna.send(path.contract(contract), 'contract.own_form_received'));
  t.same(((await at())['holders'] as { name: string }[]).map((one) => one.name).sort(), ['Директор', 'Финансист', 'Юрист'], 'everybody whose consent is waited for');
  t.same(new Set((await register('q=балтхим&status_group=agreed')).map((row) => row['status'])), new Set(['agreed']));
  t.notOk((await register('status_group=in_process')).some((row) => ['agreed', 'signed', 'archived', 'refused', 'closed'].includes(String(row['status']))));
  t.ok((await register('q=3999003180')).length > 0, 'found by the INN');
  t.same(await register('q=%25'), [], 'a percent sign is a percent sign');
  const first = await anna.get('/api/contracts/register?limit=1');
  const second = await anna.get(`/api/contracts/register?limit=1&after=${first.body.next}`);
  t.not(first.body.data[0].id, second.body.data[0].id);
  t.ok(first.body.total >= 3);
  for (const [query, status] of [['status_group=somewhere', 400], ['limit=0', 400], ['limit=500', 400], ['after=1', 400], ['expires_within=-1', 400], ['nothing=1', 400], [`status=${'x'.repeat(70)}`, 400]] as const) {
    t.ok([status, 422].includes((await anna.get(`/api/contracts/register?${query}`)).status), query);
  }
  t.equal((await app.anonymous().get('/api/contracts/register')).status, 401);
});

t.test('a contract goes to the archive with its original, is closed when its term is over, and is renewed once', async (t) => {
  const contract = await signed('1620000.00', { date: '2025-03-03', valid_until: '2025-04-20' });
  t.same(refusal(await anna.send(path.contract(contract), 'contract.archived', { storage_place: 'Шкаф 1' })), [403, 'core.role_required']);
  t.same(refusal(await lebedeva.send(path.contract(contract), 'contract.archived', {})), [422, 'required']);
  t.same(refusal(await lebedeva.send(path.contract(contract), 'contract.archived', { storage_place: 'Шкаф 1', medium: 'scan' })), [409, 'contracts.original_not_received']);
  t.same(refusal(await anna.send(path.contract(contract), 'contract.renewed', {})), [409, 'core.event_not_available'], 'not before the archive');

  await app.moveClock('2025-03-17T08:00:00Z', 'usual');
  t.same((await tasks(contract)).filter((task) => task.startsWith('obtain_original')), ['obtain_original: person'], 'TM-5 after 14 days');
  await app.moveClock('2025-03-22T08:00:00Z', 'usual');
  t.ok((await tasks(contract)).includes('renew_contract: person'), 'TM-10 thirty days before the end');
  t.match(await register('expires_within=30'), [{ id: contract, valid_until: '2025-04-20' }], 'the portfolio question');
  const portfolio = good(await gromov.get('/api/contracts/portfolio'));
  t.match(portfolio, { days: 30, expiring: { count: 1, unattended: 1, amount: '1620000.00' }, by_group: { in_process: Number } });
  t.ok(portfolio['without_original'] > 0);
  await app.moveClock('2025-03-31T08:00:00Z', 'usual');
  t.ok((await tasks(contract)).includes('obtain_original: head_of_sales'), 'TM-5 reaches the head');
  const late = await register('overdue=true');
  t.ok(late.some((row) => row['id'] === contract) && late.every((row) => row['overdue'] === true), 'what is late');
  good(await lebedeva.send(path.contract(contract), 'contract.archived', { storage_place: 'Шкаф 1', received_from: await userId('anna') }));
  t.match(await one('select medium, storage_place, received_from, placed_by from contracts_archive_record where contract_id = $1', [contract]), { medium: 'original', storage_place: 'Шкаф 1', received_from: await userId('anna'), placed_by: await userId('lebedeva') });
  t.match((await register(`expires_within=30`))[0], { storage_place: 'Шкаф 1', original_received_at: '2025-03-31' });
  t.same(await tasks(contract), [], 'the archive ends all questions');

  await app.moveClock('2025-04-13T08:00:00Z', 'usual');
  t.same(await tasks(contract), ['renew_contract: head_of_sales'], 'the head is asked a week before; the manager was asked already');
  t.same(refusal(await belova.send(path.contract(contract), 'contract.renewed', {})), [403, 'core.role_required']);
  t.same(refusal(await anna.send(path.contract(contract), 'contract.renewed', { date: '2025-04-21', valid_until: '2025-04-21' })), [422, 'contracts.renewal_dates']);
  t.same(refusal(await anna.send(path.contract(contract), 'contract.renewed', { amount: '-5' }))[0], 422);
  good(await anna.send(path.contract(contract), 'contract.renewed', { date: '2025-04-21', valid_until: '2026-04-20', amount: '2000000.00' }));
  const next = await one('select * from contracts_contract where renewed_from_id = $1', [contract]);
  t.match(next, { status: 'draft', number: 'Д-2025/001', date: '2025-04-21', valid_until: '2026-04-20', amount: '2000000.00', client_basis: 'Устава', counterparty_id: await idOf('crm_counterparty', 'bhs'), signed_by_client_at: null });
  t.same(await tasks(contract), [], 'the question is answered');
  t.same(refusal(await anna.send(path.contract(contract), 'contract.renewed', {})), [409, 'contracts.already_renewed']);

  await app.moveClock('2025-04-21T08:00:00Z', 'usual');
  t.equal((await contractRow(contract))['status'], 'closed', 'TM-9 closes it the night after its last day');
  good(await anna.send(path.contract(String(next['id'])), 'contract.refused', { comment: 'иначе' }));
  good(await anna.send(path.contract(contract), 'contract.renewed', { number: 'Н-1', valid_until: '2026-12-31' }));
  t.match(await one(`select number, date from contracts_contract where renewed_from_id = $1 and status = 'draft'`, [contract]), { number: 'Н-1', date: '2025-04-21' }, 'a closed one too, when the first renewal came to nothing');

  const another = await signed('400000.00');
  t.same(refusal(await belova.send(path.contract(another), 'contract.closed')), [422, 'required'], 'a ground is needed');
  good(await belova.send(path.contract(another), 'contract.closed', { comment: 'расторгнут' }));
  t.equal((await contractRow(another))['status'], 'closed');
});

t.test('a silent client, and a reviewer who does not decide, are reported to whoever holds the step and then to the head', async (t) => {
  const waiting = await sent(anna);
  const review = await draft(anna, { amount: '400000.00' });
  await attach(anna, path.contract(review), 'counterparty_form', 'стоит');
  good(await anna.send(path.contract(review), 'contract.own_form_received'));
  await app.moveClock('2025-04-24T08:30:00Z', 'usual');
  t.same(await tasks(review), ['approval: lawyer', 'contract_stalled: lawyer'].sort(), 'three working days: the lawyer');
  await app.moveClock('2025-04-26T08:30:00Z', 'usual');
  t.same(await tasks(waiting), ['remind_client: person'], 'five days without an answer');
  await app.moveClock('2025-05-01T08:30:00Z', 'usual');
  t.same((await tasks(review)).filter((task) => task.startsWith('contract_stalled')), ['contract_stalled: head_of_sales', 'contract_stalled: lawyer']);
  t.same(await tasks(waiting), ['contract_stalled: head_of_sales', 'remind_client: person']);
  good(await naumov.send(path.approval((await pending(review))['lawyer'] ?? ''), 'approval.approved'));
  t.same(await tasks(review), ['exchange_signatures: person'], 'it moved: nobody is hurried any more');
  good(await belova.send(path.contract(waiting), 'contract.client_signed'));
  t.same(await tasks(waiting), ['attach_scan: administrator']);
});

t.test('a supplier’s contract is registered by purchasing, and no other', async (t) => {
  const ferro = await idOf('crm_counterparty', 'ferro');
  const values = { number: 'FD-7', counterparty_id: ferro, client_signatory: 'Sig. Ferro', client_basis: 'Statuto', organization_id: await idOf('crm_organization', 'trade') };
  t.same(refusal(await zakharov.post('/api/contracts/contracts', { ...values, kind: 'supply' })), [409, 'contracts.supplier_contract_only']);
  const supplier = good(await zakharov.post('/api/contracts/contracts', values));
  t.match(supplier, { kind: 'with_supplier', responsible_id: await userId('zakharov'), status: 'draft' });
  t.same(refusal(await zakharov.patch(path.contract(await draft(anna)), { comment: 'x', version: 1 })), [403, 'core.permission_required'], 'contracts of others are not his');
});

t.test('every kept promise can be checked in the data, and a broken one is found', async (t) => {
  for (const invariant of contractsInvariants) t.same(await app.read((uow) => invariant.find(uow)), [], invariant.code);
  const [protocol] = await all(`select id, contract_id from contracts_disagreement_protocol where state = 'signed'`);
  const points = await pointsOf(String(protocol?.['id']));
  t.equal(points.length, 1);
  await app.write(async (uow) => { await uow.query(`update contracts_disagreement_protocol set frozen_hash = repeat('0', 64) where id = $1`, [protocol?.['id']]); });
  const [sentUnchanged] = contractsInvariants;
  t.match(await app.read((uow) => sentUnchanged?.find(uow) ?? Promise.resolve([])), [{ id: protocol?.['id'] }]);
});
