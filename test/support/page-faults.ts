import { count } from './outcome.ts';
import { toy, type Toy } from './toy.ts';

/** Names for the kinds of page faults, in the order of their numbers. */
const KINDS = ['soft', 'file', 'zero', 'copy', 'last', 'private', 'absent', 'protection'];

/** Page faults that steps cause, by kind: the handler measures an empty block named after the kind. */
export function faultsOf(steps: string, system: Toy = toy): Record<string, number> {
  const counters = KINDS.map(
    (kind, index) => `      - if: kind == ${index}\n        then: [{ measure: ${kind}, do: [] }]\n`,
  );
  const outcome = system
    .replace('personality', '      - run: fault-entry\n', `      - run: fault-entry\n${counters.join('')}`)
    .steps('measured', steps)
    .run();
  const found = KINDS.map((kind): [string, number] => [kind, count(outcome, kind)]);
  return Object.fromEntries(found.filter(([, times]) => times !== 0));
}
