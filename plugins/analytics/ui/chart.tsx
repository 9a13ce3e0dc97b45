import { useEffect, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Locale } from '../../web/ui/src/kit.ts';
import { useLocale } from '../../web/ui/src/kit.ts';

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Figures under one name. `color` is a token of the theme; red, yellow and green keep their meaning. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly color?: string;
  readonly type?: 'bar' | 'line';
}

interface Props {
  readonly label: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Bars lie, with the names of categories beside them. */
  readonly lying?: boolean;
  readonly stacked?: boolean;
  readonly height?: number;
}

const PALETTE = ['steel-6', 'teal-6', 'yellow-6', 'grape-5', 'gray-5'];

/** A theme's colour as the chart needs it: a chart cannot read CSS variables. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--mantine-color-${name}`).trim() || '#888';
}

/** Wraps a long name at a space near its middle, so that bars keep their room. */
function wrapped(text: string, width: number): string {
  if (text.length <= width) return text;
  const words = text.split(' ');
  let line = '';
  const lines: string[] = [];
  for (const word of words) {
    if (line !== '' && `${line} ${word}`.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].slice(0, 3).join('\n');
}

function optionOf({ categories, series, lying, stacked, width, locale }: Pick<Props, 'categories' | 'series' | 'lying' | 'stacked'> & { width: number; locale: Locale }): Record<string, unknown> {
  const [text, line] = [token('text'), token('default-border')];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const areWhole = series.every((one) => one.values.every((value) => value === null || Number.isInteger(value)));
  // Text is measured before it is drawn, so the chart has to know the very font.
  const { fontFamily } = getComputedStyle(document.body);
  const isNarrow = width < 480;
  const names = {
    type: 'category', data: categories, inverse: lying === true, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
    axisLabel: { color: text, fontSize: 12, fontFamily, lineHeight: 14, interval: lying === true ? 0 : 'auto', formatter: (name: string) => wrapped(name, lying === true ? (isNarrow ? 16 : 26) : 14) },
  };
  const amounts = { type: 'value', ...(areWhole ? { minInterval: 1 } : {}), splitLine: { lineStyle: { color: line, opacity: 0.5 } }, axisLabel: { color: text, fontSize: 12, fontFamily, hideOverlap: true, formatter: (value: number) => number.format(value) } };
  return {
    animation: false,
    color: PALETTE.map(token),
    textStyle: { fontFamily },
    grid: { left: 4, right: 16, top: series.length > 1 ? 34 : 10, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    ...(series.length > 1 ? { legend: { top: 0, left: 0, type: 'plain', textStyle: { color: text, fontSize: 12, fontFamily }, itemWidth: 14, itemHeight: 10 } } : {}),
    // Rich text is drawn into the picture itself; the usual tooltip brings styles that the security policy keeps out.
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: token('body'), borderColor: line, textStyle: { color: text, fontSize: 12, fontFamily }, valueFormatter: (value: unknown) => (typeof value === 'number' ? number.format(value) : '—') },
    xAxis: lying === true ? amounts : names,
    yAxis: lying === true ? names : amounts,
    series: series.map((one) => ({
      name: one.name, type: one.type ?? 'bar', data: one.values, barMaxWidth: 26, ...(stacked === true ? { stack: 'all' } : {}), ...(one.color === undefined ? {} : { color: token(one.color) }), ...(one.type === 'line' ? { symbolSize: 6 } : {}),
    })),
  };
}

/** A chart of a few series. The table beside it says the same in figures, so that nobody needs to see it. */
export default function Chart({ label, categories, series, lying = false, stacked = false, height = 300 }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const locale = useLocale();
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const chart = echarts.init(element, undefined, { renderer: 'svg' });
    const draw = (): void => {
      chart.resize();
      chart.setOption(optionOf({ categories, series, lying, stacked, width: element.clientWidth, locale }) as never, true);
    };
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [categories, series, lying, stacked, scheme, locale]);
  return <div ref={frame} role="img" aria-label={label} style={{ width: '100%', height }} />;
}
