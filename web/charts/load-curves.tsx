import type { JSX } from 'preact';
import { systemScale } from '../../reports/charts/theme.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { axisTicks } from './axis-ticks.ts';
import { useRoom } from './use-room.ts';

/** A value at each load, of one system. */
export interface LoadCurve {
  system: string;
  points: readonly { load: number; value: number }[];
}

interface Properties {
  curves: readonly LoadCurve[];
  /** What the values are, with their unit. */
  quantity: string;
  caption: string;
}

const HEIGHT = 220;
const LEFT = 56;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 40;
const POINT = 4;
/** The second system's line is broken, for those who see no difference in colour. */
const DASHES = ['', '6 4'];
/** About so many pixels from tick to tick. */
const TICK_X = 70;
const TICK_Y = 40;

/** Values against load, a line a system in the colours of all charts. */
export function LoadCurves({ curves, quantity, caption }: Properties): JSX.Element {
  const { ref, width } = useRoom();
  const all = curves.flatMap(({ points }) => points);
  const xs = axisTicks(Math.max(...all.map(({ load }) => load)), (width - LEFT - RIGHT) / TICK_X);
  const ys = axisTicks(Math.max(...all.map(({ value }) => value)), (HEIGHT - TOP - BOTTOM) / TICK_Y);
  const x = (load: number): number => LEFT + (load / xs[xs.length - 1]) * (width - LEFT - RIGHT);
  const y = (value: number): number =>
    HEIGHT - BOTTOM - (value / ys[ys.length - 1]) * (HEIGHT - TOP - BOTTOM);
  const { domain, range } = systemScale(curves.map(({ system }) => system));
  const colour = (system: string): string => range[domain.indexOf(system)];
  return (
    <figure class="chart" ref={ref}>
      <ul class="legend" aria-hidden="true">
        {curves.map(({ system }, index) => (
          <li key={system}>
            <svg width="28" height="12">
              <line
                {...{ x1: 0, x2: 28, y1: 6, y2: 6 }}
                stroke={colour(system)}
                stroke-width="2"
                stroke-dasharray={DASHES[index]}
              />
            </svg>
            {system}
          </li>
        ))}
      </ul>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={textOf(curves, quantity)}>
        {ys.map((value) => (
          <g key={value}>
            <line class="grid" {...{ x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }} />
            <text x={LEFT - 8} y={y(value) + 4} text-anchor="end">
              {value.toLocaleString('en-US')}
            </text>
          </g>
        ))}
        {xs.map((load) => (
          <text key={load} x={x(load)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">
            {load}
          </text>
        ))}
        <text x={(LEFT + width - RIGHT) / 2} y={HEIGHT - 4} text-anchor="middle">
          load (tasks)
        </text>
        {curves.map(({ system, points }, index) => (
          <g key={system} fill={colour(system)} stroke={colour(system)}>
            <polyline
              fill="none"
              stroke-width="2"
              stroke-dasharray={DASHES[index]}
              points={points.map(({ load, value }) => `${x(load)},${y(value)}`).join(' ')}
            />
            {points.map(({ load, value }) => (
              <circle key={load} cx={x(load)} cy={y(value)} r={POINT}>
                <title>{`${system}, load ${load}: ${formatNumber(value)} ${quantity}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function textOf(curves: readonly LoadCurve[], quantity: string): string {
  return curves
    .map(({ system, points }) => {
      const values = points.map(({ load, value }) => `${formatNumber(value)} at load ${load}`).join(', ');
      return `${quantity} of ${system}: ${values}`;
    })
    .join('; ');
}
