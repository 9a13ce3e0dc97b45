import t from 'tap';
import { all, app, attach, contractRow, good, idOf, one, path, pending, protocolOf, refusal, tasks, userId } from './contract-desk.ts';

const anna = await app.as('st-anna');
const belova = await app.as('st-belova');
const gromov = await app.as('st-gromov');
const rudenko = await app.as('st-rudenko');
const klimov = await app.as('st-klimov');
const naumov = await app.as('st-naumov');
const sedova = await app.as('st-sedova');
const lebedeva = await app.as('st-lebedeva');
const zakharov = await app.as('st-zakharov');
const STRICT = 'strict';

let numbers = 0;
async function draft(amount: string): Promise<string> {
  numbers += 1;
  return String(good(await anna.post('/api/contracts/contracts', {
    number: `С-${numbers}`, counterparty_id: await idOf('crm_counterparty', 'cement', STRICT), amount, client_signatory: 'Директора Ершова А. П.', client_basis: 'Устава',
  }))['id']);
}

async function formReview(amount: string): Promise<string> {
  const contract = await draft(amount);
  await attach(anna, path.contract(contract), 'counterparty_form', `форма ${contract}`);
  good(await anna.send(path.contract(contract), 'contract.own_form_received'));
  return contract;
}

/** An inquiry of a stranger that became a deal with a registered client; answers deal, client and counterparty. */
async function newClient(inn: string, contractKind: string | null): Promise<{ interest: string; partner: string; counterparty: string }> {
  const inquiry = good(await anna.post('/api/crm/inquiries', { channel: 'email', from_email: `zakaz@${inn}.example`, company_name: `Клиент ${inn}`, contact_name: 'Орлов Павел' }));
  good(await anna.send(`/api/crm/inquiries/${inquiry['id']}`, 'inquiry.converted', { service_type_id: await idOf('crm_service_type', 'equipment', STRICT) }));
  const bound = await one('select interest_id, partner_id from crm_inquiry where id = $1', [inquiry['id']], STRICT);
  good(await anna.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-03T08:00:00Z', subject_entity: 'crm.interest', subject_id: bound['interest_id'] }));
  good(await anna.send(`/api/crm/partners/${bound['partner_id']}`, 'client.registered', {
    duplicates_checked: true, segment_id: await idOf('crm_segment', 'concrete', STRICT), partner_type_id: await idOf('crm_partner_type', 'final', STRICT), legal_form: 'legal_entity',
    counterparty: { short_name: `ООО ${inn}`, inn, kpp: `${inn.slice(0, 4)}01001`, legal_address: 'Санкт-Петербург', ...(contractKind === null ? {} : { contract_kind: contractKind }) },
    accounts: [{ account_number: '40702810600000000101', bik: '044599901' }],
  }));
  const counterparty = await one('select id from crm_counterparty where partner_id = $1', [bound['partner_id']], STRICT);
  return { interest: String(bound['interest_id']), partner: String(bound['partner_id']), counterparty: String(counterparty['id']) };
}

t.test('a new client gets a numbered draft at once, and work waits for the archived original', async (t) => {
  const client = await newClient('7899002310', 'supply');
  const contract = await one('select * from contracts_contract where counterparty_id = $1', [client.counterparty], STRICT);
  t.match(contract, { status: 'draft', number: 'ДП-2025/001', kind: 'supply', interest_id: client.interest, responsible_id: await userId('st-anna', STRICT), client_signatory: null, negotiation_round: 0 });
  t.ok(contract['buyer_account_id'] === null || typeof contract['buyer_account_id'] === 'string');
  const id = String(contract['id']);

  const order = good(await anna.post('/api/crm/customer-orders', {
    interest_id: client.interest, delivery_term: 3, macro_sector_id: await idOf('crm_sector', 'building', STRICT), micro_sector_id: await idOf('crm_sector', 'concrete', STRICT),
    lines: [{ product_id: await idOf('crm_product', 'FS24', STRICT), quantity: '2' }],
  }));
  const orderPath = `/api/crm/customer-orders/${order['id']}`;
  good(await anna.send(orderPath, 'order.posted'));
  const offer = good(await anna.post('/api/crm/commercial-offers', { order_id: order['id'] }));
  good(await anna.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.sent'));
  good(await anna.send(`/api/crm/commercial-offers/${offer['id']}`, 'offer.accepted'));
  const steps = await all(`select t.process_step_code as step, t.state from core_task t where t.subject_id = $1 and t.process_run_id is not null order by t.created_at, t.number`, [client.interest], STRICT);
  t.same(steps.map((row) => [row['step'], row['state']]), [['create_contract', 'done'], ['send_contract', 'new']], 'the map finds the draft there');

  const account = await one('select id from crm_bank_account where counterparty_id = $1', [client.counterparty], STRICT);
  const seen = await contractRow(id, STRICT);
  good(await anna.patch(path.contract(id), { client_signatory: 'Директора Орлова П.', client_basis: 'Устава', buyer_account_id: account['id'], amount: '1080000.00', version: seen['version'] }));
  good(await anna.send(path.contract(id), 'contract.sent'));
  good(await belova.send(path.contract(id), 'contract.client_signed'));
  t.same(refusal(await belova.send(path.contract(id), 'contract.company_signed', { signatory_id: await userId('st-rudenko', STRICT) })), [409, 'contracts.proxy_decisions_off'], 'here nobody signs for another');
  good(await rudenko.send(path.contract(id), 'contract.company_signed'));
  await attach(belova, path.contract(id), 'contract_scan', 'скан');
  good(await belova.send(`/api/crm/counterparties/${client.counterparty}`, 'registry.checked', { result: 'ok' }));
  good(await belova.send(`/api/crm/counterparties/${client.counterparty}`, 'counterparty.approved', { verified_counterparty: true, verified_accounts: true, verified_contract: true }));
  t.equal((await one('select state from crm_interest where id = $1', [client.interest], STRICT))['state'], 'issue_invoice');
  t.same(refusal(await anna.send(orderPath, 'order.released')), [409, 'contract_status_too_early'], 'signed is not archived');
  good(await lebedeva.send(path.contract(id), 'contract.archived', { storage_place: 'Шкаф 1' }));
  good(await anna.send(orderPath, 'order.released'));
});

t.test('where the kind of contract is unknown the manager is asked instead', async (t) => {
  const client = await newClient('6199020431', null);
  t.equal((await all('select id from contracts_contract where counterparty_id = $1', [client.counterparty], STRICT)).length, 0);
  t.same(await tasks(client.counterparty, STRICT), ['create_contract: person']);
});

t.test('the supplier’s papers come first: the lawyer drafts from his contract, if there is one', async (t) => {
  const without = await newClient('5299007778', null);
  t.same(refusal(await anna.send(`/api/crm/interests/${without.interest}`, 'interest.supplier_papers_received', {})), [403, 'core.role_required']);
  good(await zakharov.send(`/api/crm/interests/${without.interest}`, 'interest.supplier_papers_received', { supplier_invoice_number: '2025/1187' }));
  t.same(await tasks(without.interest, STRICT), ['process_step: person'], 'the manager sets the term; without a contract the lawyer’s step is skipped');

  const having = await newClient('3999003180', 'supply');
  const supplier = good(await zakharov.post('/api/contracts/contracts', {
    number: 'FD-9', kind: 'with_supplier', interest_id: having.interest, counterparty_id: await idOf('crm_counterparty', 'cement', STRICT), client_signatory: 'Sig. Ferro', client_basis: 'Statuto',
  }));
  t.match(supplier, { partner_id: await idOf('crm_partner', 'cement', STRICT) }, 'it takes nothing of the client from the deal');
  good(await zakharov.send(`/api/crm/interests/${having.interest}`, 'interest.supplier_papers_received', {}));
  t.same(await tasks(having.interest, STRICT), ['process_step: lawyer', 'process_step: person']);
  const contract = good(await naumov.post('/api/contracts/contracts', { interest_id: having.interest, counterparty_id: having.counterparty }));
  t.match(contract, { supplier_contract_id: supplier['id'], responsible_id: await userId('st-anna', STRICT), kind: 'supply' });
  t.same(await tasks(having.interest, STRICT), ['process_step: person'], 'the draft does the lawyer’s step');
});

t.test('one consent may be enough, and several may be asked one after another', async (t) => {
  const any = await formReview('1000000.00');
  const asked = await pending(any, STRICT);
  t.same(Object.keys(asked).sort(), ['head_of_sales', 'lawyer']);
  good(await naumov.send(path.approval(asked['lawyer'] ?? ''), 'approval.approved'));
  t.equal((await contractRow(any, STRICT))['status'], 'awaiting_client_signature', 'the lawyer alone is enough');
  t.same([await pending(any, STRICT), (await tasks(any, STRICT)).filter((task) => task.startsWith('approval'))], [{}, []], 'the head is not asked any more');

  const ordered = await formReview('6000000.00');
  const steps = await pending(ordered, STRICT);
  t.same(refusal(await klimov.send(path.approval(steps['general_director'] ?? ''), 'approval.approved')), [409, 'core.earlier_step_pending']);
  good(await naumov.send(path.approval(steps['lawyer'] ?? ''), 'approval.approved'));
  good(await sedova.send(path.approval(steps['financier'] ?? ''), 'approval.approved'));
  good(await klimov.send(path.approval(steps['general_director'] ?? ''), 'approval.approved'));
  t.equal((await contractRow(ordered, STRICT))['status'], 'awaiting_client_signature');

  const small = await draft('100000.00');
  await attach(anna, path.contract(small), 'counterparty_form', 'никому');
  t.same(refusal(await anna.send(path.contract(small), 'contract.own_form_received')), [409, 'contracts.nobody_reviews'], 'a table that names nobody is named');
  t.equal((await contractRow(small, STRICT))['status'], 'draft', 'and nothing has moved');
});

t.test('where our signature on a protocol may follow, the client’s waits for it', async (t) => {
  const contract = await draft('1000000.00');
  const seen = await contractRow(contract, STRICT);
  const account = await one(`select id from crm_bank_account where organization_id is not null`, [], STRICT);
  good(await anna.patch(path.contract(contract), { buyer_account_id: account['id'], version: seen['version'] }));
  good(await anna.send(path.contract(contract), 'contract.sent'));
  good(await anna.send(path.contract(contract), 'contract.amendments_received', { items: [{ clause: '1', client_wording: 'x' }] }));
  t.same(await tasks(contract, STRICT), ['draw_up_protocol: administrator'], 'here the administrator draws it up');
  const protocol = String((await protocolOf(contract, STRICT))['id']);
  good(await belova.send(path.protocol(protocol), 'protocol.submitted'));
  good(await rudenko.send(path.approval((await pending(protocol, STRICT))['deputy_general_director'] ?? ''), 'approval.approved'));
  t.same(refusal(await belova.send(path.contract(contract), 'contract.client_signed')), [409, 'contracts.protocol_not_sent']);
  good(await belova.send(path.protocol(protocol), 'protocol.sent'));
  t.same(refusal(await belova.send(path.contract(contract), 'contract.client_signed')), [409, 'contracts.protocol_not_signed'], 'R-06 keeps it waiting');
  t.same(refusal(await gromov.send(path.protocol(protocol), 'protocol.company_signed')), [409, 'contracts.signatory_role', 'contracts.signature_limit']);
  good(await rudenko.send(path.protocol(protocol), 'protocol.company_signed'));
  good(await belova.send(path.contract(contract), 'contract.client_signed'));
  t.match(await protocolOf(contract, STRICT), { state: 'signed' });
});
