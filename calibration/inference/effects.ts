import { INFERENCES, inferencesOf, WITHOUT_INFERENCES } from '../../model/inference.ts';
import type { Library, Override } from '../../model/index.ts';
import { readExtended } from '../../model/library.ts';
import { isRate } from '../../model/units.ts';
import { evaluate, type Evaluator } from '../fit/evaluate.ts';
import type { CalibrationTargets, Figure } from '../fit/calibration-targets.ts';
import { sizeText, type Candidate } from './candidate.ts';

/** What a candidate does to each row, alone: time that it adds, at each of some sizes. */
export interface Effect {
  candidate: Candidate;
  /** By row, with all sizes at their low ends. */
  fixed: readonly number[];
  /** By size: the sizes that were tried, and by tried size what it adds by row, beyond `fixed`. */
  bySize: readonly { tried: readonly number[]; added: readonly (readonly number[])[] }[];
}

/** Times of all rows without candidates, and what each candidate adds to them. */
export interface Effects {
  targets: readonly Figure[];
  /** Published time of each row; the inverse where a row is a rate. */
  published: readonly number[];
  base: readonly number[];
  list: readonly Effect[];
}

/** A row as a time: rates are inverted, so that what candidates add can be added up. */
export const timeOf = ({ unit }: Figure, value: number): number => (isRate(unit) ? 1 / value : value);

/**
 * Runs the model without inferences, and with each candidate alone at some sizes. All runs see the same random numbers. A combination of
 * candidates is taken to add what its members add: they are steps that follow each other.
 */
export async function effectsOf(
  evaluator: Evaluator,
  targets: CalibrationTargets,
  candidates: readonly Candidate[],
  steps: number,
  replications: number,
): Promise<Effects> {
  const all = targets.fit.map((_, row) => row);
  const timesAt = async (rows: readonly number[], settings: readonly Override[][]): Promise<number[][]> => {
    const wanted = rows.map((row) => targets.fit[row]);
    const results = await evaluate(evaluator, wanted, targets, settings, replications);
    return results.map((values) => values.map((value, index) => timeOf(wanted[index], value)));
  };
  const none = timesAt(all, [[WITHOUT_INFERENCES]]);
  const list = candidates.map(async (candidate): Promise<Effect> => {
    // Systems that do not have the inference take as long as without it.
    const rows = all.filter((row) => reaches(evaluator.library, candidate, targets.fit[row].system));
    const { tried, settings } = settingsOf(candidate, steps);
    const [[base], [low, ...others]] = await Promise.all([none, timesAt(rows, settings)]);
    const onAllRows = (times: readonly number[], from: readonly number[]): number[] => {
      const added = all.map(() => 0);
      rows.forEach((row, index) => (added[row] = times[index] - from[index]));
      return added;
    };
    let next = 0;
    return {
      candidate,
      fixed: onAllRows(
        low,
        rows.map((row) => base[row]),
      ),
      bySize: tried.map((values) => ({
        tried: values,
        added: values.map((_, step) => onAllRows(step === 0 ? low : others[next++], low)),
      })),
    };
  });
  // Together, so that whatever fails first is what the caller hears of.
  const [[base], effects] = await Promise.all([none, Promise.all(list)]);
  return {
    targets: targets.fit,
    published: targets.fit.map((target) => timeOf(target, target.published)),
    base,
    list: effects,
  };
}

/** Whether a system has an inference. */
function reaches(library: Library, { reference }: Candidate, system: string): boolean {
  const structure = readExtended(library, 'structure', system);
  return inferencesOf(library, structure, [{ path: INFERENCES, value: reference }]).length > 0;
}

/** A candidate alone with all sizes at their low ends, then with one of them moved over its range, size by size. */
function settingsOf(
  { reference, sizes }: Candidate,
  steps: number,
): { tried: number[][]; settings: Override[][] } {
  const tried = sizes.map(({ low, high, whole }) => {
    const evenly = Array.from({ length: steps }, (_, step) => low + ((high - low) * step) / (steps - 1));
    return whole ? [...new Set(evenly.map(Math.round))] : evenly;
  });
  const at = (moved?: number, value = 0): Override[] => [
    { path: INFERENCES, value: reference },
    ...sizes.map((size, index) => ({
      path: size.path,
      value: sizeText(size, index === moved ? value : size.low),
    })),
  ];
  return {
    tried,
    settings: [at(), ...tried.flatMap((values, moved) => values.slice(1).map((value) => at(moved, value)))],
  };
}

/** Times of all rows with some candidates, by their numbers, at some sizes: what each adds, added up. */
export function timesWith(
  { base, list }: Effects,
  chosen: readonly number[],
  sizes: readonly (readonly number[])[],
): number[] {
  const times = [...base];
  chosen.forEach((number, place) => {
    const { fixed, bySize } = list[number];
    for (let row = 0; row < times.length; row++) {
      times[row] += fixed[row];
      bySize.forEach((effect, index) => {
        times[row] += interpolated(effect.tried, effect.added, row, sizes[place][index]);
      });
    }
  });
  return times;
}

/** Between the sizes that were tried, on a straight line. */
function interpolated(
  tried: readonly number[],
  added: readonly (readonly number[])[],
  row: number,
  size: number,
): number {
  let right = 1;
  while (right < tried.length - 1 && tried[right] < size) right++;
  const share = (size - tried[right - 1]) / (tried[right] - tried[right - 1]);
  return added[right - 1][row] * (1 - share) + added[right][row] * share;
}
