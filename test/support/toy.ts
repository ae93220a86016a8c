import { DiskLibrary } from '../../api/disk-library.ts';
import type { Machine } from '../../model/hardware/machine.ts';
import { compile } from '../../model/kernels/compile/compile.ts';
import type { Program } from '../../model/kernels/program/program.ts';
import { Simulation, type Outcome, type SimulationOptions } from '../../model/kernels/engine/simulation.ts';
import type { Sources } from '../../model/kernels/compile/sources.ts';
import { personalitySchema } from '../../model/kernels/files/personality-file.ts';
import { structureSchema } from '../../model/kernels/files/structure-file.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import {
  KINDS,
  loadKernelFiles,
  loadMachine,
  loadSources,
  type Kind,
  type Library,
  type Override,
} from '../../model/library.ts';

/**
 * A toy system for tests: a machine with round costs, a kernel with every path that the engine needs, and one workload.
 * A test changes one thing of it by replacing a piece of text:
 *
 *     toy.replace('workload', 'measured: { steps: [] }', 'measured: { steps: [{ run: work }] }').run()
 */

/** The shipped Pentium with costs that are easy to add up; sizes of caches and TLBs are the shipped ones. */
const MACHINE = `machine: toy
title: Toy machine
extends: pentium-133

processor:
  clock: { value: 100 MHz, source: toy, status: estimated }
  cycles-per-instruction: { value: 1, source: toy, status: estimated }

privilege:
  interrupt-instruction: { value: 40 cycles, source: toy, status: estimated, range: [30 cycles, 50 cycles] }
  exception: { value: 30 cycles, source: toy, status: estimated }
  hardware-interrupt: { value: 36 cycles, source: toy, status: estimated }
  return-from-interrupt: { value: 20 cycles, source: toy, status: estimated }
  system-call: { value: 33 cycles, source: toy, status: estimated }
  return-from-system-call: { value: 17 cycles, source: toy, status: estimated }
  call-gate: { value: 25 cycles, source: toy, status: estimated }
  return-from-call-gate: { value: 15 cycles, source: toy, status: estimated }
  segment-load: { value: 3 cycles, source: toy, status: estimated }
  cr3-load: { value: 10 cycles, source: toy, status: estimated }
  control-register-load: { value: 11 cycles, source: toy, status: estimated }
  control-register-read: { value: 4 cycles, source: toy, status: estimated }
  local-descriptor-table-load: { value: 9 cycles, source: toy, status: estimated }
  task-switch: { value: 100 cycles, source: toy, status: estimated }
  invalidate-page: { value: 24 cycles, source: toy, status: estimated }
  port-io-isa: { value: 130 cycles, source: toy, status: estimated }
  port-io-pci: { value: 50 cycles, source: toy, status: estimated }

strings:
  per-word: { value: 1 cycles, source: toy, status: estimated }
  start: { value: 12 cycles, source: toy, status: estimated }

tlb:
  walk-level: { value: 16 cycles, source: toy, status: estimated }
  data:
    entries: { value: 64, source: toy, status: estimated }

caches:
  l1-data:
    size: { value: 8 KiB, source: toy, status: estimated }
  l2-first-word: { value: 10 cycles, source: toy, status: estimated }
  l2-rest-of-line: { value: 6 cycles, source: toy, status: estimated }

memory:
  first-word: { value: 30 cycles, source: toy, status: estimated }
  rest-of-line: { value: 18 cycles, source: toy, status: estimated }
  write-word: { value: 7 cycles, source: toy, status: estimated }
  write-line: { value: 32 cycles, source: toy, status: estimated }
  write-buffer-words: { value: 2, source: toy, status: estimated }

disk:
  rotation: { value: 6000 rpm, source: toy, status: estimated }
  average-seek: { value: 10 ms, source: toy, status: estimated }
  track-seek: { value: 2 ms, source: toy, status: estimated }
  transfer-rate: { value: 1 MB/s, source: toy, status: estimated }
  command-overhead: { value: 1 ms, source: toy, status: estimated }
`;

