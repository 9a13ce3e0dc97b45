import t from 'tap';
import type { Row } from './sales-desk.ts';
import { app, anna, gromov, one, idOf, good, reasons, path, orderStands, newDeal, newOrder, offer, linesOf, stands, service, under, pay, invoiceOf } from './sales-desk.ts';

const agreements = '/api/crm/agreements';
const approvalsOf = async (orderId: string): Promise<Row[]> => app.read((uow) => uow.query<Row>(`select id, required_role, reasons, state, step_no, round from core_approval where subject_id = $1 order by round, step_no, required_role`, [orderId]));
const approvalOf = async (orderId: string): Promise<string | null> => (await one('select internal_approval from crm_customer_order where id = $1', [orderId]))['internal_approval'] as string | null;
const patchOrder = async (orderId: string, values: Row, client = anna): Promise<Row> => good(await client.patch(path.order + orderId, { ...values, version: good(await client.get(path.order + orderId))['version'] }));
const messageOf = (answer: { body: Row }, code: string): string => String(((answer.body['reasons'] ?? []) as Row[]).find((reason) => reason['code'] === code)?.['message']?.ru ?? ((answer.body['reasons'] ?? []) as Row[]).find((reason) => reason['code'] === code)?.['message']);

t.test('typical agreements are the head’s; a manager drafts an individual one, which starts from a typical one and is approved by the head', async (t) => {
  const client = await idOf('crm_partner', 'dealer');
  const typical = await anna.post(agreements, { name: 'Всем скидка', kind: 'typical', price_kind_id: await idOf('crm_price_kind', 'base') });
  t.same([typical.status, typical.body.code], [403, 'crm.typical_agreement']);
  const bare = await anna.post(agreements, { name: 'Ни от чего', kind: 'individual', partner_id: client });
  t.same([bare.status, bare.body.code, bare.body.errors?.[0]?.pointer], [422, 'crm.agreement_without_typical', '/typical_id']);
  const circle = await gromov.post(agreements, { name: 'Кривой круг', kind: 'typical', price_kind_id: await idOf('crm_price_kind', 'base'), audience: { in: ['dealer', { var: 'segmnet' }] } });
  t.same([circle.status, circle.body.code], [422, 'crm.agreement_audience_wrong']);

  const draft = good(await anna.post(agreements, { name: 'Дилер-Юг: 7 %', kind: 'individual', partner_id: client, typical_id: await idOf('crm_agreement', 'dealers'), discount_pct: '-7' }));
  t.match(await one('select status, delivery_days, uses_returnable_packaging, (select count(*)::int from crm_payment_schedule_line s where s.agreement_id = a.id) as stages from crm_agreement a where id = $1', [draft['id']]), {
    status: 'not_agreed', delivery_days: 21, uses_returnable_packaging: true, stages: 1,
  }, 'what is not said is as in the typical one');
  const chained = await anna.post(agreements, { name: 'От индивидуального', kind: 'individual', partner_id: client, typical_id: draft['id'] });
  t.equal(chained.body.code, 'crm.not_a_typical_agreement');
  const kirill = await app.as('kirill');
  t.equal((await kirill.patch(`${agreements}/${draft['id']}`, { version: draft['version'], discount_pct: '-9' })).status, 403, 'a colleague’s draft is not one’s own');
  good(await anna.patch(`${agreements}/${draft['id']}`, { version: draft['version'], discount_pct: '-8' }));
  t.equal((await anna.send(`${agreements}/${draft['id']}`, 'agreement.approved')).status, 403);
  good(await gromov.send(`${agreements}/${draft['id']}`, 'agreement.approved'));
  t.match(await one('select a.status, u.login from crm_agreement a join core_user u on u.id = a.approved_by where a.id = $1', [draft['id']]), { status: 'active', login: 'gromov' });
  const late = await anna.patch(`${agreements}/${draft['id']}`, { version: (await one('select version from crm_agreement where id = $1', [draft['id']]))['version'], discount_pct: '-20' });
  t.same([late.status, late.body.code], [409, 'crm.agreement_in_force'], 'terms in force are not rewritten by the manager');

  const known = good(await anna.get(path.partner + (await idOf('crm_partner', 'known'))));
  const foreign = await anna.patch(path.partner + known['id'], { version: known['version'], agreement_id: draft['id'] });
  t.same([foreign.status, foreign.body.code], [422, 'crm.agreement_of_another']);
  const outside = await anna.patch(path.partner + known['id'], { version: known['version'], agreement_id: await idOf('crm_agreement', 'dealers') });
  t.same([outside.status, outside.body.code], [422, 'crm.agreement_not_for_client'], 'the client is no dealer');
  const order = await anna.post(path.order.slice(0, -1), { interest_id: await newDeal(), agreement_id: await idOf('crm_agreement', 'dealers'), lines: [] });
  t.equal(order.body.code, 'crm.agreement_not_for_client', 'nor by way of an order');
  good(await gromov.send(`${agreements}/${draft['id']}`, 'agreement.closed'));
  t.equal((await one('select status from crm_agreement where id = $1', [draft['id']]))['status'], 'closed');
});

