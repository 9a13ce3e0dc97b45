import { Agreement } from './agreement.ts';
import { AgreementPrice } from './agreement-price.ts';
import { Bank } from './bank.ts';
import { BankAccount } from './bank-account.ts';
import { CommercialOffer } from './commercial-offer.ts';
import { ContactDetail } from './contact-detail.ts';
import { ContactPerson } from './contact-person.ts';
import { ContactPosition } from './contact-position.ts';
import { Counterparty } from './counterparty.ts';
import { Currency } from './currency.ts';
import { CurrencyRate } from './currency-rate.ts';
import { CustomerOrder } from './customer-order.ts';
import { CustomerOrderLine } from './customer-order-line.ts';
import { ExportCountry } from './export-country.ts';
import { Individual } from './individual.ts';
import { IndividualRelation } from './individual-relation.ts';
import { Inquiry } from './inquiry.ts';
import { Interaction } from './interaction.ts';
import { InteractionParticipant } from './interaction-participant.ts';
import { Interest } from './interest.ts';
import { InterestType } from './interest-type.ts';
import { Invoice } from './invoice.ts';
import { InvoiceLine } from './invoice-line.ts';
import { InvoicePayment } from './invoice-payment.ts';
import { InvoiceShipment } from './invoice-shipment.ts';
import { OrderExtraCost } from './order-extra-cost.ts';
import { Organization } from './organization.ts';
import { Partner } from './partner.ts';
import { PartnerRelation } from './partner-relation.ts';
import { PartnerType } from './partner-type.ts';
import { PaymentScheduleLine } from './payment-schedule-line.ts';
import { PriceGroup } from './price-group.ts';
import { PriceKind } from './price-kind.ts';
import { Product } from './product.ts';
import { ProductAttribute } from './product-attribute.ts';
import { ProductGroup } from './product-group.ts';
import { ProductPrice } from './product-price.ts';
import { RefusalReason } from './refusal-reason.ts';
import { RegistryCheck } from './registry-check.ts';
import { Sector } from './sector.ts';
import { Segment } from './segment.ts';
import { ServiceType } from './service-type.ts';
import { Unit } from './unit.ts';
import { VatRate } from './vat-rate.ts';
import { WorkPlanItem } from './work-plan-item.ts';

/** Every entity of this plugin for its manifest: partners, then products and prices, then the deal, the order and the invoice. */
export const crmEntities = [
  Partner,
  Counterparty,
  ContactPerson,
  ContactDetail,
  Individual,
  PartnerRelation,
  IndividualRelation,
  PartnerType,
  Segment,
  ContactPosition,
  ExportCountry,
  Organization,
  Bank,
  BankAccount,
  RegistryCheck,
  Product,
  ProductAttribute,
  ProductGroup,
  PriceGroup,
  PriceKind,
  ProductPrice,
  Currency,
  CurrencyRate,
  Unit,
  VatRate,
  Sector,
  ServiceType,
  InterestType,
  RefusalReason,
  Inquiry,
  Interest,
  Interaction,
  InteractionParticipant,
  WorkPlanItem,
  Agreement,
  AgreementPrice,
  PaymentScheduleLine,
  CustomerOrder,
  CustomerOrderLine,
  OrderExtraCost,
  CommercialOffer,
  Invoice,
  InvoiceLine,
  InvoicePayment,
  InvoiceShipment,
] as const;
