import { useState } from 'react';
import { Badge, Checkbox, Group, Stack, Text } from '@mantine/core';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { fill, useLocale } from '../../../web/ui/src/kit.ts';
import { useContractTexts } from '../texts.ts';
import type { Compared, Piece, Point, PointPair } from './points.ts';
import { COMPARED, markWords, pairPoints } from './points.ts';
import type { Round } from './rounds.ts';
import './protocol.css';

function Marked({ pieces, kind }: { pieces: readonly Piece[]; kind: 'was' | 'became' }) {
  return (
    <>
      {pieces.map((piece, index) => (piece.differs && piece.text.trim() !== '' ? <mark key={index} className={kind}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}
    </>
  );
}

/** Two rounds side by side, point by point; words that one has and the other has not are marked. */
export function CompareRounds({ item, before, after, rounds }: { item: EntityMeta; before: Round; after: Round; rounds: readonly Round[] }) {
  const texts = useContractTexts();
  const locale = useLocale();
  const [onlyChanged, setOnlyChanged] = useState(false);
  const all = new Map(rounds.flatMap((round) => round.items.map((point) => [point.id, point] as const)));
  const pairs = pairPoints(before.items, after.items, all);
  const same = (pair: PointPair): boolean => pair.before !== undefined && pair.after !== undefined && pair.changed.size === 0;
  const shown = onlyChanged ? pairs.filter((pair) => !same(pair)) : pairs;
  return (
    <Stack gap="xs">
      <Checkbox size="xs" label={texts.onlyChanged} checked={onlyChanged} onChange={(event) => setOnlyChanged(event.currentTarget.checked)} />
      {shown.length === 0 ? <Text c="dimmed">{texts.nothingChanged}</Text> : null}
      <div style={{ overflowX: 'auto' }}>
        <table className="grid-table points points-compare" lang={locale}>
          <thead>
            <tr>
              <th>{texts.points}</th>
              <th>{fill(texts.roundNo, { round: before.round_no })}</th>
              <th>{fill(texts.roundNo, { round: after.round_no })}</th>
            </tr>
          </thead>
          {shown.map((pair) => (
            <PairRows key={(pair.after ?? pair.before)?.id} item={item} pair={pair} onlyChanged={onlyChanged} />
          ))}
        </table>
      </div>
    </Stack>
  );
}

function PairRows({ item, pair, onlyChanged }: { item: EntityMeta; pair: PointPair; onlyChanged: boolean }) {
  const texts = useContractTexts();
  const { before, after, changed } = pair;
  const kind = before === undefined ? texts.added : after === undefined ? texts.gone : changed.size > 0 ? texts.changed : texts.same;
  const color = before === undefined ? 'teal' : after === undefined ? 'red' : changed.size > 0 ? 'yellow' : 'gray';
  const whole = before !== undefined && after !== undefined;
  const names = COMPARED.filter((name) => (said(before, name) !== '' || said(after, name) !== '') && (!onlyChanged || !whole || changed.has(name)));
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3}>
          <Group gap={8}>
            {(after ?? before)?.clause}
            <Badge variant="light" color={color} tt="none" c="var(--mantine-color-text)">
              {kind}
            </Badge>
          </Group>
        </th>
      </tr>
      {names.map((name) => {
        const left = shownValue(item, before, name);
        const right = shownValue(item, after, name);
        const marked = whole && changed.has(name) ? markWords(left, right) : { left: [{ text: left, differs: false }], right: [{ text: right, differs: false }] };
        const className = changed.has(name) ? 'frozen-cell points-marked' : 'frozen-cell';
        return (
          <tr key={name}>
            <td style={{ width: 'auto' }}>
              <Text size="xs" c="dimmed">
                {item.fields.find((field) => field.name === name)?.label}
              </Text>
            </td>
            <td className={className}>
              {left === '' ? <span aria-hidden="true">—</span> : null}
              <Marked pieces={marked.left} kind="was" />
            </td>
            <td className={className}>
              {right === '' ? <span aria-hidden="true">—</span> : null}
              <Marked pieces={marked.right} kind="became" />
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

function said(point: Point | undefined, name: Compared): string {
  return String(point?.[name] ?? '');
}

/** A value in words: a decision by its label, a wording as it is. */
function shownValue(item: EntityMeta, point: Point | undefined, name: Compared): string {
  const value = said(point, name);
  return item.fields.find((field) => field.name === name)?.values?.find((one) => one.code === value)?.label ?? value;
}