t.test('a departure from the agreement blocks posting and names the limit, or goes to the head', async (t) => {
  const interestId = await newDeal();
  const orderId = await newOrder(interestId, { quantity: '1' });
  const [line] = await linesOf(orderId);
  await patchOrder(orderId, { lines: [{ id: line?.['id'], discount_pct: '12' }], delivery_term: 1, payment_schedule: [{ stage_kind: 'advance', share_pct: '50', shift_days: 3 }, { stage_kind: 'credit', share_pct: '50', shift_days: 3 }] });
  await under({ agreement_control: 'block' }, async () => {
    const refused = await anna.send(path.order + orderId, 'order.posted');
    t.equal(refused.status, 409);
    t.match(reasons(refused), ['agreement_deviation', 'crm.discount_over_agreement', 'crm.price_below_agreement', 'crm.advance_below_agreement']);
    t.match(messageOf(refused, 'crm.discount_over_agreement'), /Скидка 12 %, по соглашению не больше 0 %/);
    t.match(messageOf(refused, 'crm.advance_below_agreement'), /Аванс 50 %, по соглашению 100 %/);
    t.match(messageOf(refused, 'crm.price_below_agreement'), /ниже согласованной на -12 %/);
  });
  const asked = await anna.send(path.order + orderId, 'order.posted');
  t.same(reasons(asked), ['crm.approval_required']);
  t.match(messageOf(asked, 'crm.approval_required'), /Руководитель отдела продаж\. Основания: .*отступление от соглашения; сумма 475200, маржа, %: 14\.1/);
});

t.test('a deal in the red is refused with its margin, or approved by the deputy director', async (t) => {
  const orderId = await newOrder(await newDeal(), { quantity: '1' });
  const [line] = await linesOf(orderId);
  await patchOrder(orderId, { lines: [{ id: line?.['id'], price: '300000.00' }] });
  t.match((await approvalsOf(orderId)).filter((row) => row['state'] === 'pending'), [{ required_role: 'deputy_general_director' }]);
  await under({ negative_margin: 'block' }, async () => {
    const refused = await anna.send(path.order + orderId, 'order.posted');
    t.ok(reasons(refused).includes('negative_margin'));
    t.match(messageOf(refused, 'negative_margin'), /маржа -13\.33\d* %/);
  });
  t.equal((await anna.send(`/api/core/approvals/${(await approvalsOf(orderId)).at(-1)?.['id']}`, 'approval.approved')).status, 409, 'the author does not approve');
});

t.test('who consents to an offer: the amount, the items, the margin of the group and the agreement', async (t) => {
  const orderId = await newOrder(await newDeal(), { product: 'BV300', quantity: '1' });
  await under({ offer_amount_head: 99_999 }, async () => {
    const cases: [price: string, total: string, asked: boolean][] = [['83332.50', '99999.00', false], ['83333.33', '100000.00', true]];
    for (const [price, total, asked] of cases) {
      await patchOrder(orderId, { lines: [{ id: (await linesOf(orderId))[0]?.['id'], price }] });
      t.equal((await one('select total from crm_customer_order where id = $1', [orderId]))['total'], total);
      t.equal((await approvalsOf(orderId)).some((row) => row['state'] === 'pending'), asked, total);
      const posted = await anna.send(path.order + orderId, 'order.posted');
      t.equal(posted.status, asked ? 409 : 200);
      if (asked) t.match(messageOf(posted, 'crm.approval_required'), /Основания: сумма; сумма 100000,/);
    }
  });

  await app.write((uow) => uow.query(`update crm_price_group set min_margin_pct = 40 where code = 'main'`));
  const thin = await newOrder(await newDeal(), { product: 'BV300', quantity: '1' });
  t.match(await approvalsOf(thin), [{ required_role: 'head_of_sales', reasons: ['low_margin'], state: 'pending' }], '31.58 % is enough for the company, not for the price group');
  await app.write((uow) => uow.query(`update crm_price_group set min_margin_pct = null where code = 'main'`));
});

