/** Sizes in pixels, and how much covers what is behind it. */
export const WIDTH = { chart: 560, bars: 480, square: 480 } as const;
export const HEIGHT = { curve: 340, square: 480 } as const;
/** Of a bar, of a narrow one, of a line of marks, and of a system in such a line. */
export const STEP = { bar: 15, narrow: 6, line: 24, system: 9 } as const;
export const SIZE = { point: 60, small: 34, tick: 12 } as const;
export const STROKE = { line: 2, rule: 1.2 } as const;
export const OPACITY = { solid: 1, strong: 0.85, pale: 0.42, band: 0.13, faded: 0.06 } as const;
/** Font size of the title of one panel among several. */
export const PANEL_TITLE = 12;
export const DASH = [5, 4];
export const GAP = { inner: 0.25, label: 8, panels: 24 } as const;
/** How much longer than its longest bar an axis is, so that labels have room. */
export const LABEL_ROOM = 1.25;
