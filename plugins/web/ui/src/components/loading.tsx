import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';

/** A page whose data is on its way. */
export function Loading() {
  const texts = useTexts();
  return (
    <Stack p="lg" gap="sm" role="status" aria-live="polite">
      <VisuallyHidden>{texts.loading}</VisuallyHidden>
      <Skeleton height={26} width="30%" />
      {Array.from({ length: 7 }, (_, index) => (
        <Skeleton key={index} height={34} />
      ))}
    </Stack>
  );
}