const STRUCTURE = `structure: toy
title: Toy kernel
personality: toy
page-tables: shared

scheduler:
  policy: round-robin
  slice: { value: 20 ms, source: toy, status: estimated }

domains:
  linux:
    place: kernel
    space: kernel
    pages: 4 MiB
    frames: contiguous
    footprint:
      instructions-per-line: { value: 8, source: toy, status: estimated }
      lines-per-function: { value: 4096, source: toy, status: estimated }
      text-spread: { value: 1, source: toy, status: estimated }
      instructions-per-data-line: { value: 1000, source: toy, status: estimated }
      data-spread: { value: 1, source: toy, status: estimated }
      written-share: { value: 0, source: toy, status: estimated }
      words-per-written-line: { value: 1, source: toy, status: estimated }
  user: { space: user, instructions-per-line: { value: 8, source: toy, status: estimated } }

timers: {}

every-image:
  vector: { pages: 1, backing: zero, at: libraries }

objects:
  process:
    memory: { stack-page: 4 KiB }

regions:
  linux: { table: 256 B, buffer: 4 KiB, big: 64 KiB }

functions:
  linux:
    work: { instructions: 100, lines: 4, data: 0 }
    step: { instructions: 10, lines: 4, data: 0 }
    one: { instructions: 1, lines: 1, data: 0 }
    fault-entry: { instructions: 50, lines: 5, data: 0 }
    idle: { instructions: 6, lines: 1, data: 0 }

paths:
  system-call:
    steps:
      - in: linux
      - trap: int
      - body: true
      - return: iret

  page-fault:
    params: { kind: number, page: address, write: number }
    steps:
      - in: linux
      - trap: exception
      - body: true
      - page: map
        at: page
      - return: iret

  resolve-page:
    params: { kind: number, page: address, write: number }
    steps: [{ body: true }]

  interrupt:
    steps:
      - in: linux
      - trap: interrupt
      - body: true
      - if: must_reschedule
        then: [{ reschedule: true }]
      - return: iret

  disk-interrupt: { steps: [{ io: pci, times: 1 }] }
  clock-interrupt: { steps: [{ io: isa, times: 1 }, { account-tick: true }] }

  switch:
    params: { from_idle: number, to_idle: number, in_kernel: number, same_space: number }
    steps:
      - in: linux
      - task-switch: true

  start-process: { steps: [{ return: iret }, { body: true }] }

  idle:
    steps:
      - while: true
        do: [{ run: idle }, { halt: true }]

  protect: { params: { page: address }, steps: [] }
`;

const PERSONALITY = `personality: toy
title: Toy personality
include: [channels.yaml]

boundary:
  system-call: {}
  protect: { page: address }

paths:
  handle-page-fault:
    params: { kind: number, page: address, write: number }
    steps:
      - run: fault-entry
      - page: install
        at: page
        write: write

  nothing: { steps: [{ run: one }] }

  spend:
    params: { units: number }
    steps: [{ run: one, times: units }]

  spawn:
    params: { entry: number }
    steps:
      - new: { child: process }
      - set: { child.parent: self }
      - space: fork
        of: child
        from: self
      - start: child
        at: entry
`;

const CHANNELS = `personality: toy
title: Channels between processes, and the disk

objects:
  channel:
    fields: { items: 0, limit: 4 }
    queues: [readers, writers]
    memory: { page: 4 KiB }
  request: { queues: [done] }

functions:
  linux:
    send: { instructions: 20, lines: 2, data: 0 }
    receive: { instructions: 30, lines: 3, data: 0 }

paths:
  send:
    params: { to: channel }
    steps:
      - run: send
      - set: { to.items: to.items + 1 }
      - wake: to.readers

  receive:
    params: { from: channel }
    steps:
      - run: receive
      - while: from.items == 0
        do: [{ wait: from.readers }]
      - set: { from.items: from.items - 1 }

  read-disk:
    params: { block: number, bytes: number }
    steps:
      - new: { request: request }
      - disk: read
        block: block
        bytes: bytes
        then-wake: request.done
      - wait: request.done
      - free: request
`;

const WORKLOAD = `workload: toy
title: Toy workload

files:
  binary: { pages: 4, resident: true }
  archive: { pages: 4, resident: false }

images:
  tiny:
    segments:
      text: { pages: 2, backing: file, file: binary, at: program }
      data: { pages: 2, backing: private-file, file: binary, at: program, resident: 0 }
      bss: { pages: 16, backing: zero, at: program, resident: 0 }
      cold: { pages: 4, backing: file, file: archive, at: program, resident: 0 }
      stack: { pages: 2, backing: zero, at: stack }

programs:
  main:
    image: tiny
    steps:
      - new: { left: channel, right: channel }
      - call: before
        with: { left: left, right: right }
      - measure: m
        do: [{ call: measured, with: { left: left, right: right } }]

  other:
    image: tiny
    params: { left: channel, right: channel }
    steps: [{ call: helper, with: { left: left, right: right } }]

paths:
  before: { params: { left: channel, right: channel }, steps: [] }
  measured: { params: { left: channel, right: channel }, steps: [] }
  helper: { params: { left: channel, right: channel }, steps: [] }

tests:
  main: { title: Toy test, unit: cycles, program: main }
`;

