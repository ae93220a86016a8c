import { Chalk, type ColorSupportLevel } from 'chalk';
import { placeScale, systemScale } from '../../reports/charts/theme.ts';

/** What a colour says. The text says the same in words, signs or numbers, for those who see no colour. */
export type Style =
  'outside' | 'inside' | 'changed' | 'faint' | 'head' | { place: string } | { system: string };

/** What decides whether there is colour. */
export interface Terminal {
  isTTY?: boolean;
  /** Bits of colour, as Node reports them: 1, 4, 8 or 24. */
  getColorDepth?: (environment: NodeJS.ProcessEnv) => number;
}

const LEVELS: Readonly<Record<number, ColorSupportLevel>> = { 1: 0, 4: 1, 8: 2, 24: 3 };
const DEFAULT_LEVEL: ColorSupportLevel = 1;

/**
 * How many colours standard output gets: none with NO_COLOR, those that FORCE_COLOR asks for, and otherwise those of the terminal; files and
 * other programs get none.
 */
export function colourLevel(stream: Terminal, environment: NodeJS.ProcessEnv): ColorSupportLevel {
  const { NO_COLOR: no, FORCE_COLOR: force } = environment;
  if (no !== undefined && no !== '') return 0;
  if (force !== undefined) {
    if (force === '0' || force === 'false') return 0;
    return force === '2' || force === '3' ? (Number(force) as ColorSupportLevel) : DEFAULT_LEVEL;
  }
  if (!stream.isTTY) return 0;
  return LEVELS[stream.getColorDepth?.(environment) ?? 1] ?? DEFAULT_LEVEL;
}

const chalk = new Chalk({ level: colourLevel(process.stdout, process.env) });

/** Colours a text, where there is colour. Systems and places have the colours of the charts. */
export function paint(text: string, style: Style): string {
  if (chalk.level === 0 || text.trim() === '') return text;
  if (typeof style === 'object') {
    const [colour] = ('place' in style ? placeScale([style.place]) : systemScale([style.system])).range;
    return chalk.hex(colour)(text);
  }
  return {
    outside: chalk.red,
    inside: chalk.green,
    changed: chalk.yellow,
    faint: chalk.dim,
    head: chalk.bold,
  }[style](text);
}
