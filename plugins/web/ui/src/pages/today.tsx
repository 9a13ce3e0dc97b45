import { Title } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';

export function TodayPage() {
  const texts = useTexts();
  return (
    <div className="page">
      <Title order={1}>{texts.today}</Title>
    </div>
  );
}