t.test('several reviewers: all at once, one after another, or any of them', async (t) => {
  const vetrova = await app.as('vetrova');
  const rudenko = await app.as('rudenko');
  await app.write((uow) => uow.query(`update core_user set hired_on = '2025-02-20' where login = 'kirill'`));
  const kirill = await app.as('kirill');
  const wanted = { product: 'BV300', quantity: '1', client: kirill };
  const red = async (orderId: string): Promise<Row[]> => {
    await patchOrder(orderId, { lines: [{ id: (await linesOf(orderId))[0]?.['id'], price: '20000.00' }] }, kirill);
    return (await approvalsOf(orderId)).filter((row) => row['state'] === 'pending');
  };
  await under({ offer_reviewers: 'all', offer_review_order: 'sequence' }, async () => {
    const orderId = await newOrder(await newDeal(), wanted);
    const asked = await red(orderId);
    t.match(asked, [{ required_role: 'senior_sales_manager', step_no: 1 }, { required_role: 'head_of_sales', step_no: 2 }, { required_role: 'deputy_general_director', step_no: 3 }]);
    const [first, last] = [asked[0], asked.at(-1)];
    t.same(reasons(await rudenko.send(`/api/core/approvals/${last?.['id']}`, 'approval.approved')), ['core.earlier_step_pending'], 'the deputy waits for his turn');
    good(await vetrova.send(`/api/core/approvals/${first?.['id']}`, 'approval.approved'));
    t.equal(await approvalOf(orderId), 'pending', 'one consent of several');
    for (const row of asked.slice(1, -1)) good(await gromov.send(`/api/core/approvals/${row['id']}`, 'approval.approved'));
    good(await rudenko.send(`/api/core/approvals/${last?.['id']}`, 'approval.approved'));
    t.equal(await approvalOf(orderId), 'approved');
    good(await kirill.send(path.order + orderId, 'order.posted'));
  });
  await under({ offer_reviewers: 'all' }, async () => {
    const orderId = await newOrder(await newDeal(), wanted);
    const asked = await red(orderId);
    good(await rudenko.send(`/api/core/approvals/${asked.find((row) => row['required_role'] === 'deputy_general_director')?.['id']}`, 'approval.rejected', { comment: 'в убыток не продаём' }));
    t.equal(await approvalOf(orderId), 'rejected', 'any refusal ends the round');
    t.ok((await approvalsOf(orderId)).filter((row) => row['state'] === 'pending').length === 0, 'the others are asked no more');
    t.same(reasons(await kirill.send(path.order + orderId, 'order.posted')), ['crm.approval_required']);
  });
  await under({ offer_reviewers: 'any' }, async () => {
    const orderId = await newOrder(await newDeal(), wanted);
    const asked = await red(orderId);
    good(await vetrova.send(`/api/core/approvals/${asked.find((row) => row['required_role'] === 'senior_sales_manager')?.['id']}`, 'approval.approved'));
    t.equal(await approvalOf(orderId), 'approved', 'one consent is enough');
    t.same((await approvalsOf(orderId)).filter((row) => row['state'] === 'pending'), []);
    await patchOrder(orderId, { lines: [{ id: (await linesOf(orderId))[0]?.['id'], price: '19000.00' }] }, kirill);
    t.equal(await approvalOf(orderId), 'pending', 'a change asks anew (AP-06)');
  });
});

t.test('an approval that nobody decides goes to the role above (AP-05), and comes back for correction (AP-03, AP-08)', async (t) => {
  await app.moveClock('2025-06-30T06:00:00Z');
  const orderId = await newOrder(await newDeal(), { product: 'FRAME', quantity: '1' }).catch(() => '');
  t.equal(orderId, '', 'a product without a price is not sold');
  const thin = await newOrder(await newDeal(), { quantity: '7' });
  const [asked] = await approvalsOf(thin);
  t.match(asked, { required_role: 'head_of_sales', reasons: ['amount'] });
  await under({ escalation: { role: 'deputy_general_director' } }, async () => {
    await app.moveClock('2025-07-01T20:00:00Z');
    t.match(await one('select state, escalated_to_role from core_approval where id = $1', [asked?.['id']]), { state: 'pending', escalated_to_role: 'deputy_general_director' });
  });
  const rudenko = await app.as('rudenko');
  const silent = await rudenko.send(`/api/core/approvals/${asked?.['id']}`, 'approval.returned', {});
  t.equal(silent.status, 422, 'a return needs a comment');
  good(await rudenko.send(`/api/core/approvals/${asked?.['id']}`, 'approval.returned', { comment: 'покажите расчёт' }));
  t.equal(await approvalOf(thin), 'returned');
  good(await anna.send(`/api/core/approvals/${asked?.['id']}`, 'approval.requested'));
  const next = (await approvalsOf(thin)).find((row) => row['state'] === 'pending');
  t.match(next, { round: 2, required_role: 'head_of_sales' });
  good(await anna.send(`/api/core/approvals/${next?.['id']}`, 'approval.withdrawn'));
  t.equal(await approvalOf(thin), 'withdrawn', 'and takes it back');
});

