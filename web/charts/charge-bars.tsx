import type { JSX } from 'preact';
import type { Charge } from '../../model/index.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { shortNumber } from './large-numbers.ts';
import { useRoom } from './use-room.ts';
import { byFamily, colourOf, FAMILY_NAMES } from '../../reports/charts/cause-families.ts';

/** A bar for each place, of one system. */
export interface ChargeBarsOf {
  title: string;
  cycles: number;
  charges: readonly Charge[];
}

const LABELS = 150;
const NUMBERS = 64;
const BAR = 16;
const GAP = 8;
const LABEL_HEIGHT = 16;
const HEAD = 26;
/** Places below this share of the longest are not shown. */
const SHOWN_SHARE = 0.002;

interface Row {
  place: string;
  cycles: number;
  stack: ReturnType<typeof byFamily>;
}

/** Where the cycles of one operation go: stacked bars by place and cause, on one scale for all systems. */
export function ChargeBars({
  systems,
  caption,
}: {
  systems: readonly ChargeBarsOf[];
  caption: string;
}): JSX.Element {
  const groups = systems.map((system) => ({ ...system, rows: rowsOf(system) }));
  const longest = Math.max(1, ...groups.flatMap(({ rows }) => rows.map(({ cycles }) => cycles)));
  const { ref, width, narrow } = useRoom();
  const left = narrow ? 0 : LABELS;
  const row = BAR + GAP + (narrow ? LABEL_HEIGHT : 0);
  const scale = (width - left - NUMBERS) / longest;
  let y = 0;
  const drawn = groups.map(({ title, cycles, rows }) => {
    const top = y;
    const shown = rows.filter((each) => each.cycles >= longest * SHOWN_SHARE);
    y += HEAD + shown.length * row + GAP;
    return { title, cycles, top, rows: shown };
  });
  const used = FAMILY_NAMES.filter((family) =>
    groups.some(({ rows }) => rows.some(({ stack }) => stack.some((part) => part.family === family))),
  );
  return (
    <figure class="chart" ref={ref}>
      <ul class="legend" aria-hidden="true">
        {used.map((family) => (
          <li key={family}>
            <svg width="12" height="12">
              <rect width="12" height="12" fill={colourOf(family)} />
            </svg>
            {family}
          </li>
        ))}
      </ul>
      <svg viewBox={`0 0 ${width} ${Math.max(y, HEAD)}`} role="img" aria-label={caption}>
        {drawn.map(({ title, cycles, top, rows }) => (
          <g key={title} transform={`translate(0 ${top})`}>
            <text class="strong" x="0" y="16">
              {`${title}: ${shortNumber(cycles)} cycles`}
            </text>
            {rows.map((each, index) => (
              <Bar key={each.place} row={each} left={left} y={HEAD + index * row} scale={scale} />
            ))}
          </g>
        ))}
      </svg>
      <figcaption>{caption}</figcaption>
      <details>
        <summary>The same as a table</summary>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">system</th>
                <th scope="col">place</th>
                <th scope="col">cause</th>
                <th scope="col">cycles</th>
              </tr>
            </thead>
            <tbody>
              {groups.flatMap(({ title, rows }) =>
                rows.flatMap(({ place, stack }) =>
                  stack.map(({ family, cycles }) => (
                    <tr key={`${title} ${place} ${family}`}>
                      <td>{title}</td>
                      <td>{place}</td>
                      <td>{family}</td>
                      <td class="number">{formatNumber(cycles)}</td>
                    </tr>
                  )),
                ),
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

interface BarProperties {
  row: Row;
  /** Where the bar begins; its label stands before it, or above it where there is no room. */
  left: number;
  y: number;
  scale: number;
}

function Bar({ row, left, y: top, scale }: BarProperties): JSX.Element {
  const above = left === 0;
  const y = above ? top + LABEL_HEIGHT : top;
  let x = left;
  return (
    <g>
      <text
        x={above ? 0 : left - GAP}
        y={above ? top + LABEL_HEIGHT - 4 : y + BAR - 4}
        text-anchor={above ? 'start' : 'end'}
      >
        {row.place}
      </text>
      {row.stack.map(({ family, cycles }) => {
        const from = x;
        // An overhead that is subtracted may leave less than nothing: a number in the table, and nothing to draw.
        const width = Math.max(0, cycles * scale);
        x += width;
        return (
          <rect key={family} x={from} y={y} width={width} height={BAR} fill={colourOf(family)}>
            <title>{`${row.place}, ${family}: ${formatNumber(cycles)} cycles`}</title>
          </rect>
        );
      })}
      <text x={x + 6} y={y + BAR - 4}>
        {shortNumber(row.cycles)}
      </text>
    </g>
  );
}

function rowsOf({ charges }: ChargeBarsOf): Row[] {
  return [...new Set(charges.map(({ place }) => place))]
    .map((place) => {
      const stack = byFamily(charges.filter((charge) => charge.place === place));
      return { place, stack, cycles: stack.reduce((sum, { cycles }) => sum + cycles, 0) };
    })
    .sort((left, right) => right.cycles - left.cycles);
}
