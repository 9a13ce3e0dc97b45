import { AcceptanceSheet } from './acceptance-sheet.tsx';

/** Tab of a packing list: counting and resolution, the same as at the warehouse's place. */
export default function AcceptancePanel({ id }: { id: string }) {
  return <AcceptanceSheet id={id} />;
}
