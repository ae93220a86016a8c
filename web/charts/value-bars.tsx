import type { JSX } from 'preact';
import { systemScale } from '../../reports/charts/theme.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { useRoom } from './use-room.ts';

/** A system's value, and what was published if anything was. */
export interface ValueBar {
  system: string;
  /** Another name of the bar than the system's. */
  label?: string;
  value: number | undefined;
  published?: number | undefined;
}

interface Properties {
  bars: readonly ValueBar[];
  unit: string;
  caption: string;
  format?: (value: number) => string;
}

const LABELS = 150;
const NUMBERS = 180;
const BAR = 18;
const GAP = 12;
const LABEL_HEIGHT = 18;
/** How far the line of a published figure sticks out. */
const OVERHANG = 4;

/** One bar a system in its own colour; a line across it where the published figure is. */
export function ValueBars({ bars, unit, caption, format = formatNumber }: Properties): JSX.Element {
  const { ref, width, narrow } = useRoom();
  const left = narrow ? 0 : LABELS;
  const row = BAR + GAP + (narrow ? LABEL_HEIGHT : 0);
  const longest = Math.max(
    Number.EPSILON,
    ...bars.flatMap(({ value = 0, published = 0 }) => [value, published]),
  );
  const scale = (width - left - (narrow ? OVERHANG : NUMBERS)) / longest;
  const { domain, range } = systemScale(bars.map(({ system }) => system));
  const colour = (system: string): string => range[domain.indexOf(system)];
  const published = bars.some((bar) => bar.published !== undefined);
  return (
    <figure class="chart" ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${bars.length * row}`}
        role="img"
        aria-label={textOf(bars, unit, caption, format)}
      >
        {bars.map(({ system, label = system, value, published: figure }, index) => {
          const y = index * row + GAP / 2 + (narrow ? LABEL_HEIGHT : 0);
          const end = left + Math.max(value ?? 0, figure ?? 0) * scale;
          const [textX, textY] = narrow ? [0, y - OVERHANG - 2] : [end + 6, y + BAR - 4];
          return (
            <g key={label}>
              {!narrow && (
                <text x={left - 8} y={y + BAR - 4} text-anchor="end">
                  {label}
                </text>
              )}
              {value !== undefined && (
                <rect x={left} y={y} width={Math.max(0, value * scale)} height={BAR} fill={colour(system)} />
              )}
              {figure !== undefined && (
                <line
                  x1={left + figure * scale}
                  x2={left + figure * scale}
                  y1={y - OVERHANG}
                  y2={y + BAR + OVERHANG}
                  stroke="currentColor"
                  stroke-width="2"
                />
              )}
              <text x={textX} y={textY}>
                {narrow && `${label} `}
                {value === undefined ? '…' : format(value)}
                {figure !== undefined && <tspan class="faint">{` (paper ${format(figure)})`}</tspan>}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        {caption}
        {published && ' Bars are the model, computed now; the line across a bar is what the paper measured.'}
      </figcaption>
    </figure>
  );
}

function textOf(
  bars: readonly ValueBar[],
  unit: string,
  caption: string,
  format: (value: number) => string,
): string {
  const values = bars
    .filter(({ value }) => value !== undefined)
    .map(
      ({ system, label, value = 0, published }) =>
        `${label ?? system} ${format(value)}${published === undefined ? '' : `, published ${format(published)}`}`,
    );
  return `${caption} ${values.join('; ')} (${unit})`;
}
