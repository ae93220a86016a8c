import { z } from 'zod';
import { knownKeys } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import { shaped } from '../../document/shape.ts';
import type { PathAssembler } from '../assembler/path-assembler.ts';
import type { Block, Step } from '../language/block.ts';
import { accountTick } from './account-tick.ts';
import { body } from './body.ts';
import { cachePage } from './cache-page.ts';
import { call } from './call.ts';
import { choose } from './choose.ts';
import { compute } from './compute.ts';
import { copy } from './copy.ts';
import { disk } from './disk.ts';
import { eachPage } from './each-page.ts';
import { enterHandler } from './enter-handler.ts';
import { enterSpace } from './enter-space.ts';
import { fill } from './fill.ts';
import { finish } from './finish.ts';
import { flushTlb } from './flush-tlb.ts';
import { free } from './free.ts';
import { halt } from './halt.ts';
import { handOff } from './hand-off.ts';
import { handleFaults } from './handle-faults.ts';
import { ifTrue } from './if.ts';
import { inDomain } from './in.ts';
import { io } from './io.ts';
import { launch } from './launch.ts';
import { measure } from './measure.ts';
import { newObjects } from './new.ts';
import { page } from './page.ts';
import { part } from './part.ts';
import { privileged } from './privileged.ts';
import { repeat } from './repeat.ts';
import { reschedule } from './reschedule.ts';
import { returns } from './return.ts';
import { run } from './run.ts';
import { scan } from './scan.ts';
import { segments } from './segments.ts';
import { set } from './set.ts';
import { sharePage } from './share-page.ts';
import { space } from './space.ts';
import { spend } from './spend.ts';
import { start } from './start.ts';
import { startTimer } from './start-timer.ts';
import { syscall } from './syscall.ts';
import { taskSwitch } from './task-switch.ts';
import { touch } from './touch.ts';
import { trap } from './trap.ts';
import type { Verb } from './verb.ts';
import { wait } from './wait.ts';
import { wake } from './wake.ts';
import { walk } from './walk.ts';
import { whileTrue } from './while.ts';
import { work } from './work.ts';

/** The verbs of the path language, by the key that they are written with. */
const VERBS: Readonly<Record<string, Verb>> = {
  run,
  compute,
  work,
  touch,
  trap,
  return: returns,
  segments,
  privileged,
  spend,
  io,
  'task-switch': taskSwitch,
  'enter-space': enterSpace,
  'flush-tlb': flushTlb,
  copy,
  fill,
  scan,
  walk,
  'start-timer': startTimer,
  call,
  syscall,
  body,
  repeat,
  while: whileTrue,
  if: ifTrue,
  choose,
  set,
  new: newObjects,
  free,
  wait,
  wake,
  'hand-off': handOff,
  reschedule,
  'account-tick': accountTick,
  'handle-faults': handleFaults,
  'enter-handler': enterHandler,
  start,
  finish,
  halt,
  space,
  page,
  'share-page': sharePage,
  'cache-page': cachePage,
  'each-page': eachPage,
  disk,
  part,
  in: inDomain,
  launch,
  measure,
};
const NAMES = Object.keys(VERBS);

/** A step: the verb decides the schema, so that a fault is reported against what was meant. */
const step: z.ZodType<Step> = z.unknown().transform((input, context): Step => {
  const verb =
    typeof input === 'object' && input !== null && !Array.isArray(input) ? verbOf(input) : undefined;
  if (verb === undefined) {
    context.addIssue({ code: 'custom', message: `a step with one verb (${NAMES.join(', ')})`, input });
    return z.NEVER;
  }
  const result = SCHEMAS[verb].safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys.map((key) => unknownModifier(verb, key))
      : [issue],
  );
  context.issues.push(...(issues.map((issue) => ({ ...issue, input })) as typeof context.issues));
  return z.NEVER;
});

/** Schema of a list of steps. */
export const steps = z.array(step);
const block = z.lazy(() => steps);
const SCHEMAS: Readonly<Record<string, z.ZodObject>> = Object.fromEntries(
  NAMES.map((name) => {
    const { schema } = VERBS[name];
    return [name, typeof schema === 'function' ? schema(block) : schema];
  }),
);
shaped(step, { name: 'step', among: () => SCHEMAS, description: 'A step: a map with one verb.' });

/** The verb of a step, the first if it has several. */
function verbOf(one: object): string | undefined {
  return NAMES.find((name) => Object.hasOwn(one, name));
}

/** A second verb is a step too many; another key is a modifier that the verb does not have. */
function unknownModifier(verb: string, key: string): z.core.$ZodIssue {
  const path: PropertyKey[] = [];
  return Object.hasOwn(VERBS, key)
    ? {
        code: 'custom',
        path: [key],
        message: 'one verb in a step',
        params: { found: `${verb} and ${key}`, at: 'key' },
      }
    : { code: 'unrecognized_keys', keys: [key], path, message: knownKeys(SCHEMAS[verb].shape) };
}

/** Emits the operations of a step. */
export function assemble(path: PathAssembler, one: Step, at: KeyPath): void {
  VERBS[verbOf(one) as string].assemble(path, one, at);
}

/** What a step is called where it is looked at as it runs: its verb and what it is about, such as `run schedule`. */
export function label(one: Step): string {
  const name = verbOf(one) as string;
  const own = one[name];
  const value = typeof own === 'string' || typeof own === 'number' ? String(own) : '';
  const of = VERBS[name].about?.(one) ?? value;
  return of === '' ? name : `${name} ${of}`;
}

/** Whether steps run the body of their boundary operation, on any branch. */
export function hasBody(list: Block): boolean {
  return list.some((one) => {
    const name = verbOf(one) as string;
    return name === 'body' || (VERBS[name].blocks?.(one) ?? []).some(hasBody);
  });
}
