import { CAUSE, CAUSES } from '../../model/core/charges.ts';
import {
  ENTRIES_PER_LINE_SHIFT,
  LINE_BYTES,
  LINE_SHIFT,
  LINES_PER_PAGE,
  LINES_PER_PAGE_SHIFT,
  PAGE_BYTES,
  PAGE_SHIFT,
  PAGES_PER_TABLE_SHIFT,
  WORD_BYTES,
  WORDS_PER_LINE,
} from '../../model/hardware/layout.ts';
import { SERVER_SPACE } from '../../model/kernels/engine/address-spaces.ts';
import { PAGE, REGION } from '../../model/kernels/engine/memory-map.ts';
import { BODY_ARGUMENTS, MEMBERS, PROCESS_FIELD } from '../../model/kernels/program/program.ts';
import { EXPR, MODE, OP } from '../../model/kernels/program/codes.ts';
import { IDLE_THREAD, STACK_SLOTS, THREAD } from '../../model/kernels/engine/threads.ts';

/** The numbers that the model gives to its operations, causes and states, as a header for the interpreter in C. */
export function codesHeader(): string {
  const groups = { OP, EXPR, CAUSE, MODE, PAGE, REGION, THREAD, PROCESS_FIELD };
  const constants = {
    CAUSE_COUNT: CAUSES.length,
    ENTRIES_PER_LINE_SHIFT,
    LINE_BYTES,
    LINE_SHIFT,
    LINES_PER_PAGE,
    LINES_PER_PAGE_SHIFT,
    PAGE_BYTES,
    PAGE_SHIFT,
    PAGES_PER_TABLE_SHIFT,
    WORD_BYTES,
    WORDS_PER_LINE,
    // Page numbers stay below this bit, so that a tagged TLB keeps the space above it.
    SPACE_TAG_SHIFT: 20,
    SERVER_SPACE,
    MEMBERS,
    BODY_ARGUMENTS,
    IDLE_THREAD,
    STACK_SLOTS,
  };
  return [
    ...Object.entries(groups).flatMap(([group, codes]) =>
      Object.entries(codes).map(([name, value]) => define(`${group}_${name.replaceAll('-', '_')}`, value)),
    ),
    ...Object.entries(constants).map(([name, value]) => define(name, value)),
    '',
  ].join('\n');
}

function define(name: string, value: number): string {
  return `#define ${name} ${value}`;
}
