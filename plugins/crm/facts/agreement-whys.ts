import type { Label } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';

/** Answers of R-21 for which posting is refused, in words. */
export const AGREEMENT_WHYS: Readonly<Record<string, Label>> = {
  negative_margin: label('Сделка в минусе: провести заказ нельзя.', 'The deal is in the red: the order cannot be posted.'),
  client_not_classified: label('Клиент не классифицирован: выберите ему соглашение.', 'The client is not classified: choose an agreement for it.'),
  agreement_not_active: label('Соглашение клиента не действует.', 'The client’s agreement is not active.'),
  agreement_deviation: label('Условия заказа отступают от соглашения.', 'The order departs from the agreement.'),
};
