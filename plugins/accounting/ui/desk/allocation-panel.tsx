import { useEntity } from '../../../web/ui/src/kit.ts';
import { PaymentDetail } from './payment-detail.tsx';

/** The allocation of one payment, on its card. */
export default function AllocationPanel({ id }: { id: string }) {
  const entity = useEntity('accounting.payment');
  return entity === undefined ? null : <PaymentDetail entity={entity} id={id} linked={false} />;
}
