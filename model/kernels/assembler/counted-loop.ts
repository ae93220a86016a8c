import type { KeyPath } from '../../document/document.ts';
import type { ExpressionText } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import type { PathAssembler } from './path-assembler.ts';

/** More repetitions than a run could count. */
const MAX_TIMES = 1e9;
/** A loop whose repetitions are never skipped. */
const NO_LOOP = -1;

/** Emits what `body` emits as a loop that runs `times` times; the count is kept in a slot and goes down. */
export function countedLoop(
  path: PathAssembler,
  times: ExpressionText,
  at: KeyPath,
  body: () => void,
  loop = NO_LOOP,
): void {
  const { expressions } = path.assembly;
  const constant = Number(times);
  if (!Number.isNaN(constant) && !(Number.isInteger(constant) && constant >= 0 && constant <= MAX_TIMES))
    path.fail(at, `a whole number of times, at most ${MAX_TIMES}`, String(times));
  const slot = path.slots++;
  const count = path.number(times, at);
  expressions.roundDown(count);
  path.emit(OP.set, slot, count);
  const exit = path.jumpAhead(OP.jumpUnless, expressions.local(slot));
  const top = path.here;
  body();
  path.emit(OP.loop, slot, top, loop);
  path.land(exit);
}
