import { expect } from 'chai';
import {
  compile,
  loadMachine,
  loadSources,
  Simulation,
  type Library,
  type Override,
} from '../../../../model/index.ts';
import { chargesAt } from '../../../support/l4.ts';
import { library } from '../../../support/shipped.ts';

const { machine } = loadMachine(library, 'pentium-133-sourced');
const CPI = machine.processor['cycles-per-instruction'];

const WORKLOAD = `workload: own
personality: linux-2.0
files: { program: { pages: 4, resident: true } }
images:
  program:
    segments:
      text: { pages: 2, backing: file, file: program, at: program }
      libc-text: { pages: 4, backing: file, file: program, at: libraries }
      constants: { pages: 2, backing: file, file: program, at: program, resident: 0 }
      data: { pages: 2, backing: private-file, file: program, at: program, resident: 1 }
      bss: { pages: 2, backing: zero, at: program, resident: 0 }
      stack: { pages: 1, backing: zero, at: stack }
programs:
  main:
    image: program
    steps:
      - measure: m
        do:
          - syscall: fork
            child: CHILD
          - syscall: wait
            with: { status: stack }
`;
/** A kernel whose inferred mechanisms take a thousand instructions each. */
const INFERRED = `structure: inferred
extends: l4linux
functions: { linux: { inferred: { instructions: 1000, lines: 0, data: 0 } } }
paths: { PATH }
`;
/** The shipped files and own ones, each under a name of its own: a library's files are parsed once. */
const owns = new Map<string, string>();
const withOwn: Library = {
  read: (file) => owns.get(file) ?? library.read(file),
  names: (kind) => library.names(kind),
};

/** Adds a text, and gives the name that it has. */
function own(directory: string, name: string, text: string): string {
  const unique = `${name}-${owns.size}`;
  owns.set(`model/${directory}/${unique}.yaml`, text.replace(`: ${name}\n`, `: ${unique}\n`));
  return unique;
}

const noClock = (timer: string): Override => ({ path: `timers.${timer}.rate`, value: '0.1 Hz' });

/** Cycles of instructions at a place while a child runs some steps and exits; on L4Linux with an inferred path, or on another structure. */
function instructionsAt(
  place: string,
  child: string,
  overrides: Override[] = [],
  inferred?: string,
  other = 'l4linux',
): number {
  const workload = own('workloads', 'own', WORKLOAD.replace('CHILD', `[${child}{ syscall: exit }]`));
  const structure =
    inferred === undefined
      ? other
      : own('kernels/structures', 'inferred', INFERRED.replace('PATH', inferred));
  const clocks = other === 'l4linux' ? [noClock('clock'), noClock('l4-clock')] : [noClock('clock')];
  const program = compile(loadSources(withOwn, structure, workload, [...clocks, ...overrides]));
  const { measures } = new Simulation(program, machine, { seed: '1' }).run('main');
  return chargesAt(measures['m'], place)['instructions'];
}

const exec = '{ syscall: exec, with: { image: image(program), arguments: stack } }, ';
const write = (what: string): string => `{ touch: true, writes: { ${what}: 1 } }, `;
const read = (what: string): string => `{ touch: true, reads: { ${what}: 1 } }, `;

/** How often a function of the microkernel runs: what a hundred instructions more cost. */
function runs(fn: string, child: string, structure = 'l4linux'): number {
  const place = structure === 'l4linux' ? 'l4' : 'mach';
  const path = `functions.${place}.${fn}.instructions`;
  const withInstructions = (value: string): number =>
    instructionsAt(place, child, [{ path, value }], undefined, structure);
  return (withInstructions('300') - withInstructions('200')) / (100 * CPI);
}

describe('a task of a process on L4Linux', () => {
  it('takes a look at each of its threads, and a fault for each that is not there', () => {
    // 120 threads more: as many when the task is deleted, and 30 pages of theirs for each directory, the first and the own one.
    const more = (child: string): number =>
      instructionsAt('l4', child) -
      instructionsAt('l4', child, [{ path: 'constants.threads-per-task', value: '8' }]);
    const each = 6 * CPI + 38 * CPI + 25 + 10;
    expect(more('')).to.equal((120 + 30 + 30) * each);
    expect(more(exec)).to.equal(2 * (120 + 30 + 30) * each);
  });

  it('has a directory of its own, and a page table for program, libraries and stack, as its pages come', () => {
    expect(runs('own-directory', '')).to.equal(1);
    // The child of fork touches its stack and its library; the program only when it does something.
    expect(runs('own-table', read('text'))).to.equal(3);
    expect(runs('insert-frame', read('text'))).to.equal(3 + 2);
  });

  it('is replaced by exec', () => {
    expect(runs('task-new', '')).to.equal(2);
    expect(runs('task-new', exec)).to.equal(4);
    expect(runs('own-directory', exec + read('text'))).to.equal(2);
  });

  it('has a page taken away before its copy replaces it', () => {
    expect(runs('unmap-page', write('data')) - runs('unmap-page', '')).to.equal(1);
    // A page that the process did not have is given back at the end; nothing replaces it.
    expect(runs('unmap-page', write('bss')) - runs('unmap-page', '')).to.equal(1);
  });
});

describe('an inferred mechanism of L4Linux', () => {
  const marks = (path: string, child: string): number =>
    (instructionsAt('linux-server', child, [], `${path}, steps: [{ run: inferred }] }`) -
      instructionsAt('linux-server', child, [], `${path}, steps: [] }`)) /
    (1000 * CPI);
  const ownPages = (child: string): number => marks('own-page: { params: { page: address }', child);

  it('sees each page that a process gets as its own', () => {
    const none = ownPages('');
    expect(ownPages(write('bss')) - none).to.equal(1);
    expect(ownPages(write('data')) - none).to.equal(1);
    expect(ownPages('{ touch: true, writes: { data: { lines: 1, at: 128 } } }, ') - none).to.equal(1);
    expect(ownPages(read('constants')) - none).to.equal(0);
    expect(ownPages(read('data')) - none).to.equal(0);
  });

  it('sees each unmap, each task and each signal thread', () => {
    expect(marks('after-unmap: { params: { page: address }', '')).to.equal(runs('unmap-page', ''));
    expect(marks('new-task: { params: { owner: process }', '')).to.equal(1);
    expect(marks('new-signal-thread: { params: { owner: process }', exec)).to.equal(2);
  });
});

describe('the memory of a process on MkLinux', () => {
  it('is written back at exec and exit: each page of a mapped file is looked up, in memory or not', () => {
    const filePages = 2 + 4 + 2;
    for (const structure of ['mklinux-in-kernel', 'mklinux-user']) {
      expect(runs('look-up-page', '', structure)).to.equal(filePages);
      expect(runs('look-up-page', exec, structure)).to.equal(2 * filePages);
    }
  });
});
