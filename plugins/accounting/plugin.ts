import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { paymentMatching } from './decisions/payment-matching.ts';
import { paymentRequestApprover } from './decisions/payment-request-approver.ts';
import { askApproval } from './effects/ask-approval.ts';
import { cancelPayment } from './effects/cancel-payment.ts';
import { postPayment } from './effects/post-payment.ts';
import { reallocatePayment } from './effects/reallocate-payment.ts';
import { writeBankFile } from './effects/write-bank-file.ts';
import { accountingEntities } from './entities/index.ts';
import { accountingErrors } from './errors.ts';
import { advanceTaxFacts } from './facts/advance-tax-facts.ts';
import { paymentFacts } from './facts/payment-facts.ts';
import { periodFacts } from './facts/period-facts.ts';
import { requestFacts } from './facts/request-facts.ts';
import { statementImporter } from './importers/statement-importer.ts';
import { paymentInvariants } from './invariants/payments.ts';
import { advanceTaxInvoiceProcess } from './machines/advance-tax-invoice.ts';
import { bankFileProcess } from './machines/bank-file.ts';
import { paymentProcess } from './machines/payment.ts';
import { paymentRequestProcess } from './machines/payment-request.ts';
import { periodCloseProcess } from './machines/period-close.ts';
import { accountingPermissions } from './permissions.ts';
import { bankFileRoute } from './routes/bank-file-route.ts';
import { proposalRoute } from './routes/proposal-route.ts';
import { receivablesRoute } from './routes/receivables-route.ts';
import { statementRoute } from './routes/statement-route.ts';
import { advanceTaxCard } from './save-rules/advance-tax-card.ts';
import { bankFileCard } from './save-rules/bank-file-card.ts';
import { paymentCard } from './save-rules/payment-card.ts';
import { periodCard } from './save-rules/period-card.ts';
import { requestCard, requestSnapshot } from './save-rules/request-card.ts';
import { requestApprovalAsked, requestApprovalDecided } from './subscriptions/request-approval.ts';

export default definePlugin({
  id: 'accounting',
  version: '1.0.0',
  label: label('Бухгалтерия', 'Accounting'),
  requires: { crm: '^1.0.0' },
  entities: accountingEntities,
  processes: [paymentProcess, advanceTaxInvoiceProcess, periodCloseProcess, paymentRequestProcess, bankFileProcess],
  facts: [paymentFacts, advanceTaxFacts, periodFacts, requestFacts],
  decisions: [paymentMatching, paymentRequestApprover],
  effects: [postPayment, reallocatePayment, cancelPayment, askApproval, writeBankFile],
  saveRules: [paymentCard, advanceTaxCard, periodCard, requestCard, ...requestSnapshot, bankFileCard],
  subscriptions: [requestApprovalAsked, requestApprovalDecided],
  permissions: accountingPermissions,
  invariants: paymentInvariants,
  importers: [statementImporter],
  routes: [proposalRoute, statementRoute, bankFileRoute, receivablesRoute],
  errors: accountingErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
