import t from 'tap';
import { startTestApp } from '../../../core/testing/index.ts';
t.test('x', async (t) => {
  const app = await startTestApp(t, { companies: { pneumosila: 'regulations/pneumosila' }, now: '2025-03-03T06:00:00Z' });
  for (const d of ['04','05','06','07','08','09','10']) { const s=Date.now(); await app.moveClock(`2025-03-${d}T06:00:00Z`); console.error('day', Date.now()-s); }
  const { kpisOf, computeKpi, parsePeriod } = await import('../../../core/index.ts');
  await app.read(async (uow) => { for (let i=0;i<3;i++) { const s=Date.now(); for (const k of kpisOf(uow)) { const a=Date.now(); await computeKpi(uow,k,parsePeriod('2025-03')); if (Date.now()-a>15) console.error(k.id, Date.now()-a); } console.error('all', kpisOf(uow).length, Date.now()-s);
   const s2=Date.now(); await Promise.all(kpisOf(uow).map(k=>computeKpi(uow,k,parsePeriod('2025-02')))); console.error('together', Date.now()-s2); } });
  t.pass();
});