t.test('prices in euro come into roubles by the rate of the order’s date, and stay', async (t) => {
  const interestId = await newDeal();
  const orderId = await newOrder(interestId, { product: 'SCREW', quantity: '1' });
  t.match((await linesOf(orderId))[0], { price: '1082900.00', currency_price: '9800.00', exchange_rate: '110.500000' }, 'July’s rate');
  await under({ rate_markup_pct: 2 }, async () => {
    const marked = await newOrder(interestId, { product: 'SCREW', quantity: '1' });
    t.match((await linesOf(marked))[0], { price: '1104558.00', exchange_rate: '112.710000' }, 'two percent on top of the rate');
  });
  const rate = await gromov.post('/api/crm/currency-rates', { currency_id: await idOf('crm_currency', 'EUR'), date: '2025-07-02', rate: '120' });
  t.equal(rate.status, 201);
  t.equal((await anna.post('/api/crm/currency-rates', { currency_id: await idOf('crm_currency', 'EUR'), date: '2025-07-03', rate: '1' })).status, 403);
  await patchOrder(orderId, { lines: [{ id: (await linesOf(orderId))[0]?.['id'], quantity: '2' }] });
  t.equal((await linesOf(orderId))[0]?.['price'], '1082900.00', 'a later rate does not touch a price once set');
  await patchOrder(orderId, { lines: [{ id: (await linesOf(orderId))[0]?.['id'], price: '1090000.00' }] });
  t.match((await linesOf(orderId))[0], { price: '1090000.00', exchange_rate: null, currency_price: null }, 'a typed price was converted from nothing');

  const euro = good(await anna.post(path.order.slice(0, -1), { interest_id: interestId, agreement_id: await idOf('crm_agreement', 'euro'), lines: [{ product_id: await idOf('crm_product', 'SCREW'), quantity: '1' }] }));
  t.match(await one('select c.iso_code, l.price, l.exchange_rate from crm_customer_order o join crm_currency c on c.id = o.currency_id join crm_customer_order_line l on l.order_id = o.id where o.id = $1', [euro['id']]), { iso_code: 'EUR', price: '9800.00', exchange_rate: null }, 'terms settled in euro make an order in euro');
  const early = await anna.post(path.order.slice(0, -1), { interest_id: interestId, date: '2024-05-01T09:00:00Z', lines: [{ product_id: await idOf('crm_product', 'SCREW'), quantity: '1' }] });
  t.same([early.status, early.body.code, early.body.errors?.[0]?.pointer], [422, 'crm.no_currency_rate', '/lines/0/price']);

  const product = good(await anna.post('/api/crm/products', { working_name: 'Опорная рама', print_name: 'Опорная рама', group_id: await idOf('crm_product_group', 'filters'), unit_id: await idOf('crm_unit', 'pcs'), vat_rate_id: await idOf('crm_vat_rate', 'vat20'), price_eur: '1600.00' }));
  t.match(await one('select p.price, k.code from crm_product_price p join crm_price_kind k on k.id = p.price_kind_id where p.product_id = $1', [product['id']]), { price: '1600.00', code: 'base_eur' }, 'a price in euro stands in the price list');
  const changed = await anna.patch(`/api/crm/products/${product['id']}`, { version: product['version'], price_eur: '1.00' });
  t.same([changed.status, changed.body.code], [403, 'crm.price_edit']);
  good(await gromov.patch(`/api/crm/products/${product['id']}`, { version: product['version'], price_eur: '1700.00' }));
  t.same((await app.read((uow) => uow.query<Row>('select price from crm_product_price where product_id = $1', [product['id']]))).map((row) => row['price']), ['1700.00'], 'one price a day');
});

