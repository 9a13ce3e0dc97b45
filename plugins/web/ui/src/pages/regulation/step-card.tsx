import { Badge, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconClock } from '@tabler/icons-react';
import { useMetadata } from '../../api/metadata.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill } from '../../texts/use-texts.ts';
import type { ConditionWords, StepWords, TransitionWords } from './regulation.ts';

/** A stage in words: what may happen in it, who does it and when, and what waiting leads to. */
export function StepCard({ step }: { step: StepWords }) {
  const texts = useRuleTexts();
  const title = step.kind === 'start' ? texts.start : step.kind === 'any' ? texts.any : step.label;
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <Group gap="xs">
          <Title order={3}>{title}</Title>
          {step.final ? <Badge variant="light" color="gray" tt="none">{texts.final}</Badge> : null}
        </Group>
        {step.description === null ? null : <Text size="sm">{step.description}</Text>}
        {step.transitions.map((one) => (
          <Way key={`${one.code}${one.to.join()}`} way={one} />
        ))}
        {step.waits.length === 0 ? null : (
          <Stack gap={4}>
            <Group gap={6}>
              <IconClock size={15} aria-hidden="true" />
              <Text size="sm" fw={600}>
                {texts.waiting}
              </Text>
            </Group>
            <List size="sm" spacing={4}>
              {step.waits.map((wait) => (
                <List.Item key={wait.code}>
                  {wait.from === null ? fill(texts.after, { duration: wait.after }) : fill(texts.afterFrom, { duration: wait.after, field: wait.from })}
                  {wait.label === '' ? '' : ` — ${wait.label}`}
                  {wait.repeats ? `, ${texts.repeats}` : ''}
                  <Conditions when={wait.when} />
                  {wait.does.length === 0 ? null : <Text size="xs" c="dimmed">{texts.does}: {wait.does.join('; ')}</Text>}
                </List.Item>
              ))}
            </List>
          </Stack>
        )}
        {step.transitions.length === 0 && step.waits.length === 0 && !step.final ? <Text size="sm" c="dimmed">{texts.nothingHere}</Text> : null}
      </Stack>
    </Card>
  );
}

function Way({ way }: { way: TransitionWords }) {
  const texts = useRuleTexts();
  const mine = new Set(useMetadata().roles.filter((one) => one.mine).map((one) => one.label));
  return (
    <Stack gap={3} pl="sm" style={{ borderLeft: '3px solid var(--mantine-color-default-border)' }}>
      <Group gap={6}>
        <Text size="sm" fw={600}>
          {way.label === '' ? way.to.join(', ') : way.label}
        </Text>
        <IconArrowRight size={14} aria-label={texts.goesTo} />
        <Text size="sm">{way.to.length === 0 ? texts.stays : way.to.join(', ')}</Text>
      </Group>
      <Text size="xs" component="div">
        {way.by.length === 0 ? (
          <Text span fz="inherit" c="dimmed">
            {texts.itself}
          </Text>
        ) : (
          <>
            <Text span fz="inherit" c="dimmed">
              {texts.who}:{' '}
            </Text>
            {way.by.map((role, index) => (
              <Text key={role} span fz="inherit" fw={mine.has(role) ? 700 : 400} {...(mine.has(role) ? { c: 'var(--mantine-color-steel-text)' } : {})}>
                {index === 0 ? '' : ', '}
                {role}
              </Text>
            ))}
          </>
        )}
      </Text>
      {way.asks.length === 0 ? null : <Line name={texts.asks} text={way.asks.join(', ')} />}
      <Conditions when={way.when} />
      {way.does.length === 0 ? null : <Line name={texts.does} text={way.does.join('; ')} />}
      {way.source === null ? null : (
        <Text size="xs" c="dimmed">
          {fill(texts.source, { source: way.source })}
        </Text>
      )}
    </Stack>
  );
}

function Line({ name, text }: { name: string; text: string }) {
  return (
    <Text size="xs">
      <Text span fz="inherit" c="dimmed">
        {name}:{' '}
      </Text>
      {text}
    </Text>
  );
}

/** Conditions in words, each with what is answered when it does not hold. */
export function Conditions({ when }: { when: readonly ConditionWords[] }) {
  const texts = useRuleTexts();
  if (when.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {texts.when}:
      </Text>
      <List size="xs" spacing={2}>
        {when.map((one, index) => (
          <List.Item key={index}>
            {one.text}
            {one.otherwise === undefined ? null : (
              <Text span={one.text === undefined} size="xs" {...(one.text === undefined ? {} : { c: 'dimmed' })}>
                {fill(texts.otherwise, { text: one.otherwise })}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
