import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { paymentMatching } from './decisions/payment-matching.ts';
import { cancelPayment } from './effects/cancel-payment.ts';
import { postPayment } from './effects/post-payment.ts';
import { reallocatePayment } from './effects/reallocate-payment.ts';
import { accountingEntities } from './entities/index.ts';
import { accountingErrors } from './errors.ts';
import { paymentFacts } from './facts/payment-facts.ts';
import { periodFacts } from './facts/period-facts.ts';
import { paymentInvariants } from './invariants/payments.ts';
import { advanceTaxInvoiceProcess } from './machines/advance-tax-invoice.ts';
import { paymentProcess } from './machines/payment.ts';
import { periodCloseProcess } from './machines/period-close.ts';
import { accountingPermissions } from './permissions.ts';
import { proposalRoute } from './routes/proposal-route.ts';
import { advanceTaxCard } from './save-rules/advance-tax-card.ts';
import { paymentCard } from './save-rules/payment-card.ts';
import { periodCard } from './save-rules/period-card.ts';

export default definePlugin({
  id: 'accounting',
  version: '1.0.0',
  label: label('Бухгалтерия', 'Accounting'),
  requires: { crm: '^1.0.0' },
  entities: accountingEntities,
  processes: [paymentProcess, advanceTaxInvoiceProcess, periodCloseProcess],
  facts: [paymentFacts, periodFacts],
  decisions: [paymentMatching],
  effects: [postPayment, reallocatePayment, cancelPayment],
  saveRules: [paymentCard, advanceTaxCard, periodCard],
  permissions: accountingPermissions,
  invariants: paymentInvariants,
  routes: [proposalRoute],
  errors: accountingErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
