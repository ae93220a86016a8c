import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatNumber } from '../../reports/numbers.ts';
import type { CallPath, Hop } from '../engine/path-of-call.ts';
import { useRoom } from './use-room.ts';
import { byFamily, colourOf } from '../../reports/charts/cause-families.ts';

const LABELS = 150;
const MARGIN = 12;
const LANE = 48;
const BAR = 20;
/** Where in its lane a bar stands: there is room for a label above it. */
const LANE_CENTRE = 0.625;
/** How long a whole call takes to watch, in ms. */
const DURATION = 8000;
const LEAST_WIDTH = 0.75;

/** The processor's way through user code, kernel and server during one system call, to be watched or stepped through. */
export function CallPathView({ name, path }: { name: string; path: CallPath }): JSX.Element {
  const { hops, places } = path;
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const token = useRef<SVGCircleElement>(null);
  const time = useRef(0);
  const { ref, width, narrow } = useRoom();
  const left = narrow ? MARGIN : LABELS;
  const total = hops.length === 0 ? 1 : endOf(hops[hops.length - 1]);
  const scale = (width - left - MARGIN) / total;
  const x = (cycles: number): number => left + cycles * scale;
  const y = (place: string): number => places.indexOf(place) * LANE + LANE * LANE_CENTRE;
  const index = Math.min(at, hops.length - 1);
  const hop = hops[index] as Hop | undefined;

  const moveTo = (target: number): void => {
    const next = Math.max(0, Math.min(hops.length - 1, target));
    time.current = hops[next]?.start ?? 0;
    setAt(next);
  };
  const step = (by: number): void => {
    setPlaying(false);
    moveTo(index + by);
  };

  // The token stands where the time is; while it plays, it moves without drawing the rest anew.
  useEffect(() => {
    if (!playing || hops.length === 0) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function tick(now: number) {
      time.current += ((now - last) / DURATION) * total;
      last = now;
      if (time.current >= total) {
        moveTo(hops.length - 1);
        setPlaying(false);
        return;
      }
      const current = hops.findLastIndex(({ start }) => start <= time.current);
      const place = hops[Math.max(0, current)].place;
      token.current?.setAttribute('cx', String(x(time.current)));
      token.current?.setAttribute('cy', String(y(place)));
      setAt(Math.max(0, current));
      frame = requestAnimationFrame(tick);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [playing, path]);

  const toggle = (): void => {
    if (!playing && index >= hops.length - 1) moveTo(0);
    setPlaying(!playing);
  };
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;

  return (
    <figure class="chart path" ref={ref}>
      <p class="path-title">
        <strong>{name}</strong> {`${path.title}: ${formatNumber(path.cycles)} cycles, ${hops.length} steps`}
        {path.left > 0 && ` (and ${path.left} more that are not shown)`}
      </p>
      <svg viewBox={`0 0 ${width} ${places.length * LANE}`} aria-hidden="true">
        {places.map((place) => (
          <g key={place}>
            <line class="lane" x1={left} x2={width - MARGIN} y1={y(place)} y2={y(place)} />
            <text
              x={narrow ? 0 : left - 14}
              y={narrow ? y(place) - BAR / 2 - 4 : y(place) + 4}
              text-anchor={narrow ? 'start' : 'end'}
            >
              {place}
            </text>
          </g>
        ))}
        {hops
          .slice(1)
          .map((next, number) =>
            next.place === hops[number].place ? null : (
              <line
                key={number}
                class="hop"
                x1={x(next.start)}
                x2={x(next.start)}
                y1={y(hops[number].place)}
                y2={y(next.place)}
              />
            ),
          )}
        {hops.map((each, number) => (
          <HopBar
            key={number}
            hop={each}
            x={x(each.start)}
            y={y(each.place)}
            scale={scale}
            current={number === index}
          />
        ))}
        {hop && (
          <circle
            ref={token}
            class="token"
            r="8"
            cx={x(playing ? time.current : hop.start)}
            cy={y(hop.place)}
          />
        )}
      </svg>
      <div class="buttons" role="group" aria-label={`Path of ${path.title} on ${name}`}>
        {!reduced && (
          <button type="button" onClick={toggle}>
            {playing ? 'Pause' : 'Play'}
          </button>
        )}
        <button type="button" disabled={index <= 0} onClick={() => step(-1)}>
          Back a step
        </button>
        <button type="button" disabled={index >= hops.length - 1} onClick={() => step(1)}>
          Next step
        </button>
      </div>
      <p class="narration" aria-live={playing ? 'off' : 'polite'}>
        {hop && (
          <>
            {`Step ${index + 1} of ${hops.length}: `}
            <strong>{hop.place}</strong>
            {`, ${hop.path} → ${hop.step}: ${formatNumber(hop.cycles)} cycles (${causesOf(hop)})`}
          </>
        )}
      </p>
    </figure>
  );
}

/** One stay, divided by causes. */
function HopBar({
  hop,
  x,
  y,
  scale,
  current,
}: {
  hop: Hop;
  x: number;
  y: number;
  scale: number;
  current: boolean;
}): JSX.Element {
  let from = x;
  return (
    <g class={current ? 'current' : undefined}>
      {byFamily(hop.causes).map(({ family, cycles }) => {
        const start = from;
        from += cycles * scale;
        return (
          <rect
            key={family}
            x={start}
            y={y - BAR / 2}
            width={Math.max(LEAST_WIDTH, cycles * scale)}
            height={BAR}
            fill={colourOf(family)}
          />
        );
      })}
    </g>
  );
}

const endOf = ({ start, cycles }: Hop): number => start + cycles;

function causesOf({ causes }: Hop): string {
  return byFamily(causes)
    .map(({ family, cycles }) => `${family} ${formatNumber(cycles)}`)
    .join(', ');
}
