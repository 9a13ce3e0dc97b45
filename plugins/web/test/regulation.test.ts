import t from 'tap';
import { startTestApp } from '../../../core/testing/index.ts';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are asserted part by part */
const app = await startTestApp(t, { companies: { pneumosila: 'regulations/pneumosila' }, now: '2025-03-03T06:00:00Z' });
const [manager, clerk] = [await app.as('sokolova'), await app.as('tarasov')];

t.test('whoever signs in reads what every role may do, with his own marked', async (t) => {
  const { status, body } = await clerk.get('/api/web/regulation');
  t.equal(status, 200);
  const mine = (body as any).roles.filter((one: any) => one.mine).map((one: any) => one.label);
  t.ok(mine.includes('Начальник склада'));
  for (const role of (body as any).roles) for (const one of role.may) t.notMatch(one.label, /^[a-z_]+\.[a-z_.]+$/, `${role.label} has words for all it may do`);
  t.ok((body as any).criteria.some((one: any) => one.code === 'KPI-2.1b' && one.target === 100));
  t.match((body as any).schedules.find((one: any) => one.id === 'crm.balances_before_shipment'), { at: '09:00', when: [{ text: /не меньше, чем \d/ }] });
});

t.test('a process is told by its stages: who, what, when, and what comes of waiting', async (t) => {
  const { body } = (await manager.get('/api/web/regulation/crm.interest')) as { body: any };
  const steps = body.regions[0].steps as any[];
  t.equal(steps[0].kind, 'start');
  t.match(steps.find((one) => one.state === 'primary_interest').transitions.find((one: any) => one.code === 'I-03'), { label: 'Отклонить', to: ['Потерян'], by: ['Менеджер по продажам'], asks: ['Причина отказа'] });
  const any = steps.find((one) => one.kind === 'any').transitions as any[];
  t.equal(any.filter((one) => one.code === 'I-20').length, 1, 'the same way to several stages is told once');
  t.match(any.find((one) => one.code === 'I-18').when, [{ text: '«Есть отгрузка»: нет', otherwise: /уже есть отгрузка/ }]);
  t.notMatch(JSON.stringify(steps.map((one) => one.transitions.map((way: any) => [way.label, way.to, way.by, way.asks, way.when, way.does]))), /"[a-z]+\.[a-z_]+"/, 'no codes among the words');
  const contract = (await clerk.get('/api/web/regulation/contracts.contract')).body as any;
  t.match(contract.regions.flatMap((one: any) => one.steps).find((one: any) => one.state === 'form_review').waits[0], { label: 'Договор стоит без движения', after: '3 рабочих дня' });
  t.equal((await clerk.get('/api/web/regulation/crm.nothing')).status, 404);
});
