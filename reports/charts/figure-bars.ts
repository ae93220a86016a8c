import type { Channel, Layer } from './chart.ts';
import { GAP, STROKE } from './look.ts';
import {
  chosenFilling,
  chosenOpacity,
  FIGURES,
  figureOpacity,
  intervalLayer,
  legendSelection,
  systemColour,
  type Mark,
  type Told,
} from './parts.ts';

interface Bars {
  values: readonly Mark[];
  systems: readonly string[];
  /** Where a bar stands: its group, and its place within that. */
  position: Position;
  x: Channel<'x'>;
  /** Where bars begin, when not at zero. */
  x2?: Channel<'x2'>;
  tooltip: Told[];
}
interface Position {
  y: Channel<'y'>;
  yOffset: Channel<'yOffset'>;
}

/** The vertical position of a bar: groups by one field in their order, and bars within a group by another. */
export function groupedBy(
  field: string,
  sort: readonly string[],
  within: string = 'figure',
  sortWithin: readonly string[] = FIGURES,
): Position {
  return {
    y: { field, type: 'nominal', sort: [...sort], title: null, scale: { paddingInner: GAP.inner } },
    yOffset: { field: within, type: 'nominal', sort: [...sortWithin] },
  };
}

/** Bars in the colours of the systems, the model's solid and the published ones pale, with their intervals. */
export function figureBars({ values, systems, position, x, x2, tooltip }: Bars): Layer[] {
  return [
    {
      params: [legendSelection()],
      mark: 'bar',
      encoding: {
        ...position,
        x,
        ...(x2 === undefined ? {} : { x2 }),
        color: systemColour(systems),
        opacity: figureOpacity(),
        fillOpacity: chosenFilling(),
        tooltip,
      },
    },
    ...intervalLayer(values, {
      mark: { type: 'rule', strokeWidth: STROKE.rule },
      encoding: {
        ...position,
        x: { field: 'low', type: 'quantitative' },
        x2: { field: 'high' },
        opacity: chosenOpacity(),
      },
    }),
  ];
}