t.test('taxation, payment order and returnable packaging of the agreement are checked at posting', async (t) => {
  const interestId = await newDeal();
  const untaxed = await newOrder(interestId, { quantity: '1', agreement: 'untaxed' });
  t.match(await one('select total_vat, total from crm_customer_order where id = $1', [untaxed]), { total_vat: '0.00', total: '450000.00' }, 'a sale without VAT');
  await patchOrder(untaxed, { lines: [{ id: (await linesOf(untaxed))[0]?.['id'], vat_rate_id: await idOf('crm_vat_rate', 'vat20') }] });
  t.same(reasons(await anna.send(path.order + untaxed, 'order.posted')), ['crm.tax_regime']);
  const boxed = await newOrder(interestId, { product: 'BOX', quantity: '1' });
  t.same(reasons(await anna.send(path.order + boxed, 'order.posted')), ['crm.packaging_not_agreed']);
  const foreign = await newOrder(interestId, { quantity: '1' });
  await patchOrder(foreign, { currency_id: await idOf('crm_currency', 'EUR') });
  t.ok(reasons(await anna.send(path.order + foreign, 'order.posted')).includes('crm.payment_order'));
});

t.test('a client with two counterparties: the order asks which; with one it fills itself', async (t) => {
  const inquiry = good(await anna.post(path.inquiry.slice(0, -1), { channel: 'phone', from_phone: '8 900 000-20-20' }));
  good(await anna.send(path.inquiry + inquiry['id'], 'inquiry.converted', { service_type_id: service }));
  const interestId = String((await one('select interest_id from crm_inquiry where id = $1', [inquiry['id']]))['interest_id']);
  t.equal((await one('select counterparty_id from crm_interest where id = $1', [interestId]))['counterparty_id'], null);
  const asked = await anna.post(path.order.slice(0, -1), { interest_id: interestId, lines: [] });
  t.same([asked.status, asked.body.code, asked.body.errors?.[0]?.pointer], [422, 'crm.choose_counterparty', '/counterparty_id']);
  const foreign = await anna.post(path.order.slice(0, -1), { interest_id: interestId, counterparty_id: await idOf('crm_counterparty', 'known'), lines: [] });
  t.equal(foreign.body.code, 'crm.foreign_counterparty');
  t.equal((await anna.post(path.order.slice(0, -1), { interest_id: interestId, counterparty_id: await idOf('crm_counterparty', 'south_trade'), lines: [] })).status, 201);
  const account = good(await (await app.as('belova')).post('/api/crm/bank-accounts', { counterparty_id: await idOf('crm_counterparty', 'south'), account_number: '40702810600000000101', bank_id: await idOf('crm_bank', 'meridian') }));
  t.match(account, { correspondent_account: '30101810000000000901', city: 'Москва', name: 'АО «Меридиан-Банк»', is_primary: true }, 'the bank fills the rest');
  const wrong = await (await app.as('belova')).post('/api/crm/bank-accounts', { counterparty_id: await idOf('crm_counterparty', 'south'), account_number: '40702810700000000101', bank_id: await idOf('crm_bank', 'meridian') });
  t.same([wrong.status, wrong.body.code], [422, 'crm.account_over_bank']);
});

t.test('an order of services alone needs no supply: it is ready once paid, and shipped by being rendered', async (t) => {
  const interestId = await newDeal();
  const orderId = await newOrder(interestId, { product: 'MOUNT', quantity: '2' });
  await patchOrder(orderId, { lines: [{ id: (await linesOf(orderId))[0]?.['id'] }, { product_id: await idOf('crm_product', 'DESIGN'), quantity: '1' }] });
  good(await anna.send(path.order + orderId, 'order.posted'));
  await offer(orderId, 'offer.accepted');
  good(await anna.send(path.order + orderId, 'order.released'));
  good(await anna.send(path.invoice + (await invoiceOf(orderId))['id'], 'invoice.sent'));
  t.match(await invoiceOf(orderId), { total: '156000.00', remaining_qty: '3.000', shipment_state: 'not_shipped' });
  await pay(orderId, '156000.00');
  t.equal(await orderStands(orderId), 'to_execute / in_stock / ready_to_ship');
  t.equal(await stands(interestId), 'ready_to_ship', 'nothing is won before the work is done');
  good(await anna.send(path.order + orderId, 'order.services_rendered', { date: '2025-07-10' }));
  t.equal(await orderStands(orderId), 'closed / shipped / settled');
  t.match(await invoiceOf(orderId), { remaining_qty: '0.000', shipment_state: 'shipped', full_shipment_date: '2025-07-10' });
  t.equal(await stands(interestId), 'won');

  const goods = await newOrder(await newDeal(), { quantity: '1' });
  good(await anna.send(path.order + goods, 'order.posted'));
  await offer(goods, 'offer.accepted');
  good(await anna.send(path.order + goods, 'order.released'));
  t.equal((await anna.send(path.order + goods, 'order.services_rendered', {})).status, 409);
});