/** The files of the toy system by short names. */
export const TOY_FILES = {
  machine: 'model/hardware/profiles/toy.yaml',
  structure: 'model/kernels/structures/toy.yaml',
  personality: 'model/kernels/personalities/toy/toy.yaml',
  channels: 'model/kernels/personalities/toy/channels.yaml',
  workload: 'model/workloads/toy.yaml',
} as const;
export type ToyFile = keyof typeof TOY_FILES;

const shipped = new DiskLibrary();

/** A library of texts in memory; files that it does not hold are the shipped ones. */
export class TextLibrary implements Library {
  protected readonly texts: ReadonlyMap<string, string>;

  constructor(texts: Iterable<readonly [string, string]>) {
    this.texts = new Map(texts);
  }

  read(file: string): string | undefined {
    return this.texts.get(file) ?? shipped.read(file);
  }

  names(kind: Kind): string[] {
    return shipped.names(kind);
  }

  /** The same library with one more text, or another text for a file. */
  with(file: string, text: string): TextLibrary {
    return new TextLibrary([...this.texts, [file, text]]);
  }
}

/** Toys by the texts that something is read from. */
const first = new Map<string, Toy>();

/** The toy system, and variants of it. */
export class Toy extends TextLibrary {
  private compiled: Program | undefined;

  /** The same system with another text for a file. */
  override with(file: string, text: string): Toy {
    return new Toy([...this.texts, [file, text]]);
  }

  /** The same system with one piece of one file replaced, which must occur exactly once. */
  replace(file: ToyFile, from: string, to: string): Toy {
    return this.with(TOY_FILES[file], replaceOnce(this.read(TOY_FILES[file])!, from, to));
  }

  /** The same system with a text appended to a file. */
  append(file: ToyFile, text: string): Toy {
    return this.with(TOY_FILES[file], this.read(TOY_FILES[file])! + text);
  }

  /** The same system with steps for one of the empty paths of the workload. */
  steps(path: 'before' | 'measured' | 'helper', steps: string): Toy {
    const head = `${path}: { params: { left: channel, right: channel }, steps:`;
    return this.replace('workload', `${head} [] }`, `${head} ${steps} }`);
  }

  /** The same system with a periodic timer that runs the clock interrupt. */
  clock(rate: string): Toy {
    return this.replace(
      'structure',
      'timers: {}',
      `timers: { clock: { rate: ${rate}, handler: clock-interrupt } }`,
    );
  }

  machine(overrides: readonly Override[] = []): Machine {
    return loadMachine(this.likeIn('machine'), 'toy', overrides).machine;
  }

  program(): Program {
    this.compiled ??= compile(this.sources());
    return this.compiled;
  }

  /** What `loadSources` gives. */
  sources(): Sources {
    const structure = loadKernelFiles(this.likeIn('structure'), 'structure', 'toy', structureSchema);
    // There may be a mistake in it.
    if (structure[0].spec.personality !== 'toy') return loadSources(this, 'toy', 'toy');
    return {
      structure,
      personality: loadKernelFiles(this.likeIn('personality'), 'personality', 'toy', personalitySchema),
      workload: loadKernelFiles(this, 'workload', 'toy', workloadSchema),
    };
  }

  /** The first toy with the same texts of a kind. Texts are parsed once for each library, and most tests change one file of five. */
  private likeIn(kind: Kind): Toy {
    const others = Object.values(KINDS).filter((directory) => directory !== KINDS[kind]);
    const texts = [...this.texts].filter(([file]) => !others.some((other) => file.startsWith(`${other}/`)));
    const key = JSON.stringify([kind, texts]);
    const known = first.get(key);
    if (known) return known;
    first.set(key, this);
    return this;
  }

  simulation(options: Partial<SimulationOptions> = {}): Simulation {
    return new Simulation(this.program(), this.machine(), { seed: 'toy', ...options });
  }

  run(options: Partial<SimulationOptions> = {}): Outcome {
    return this.simulation(options).run('main');
  }
}

export const toy = new Toy([
  [TOY_FILES.machine, MACHINE],
  [TOY_FILES.structure, STRUCTURE],
  [TOY_FILES.personality, PERSONALITY],
  [TOY_FILES.channels, CHANNELS],
  [TOY_FILES.workload, WORKLOAD],
]);

/** Replaces a piece of text that must occur exactly once, so that a test cannot silently change nothing. */
export function replaceOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(`expected once, found ${parts.length - 1} times: ${from}`);
  }
  return parts.join(to);
}
