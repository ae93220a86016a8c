import { parse } from 'yaml';
import { Draw } from './draw.ts';
import { mutateText } from './mutate-text.ts';
import { mutateTree, textOfTree } from './mutate-tree.ts';
import type { Sample } from './corpus.ts';

/** Something to try: a right file with some things wrong. */
export interface Input extends Sample {
  /** What was done to it, in turn. */
  mutations: string[];
}

const MOST_MUTATIONS = 4;

/** Makes inputs: the number of an input and the seed say all. */
export class Inputs {
  private readonly bySubject: ReadonlyMap<string, readonly Sample[]>;
  private readonly seed: string;

  constructor(corpus: readonly Sample[], seed: string) {
    const subjects = [...new Set(corpus.map(({ subject }) => subject))];
    this.bySubject = new Map(
      subjects.map((name) => [name, corpus.filter(({ subject }) => subject === name)]),
    );
    this.seed = seed;
  }

  /** @param most mutations at most; those of the same input with fewer are the first of it */
  at(index: number, most = MOST_MUTATIONS): Input {
    const draw = new Draw(`${this.seed}/${index}`);
    const subjects = [...this.bySubject.keys()];
    const sample = draw.one(this.bySubject.get(subjects[index % subjects.length]) ?? []);
    // What has one thing wrong is taken more often, and so comes further.
    const count = draw.onceIn(2) ? 1 : Math.min(most, 1 + draw.below(MOST_MUTATIONS));
    return draw.onceIn(4) ? textually(sample, count, draw) : structurally(sample, count, draw);
  }
}

function textually(sample: Sample, count: number, draw: Draw): Input {
  const mutations: string[] = [];
  let { text } = sample;
  for (let made = 0; made < count; made++) {
    const [changed, what] = mutateText(text, draw);
    text = changed;
    mutations.push(what);
  }
  return { ...sample, text, mutations };
}

/** What is no map, such as the result file of another program, is mutated as text. */
function structurally(sample: Sample, count: number, draw: Draw): Input {
  const lines = sample.file.endsWith('.jsonl');
  if (!lines && !/\.(yaml|json)$/.test(sample.file)) return textually(sample, count, draw);
  const root: unknown[] = lines
    ? sample.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)
    : [parse(sample.text)];
  const mutations = Array.from({ length: count }, () =>
    mutateTree(lines ? root : (root[0] as unknown[]), draw),
  );
  const text = lines
    ? root.map((line) => `${textOfTree(line).replace(/\s*\n\s*/g, ' ')}\n`).join('')
    : textOfTree(root[0]);
  return { ...sample, text, mutations };
}
