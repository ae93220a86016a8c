import { EXPR, HARDWARE, MODE, OP } from '../../model/kernels/program/codes.ts';
import type { Program, Reference } from '../../model/kernels/program/program.ts';

/**
 * Operands of each operation, a letter each: `n` a number, `e` an expression, `t` a place in the code, `p` a path, `f` a function, `h` a
 * primitive of the hardware or a cost, `d` a place of charges, `r` a first reference, `#` a number of operands that follow (the letters after it, again and again), `k` a constant.
 */
const OPERANDS: Readonly<Record<keyof typeof OP, string>> = {
  run: 'fn',
  call: 'p#e',
  leave: '',
  set: 'ne',
  jump: 't',
  jumpUnless: 'et',
  loop: 'ntn',
  hardware: 'hn',
  touch: 'rn',
  copy: 'eeekn',
  fill: 'een',
  scan: 'eekn',
  body: '',
  setField: 'ene',
  wait: 'e',
  wake: 'e',
  enter: 'pp#e',
  spin: 'n',
  place: 'd',
  part: 'n',
  enterSpace: 'n',
  flushTlb: '',
  taskSwitch: '',
  reschedule: '',
  accountTick: '',
  allocate: 'nn',
  free: 'en',
  start: 'ee',
  finish: '',
  halt: '',
  space: 'neee',
  page: 'nee',
  nextPage: 'nennnt',
  disk: 'neee',
  launch: 'nne#e',
  measureStart: 'n',
  measureEnd: 'ne',
  choose: 'n#kt',
  work: 'nenene',
  cachePage: 'ee',
  passToChild: '#e',
  handOff: 'ene',
  sharePage: 'eee',
  handleFaults: 'p',
  enterHandler: 'e',
  walk: 'ekn#neen',
  startTimer: 'n',
};
const OPS = Object.keys(OP) as (keyof typeof OP)[];
const EXPRS = Object.keys(EXPR) as (keyof typeof EXPR)[];
/** Codes of expressions that have an operand. */
const WITH_OPERAND = new Set(['constant', 'local', 'field', 'memory', 'queue', 'segment', 'region']);

/** The operations of a path, one a line: place from the start of the path, operation, operands. */
export function listingOf(program: Program, name: string): string[] {
  const path = program.paths.find((one) => one.name === name)!;
  const lines: string[] = [];
  let pc = path.entry;
  for (;;) {
    const from = pc;
    const op = OPS[program.code[pc++]];
    const words: string[] = [];
    const read = (letters: string): void => {
      for (const [index, letter] of letters.split('').entries()) {
        const value = program.code[pc++];
        if (letter === '#') {
          for (let count = 0; count < value; count++) read(letters.slice(index + 1));
          return;
        }
        words.push(operand(program, letter, value, path.entry));
      }
    };
    read(OPERANDS[op]);
    lines.push(`${String(from - path.entry).padStart(4)}  ${[op, ...words].join(' ')}`);
    if (op === 'touch') lines.push(...references(program, program.code[from + 1], program.code[from + 2]));
    if (op === 'run') lines.push(...functions(program, program.code[from + 1], program.code[from + 2]));
    if (op === 'leave') return lines;
  }
}

function operand(program: Program, letter: string, value: number, entry: number): string {
  switch (letter) {
    case 'e':
      return expression(program, value);
    case 'k':
      return String(program.constants[value]);
    case 't':
      return `@${value - entry}`;
    case 'p':
      return program.paths[value].name.replaceAll(' ', '-');
    case 'f':
      return program.functions[value].name.replaceAll(' ', '');
    case 'd':
      return program.places[value];
    case 'r':
      return 'lines';
    case 'h':
      return HARDWARE[value] ?? `cost ${value - HARDWARE.length}`;
    default:
      return String(value);
  }
}

function expression(program: Program, at: number): string {
  if (at < 0) return String(program.constants[-1 - at]);
  const words: string[] = [];
  for (let pc = at; program.expressions[pc] !== EXPR.end; pc++) {
    const code = EXPRS[program.expressions[pc]];
    if (!WITH_OPERAND.has(code)) words.push(code);
    else {
      const value = program.expressions[++pc];
      words.push(code === 'constant' ? String(program.constants[value]) : `${code}:${value}`);
    }
  }
  return `[${words.join(' ')}]`;
}

function references(program: Program, first: number, count: number): string[] {
  return program.references.slice(first, first + count).map((reference) => {
    const { line, count: lines, every, words } = reference;
    const extent = `lines ${line} + ${lines}${every > 1 ? ` x ${every}` : ''}`;
    return `        ${words > 0 ? `write ${words} words of` : 'read'} ${referred(program, reference)}, ${extent}`;
  });
}

function referred(program: Program, { mode, a, b }: Reference): string {
  switch (mode) {
    case MODE.region:
      return program.regions[a].name;
    case MODE.function:
      return 'private data';
    case MODE.self:
      return `self.${program.objectTypes[program.processType].memory[a].name}`;
    case MODE.object:
      return `memory ${a} of local ${b}`;
    case MODE.address:
      return `address in local ${b}`;
    default:
      return `segment ${program.segments[a]}`;
  }
}

function functions(program: Program, first: number, count: number): string[] {
  return program.functions.slice(first, first + count).flatMap((fn) => {
    const code = `${fn.lines} lines${fn.every > 1 ? ` x ${fn.every}` : ''}`;
    const where = fn.segment < 0 ? '' : ` from ${fn.segmentLine} of ${program.segments[fn.segment]}`;
    return [
      `        ${fn.instructions} instructions, ${code}${where}, in ${program.domains[fn.domain].name}`,
      ...references(program, fn.firstReference, fn.references),
    ];
  });
}
