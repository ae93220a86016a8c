import { WORD_BYTES } from '../../hardware/layout.ts';
import type { Locator } from '../../spec/check.ts';
import type { KeyPath } from '../../spec/document.ts';
import { describe } from '../../spec/problem.ts';
import type { Linker } from './linker.ts';
import {
  articled,
  fieldKey,
  shortList,
  UNKNOWN_TYPE,
  type CompiledExpression,
  type Scope,
  type Variable,
} from './expression-compiler.ts';
import {
  BODY_ARGUMENTS,
  BODY_SLOTS,
  COPY_MODE,
  HARDWARE,
  OP,
  type CompiledPath,
  type HardwarePrimitive,
} from './program.ts';
import type { Block, References, Step } from '../language/steps.ts';

const TRAPS: Record<string, HardwarePrimitive> = {
  int: 'interruptInstruction',
  exception: 'exception',
  interrupt: 'hardwareInterrupt',
  'call-gate': 'callGate',
  'system-call': 'systemCall',
};
const RETURNS: Record<string, HardwarePrimitive> = {
  iret: 'returnFromInterrupt',
  far: 'returnFromCallGate',
  'system-call': 'returnFromSystemCall',
};
const PRIVILEGED: Record<string, HardwarePrimitive> = {
  lldt: 'localDescriptorTableLoad',
  'cr-load': 'controlRegisterLoad',
  'cr-read': 'controlRegisterRead',
  'invalidate-page': 'invalidatePage',
};
const SPACES = { create: 0, fork: 1, exec: 2, destroy: 3 } as const;
const PAGES = {
  install: 0,
  map: 1,
  'unmap-everywhere': 2,
  'write-protect': 3,
  drop: 4,
  'unmap-others': 5,
  protect: 6,
  unprotect: 7,
  'write-protect-others': 8,
} as const;
const FILTERS = { present: 0, mapped: 1, 'private-writable': 2 } as const;
/** A frame has this many slots at most. */
const MAX_SLOTS = 64;
/** More repetitions than a run could count. */
const MAX_TIMES = 1e9;
/** Arrays of a walk, in the order of their accesses to an element. */
const WALKED = ['reads', 'updates', 'writes'] as const;
/** Paths that the engine enters with a body to run. */
const BODY_PATHS = ['system-call', 'page-fault', 'resolve-page', 'interrupt', 'start-process'];

/** Compiles the steps of one path. */
export class PathCompiler implements Scope {
  private readonly linker: Linker;
  private readonly locator: Locator;
  private readonly path: CompiledPath;
  private readonly user: boolean;
  private readonly variables = new Map<string, Variable>();
  private slots = 0;
  /** How many conditions decide whether the present step runs. */
  private conditions = 0;

  constructor(linker: Linker, locator: Locator, path: number, user: boolean) {
    this.linker = linker;
    this.locator = locator;
    this.path = linker.paths[path];
    this.user = user;
    if (this.path.hasBody) this.slots = BODY_SLOTS;
    for (const { name, type } of this.path.parameters) this.declare(name, type);
  }

  find(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  names(): string[] {
    return [...this.variables.keys()];
  }

  compile(steps: Block, at: KeyPath): void {
    this.linker.debug?.path(this.linker.paths.indexOf(this.path), this.locator, at);
    this.path.entry = this.linker.code.length;
    this.block(steps, at);
    this.emit(OP.leave);
    this.path.slots = this.slots;
    if (this.slots > MAX_SLOTS) this.fail(at, `at most ${MAX_SLOTS} variables in a path`, String(this.slots));
  }

  private block(steps: Block, at: KeyPath): void {
    steps.forEach((step, index) => {
      this.step(step, [...at, index]);
    });
  }

  /** Steps that a condition, a choice or a count decides about. */
  private perhaps(steps: Block, at: KeyPath): void {
    this.conditions++;
    this.block(steps, at);
    this.conditions--;
  }

  private step(step: Step, at: KeyPath): void {
    const from = this.linker.code.length;
    this.operations(step, at);
    this.linker.debug?.step(step, from, this.linker.code.length, this.locator, at);
  }

  private operations(step: Step, at: KeyPath): void {
    if ('run' in step) return this.run(step, at);
    if ('compute' in step) return this.computeStep(step, at);
    if ('work' in step) return this.work(step, at);
    if ('cache-page' in step)
      return this.emit(
        OP.cachePage,
        this.number(step['cache-page'], [...at, 'cache-page']),
        this.number(step.offset, [...at, 'offset']),
      );
    if ('touch' in step) return this.touches(step, at);
    if ('trap' in step) return this.hardware(TRAPS[step.trap], 1, step, at);
    if ('return' in step) return this.hardware(RETURNS[step.return], 1, step, at);
    if ('segments' in step) return this.hardware('segmentLoad', step.segments, step, at);
    if ('privileged' in step) {
      for (const [name, times] of Object.entries(step.privileged))
        this.emit(OP.hardware, HARDWARE.indexOf(PRIVILEGED[name]), times);
      return this.touches(step, at);
    }
    if ('io' in step)
      return this.emit(
        OP.hardware,
        HARDWARE.indexOf(step.io === 'isa' ? 'portIoIsa' : 'portIoPci'),
        step.times,
      );
    if ('spend' in step) return this.spend(step, at);
    if ('task-switch' in step) {
      this.emit(OP.taskSwitch);
      return this.touches(step, at);
    }
    if ('enter-space' in step) return this.emit(OP.enterSpace, step['enter-space'] === 'user' ? 0 : 1);
    if ('flush-tlb' in step) return this.emit(OP.flushTlb);
    if ('copy' in step) {
      const modes =
        (step['from-by'] === 'frame' ? COPY_MODE.fromByFrame : 0) |
        (step['to-by'] === 'frame' ? COPY_MODE.toByFrame : 0) |
        (step['fetch-target'] ? COPY_MODE.fetchTarget : 0);
      return this.emit(
        OP.copy,
        this.number(step.copy, [...at, 'copy']),
        this.address(step.from, [...at, 'from']),
        this.address(step.to, [...at, 'to']),
        this.linker.expressions.constant(step.instructions ?? 0),
        modes,
      );
    }
    if ('fill' in step) {
      return this.emit(
        OP.fill,
        this.number(step.fill, [...at, 'fill']),
        this.address(step.to, [...at, 'to']),
        step['to-by'] === 'frame' ? 2 : 0,
      );
    }
    if ('scan' in step) {
      return this.emit(
        OP.scan,
        this.number(step.scan, [...at, 'scan']),
        this.address(step.from, [...at, 'from']),
        this.linker.expressions.constant(step.instructions),
        step['from-by'] === 'frame' ? 1 : 0,
      );
    }
    if ('walk' in step) return this.walk(step, at);
    if ('start-timer' in step) return this.startTimer(step, at);
    if ('call' in step) return this.call(step, at);
    if ('syscall' in step) return this.syscall(step, at);
    if ('body' in step) {
      if (!BODY_PATHS.includes(this.path.name))
        this.fail([...at, 'body'], `a body in one of the paths ${BODY_PATHS.join(', ')}`, this.path.name);
      return this.emit(OP.body);
    }
    if ('repeat' in step) return this.repeat(step, at);
    if ('while' in step) return this.loopWhile(step, at);
    if ('if' in step) return this.branch(step, at);
    if ('choose' in step) return this.choose(step, at);
    if ('set' in step) {
      for (const [name, value] of Object.entries(step.set)) this.assign(name, value, [...at, 'set', name]);
      return;
    }
    if ('new' in step) {
      for (const [name, type] of Object.entries(step.new)) {
        const index = this.linker.symbols.objectTypes.index(type);
        if (index === undefined)
          this.fail(
            [...at, 'new', name],
            `an object type (${this.linker.symbols.objectTypes.names.join(', ')})`,
          );
        const slot =
          this.variables.get(name)?.slot ?? this.declare(name, index === undefined ? UNKNOWN_TYPE : type);
        this.emit(OP.allocate, slot, index ?? 0);
      }
      return;
    }
    if ('free' in step) {
      const { at: object, type } = this.objectExpression(step.free, [...at, 'free']);
      return this.emit(OP.free, object, this.linker.symbols.objectTypes.index(type) ?? 0);
    }
    if ('wait' in step) return this.emit(OP.wait, this.typed(step.wait, 'queue', [...at, 'wait']));
    if ('wake' in step) return this.emit(OP.wake, this.typed(step.wake, 'queue', [...at, 'wake']));
    if ('hand-off' in step) {
      const queue = this.typed(step['hand-off'], 'queue', [...at, 'hand-off']);
      const wait = step['then-wait'];
      return this.emit(
        OP.handOff,
        queue,
        wait === undefined ? 0 : 1,
        wait === undefined ? 0 : this.typed(wait, 'queue', [...at, 'then-wait']),
      );
    }
    if ('reschedule' in step) return this.emit(OP.reschedule);
    if ('account-tick' in step) return this.emit(OP.accountTick);
    if ('handle-faults' in step) return this.handleFaults(step['handle-faults'], [...at, 'handle-faults']);
    if ('enter-handler' in step)
      return this.emit(OP.enterHandler, this.address(step['enter-handler'], [...at, 'enter-handler']));
    if ('start' in step)
      return this.emit(
        OP.start,
        this.object(step.start, [...at, 'start']),
        this.number(step.at, [...at, 'at']),
      );
    if ('finish' in step) return this.emit(OP.finish);
    if ('halt' in step) return this.emit(OP.halt);
    if ('space' in step) {
      const image = step.image === undefined ? this.number(0, at) : this.number(step.image, [...at, 'image']);
      const from = step.from === undefined ? -1 : this.object(step.from, [...at, 'from']);
      if (step.space === 'fork' && step.from === undefined)
        this.fail(at, 'the key from: whose space is copied', 'no such key');
      if ((step.space === 'create' || step.space === 'exec') && typeof step.image !== 'string')
        this.fail([...at, 'image'], 'an image, such as image(name)', describe(step.image));
      return this.emit(OP.space, SPACES[step.space], this.object(step.of, [...at, 'of']), image, from);
    }
    if ('page' in step) {
      return this.emit(
        OP.page,
        PAGES[step.page],
        this.address(step.at, [...at, 'at']),
        this.number(step.write ?? 0, [...at, 'write']),
      );
    }
    if ('share-page' in step) {
      return this.emit(
        OP.sharePage,
        this.address(step['share-page'], [...at, 'share-page']),
        this.address(step.at, [...at, 'at']),
        this.number(step.write ?? 1, [...at, 'write']),
      );
    }
    if ('each-page' in step) return this.eachPage(step, at);
    if ('disk' in step) {
      return this.emit(
        OP.disk,
        step.disk === 'read' ? 0 : 1,
        this.number(step.block, [...at, 'block']),
        this.number(step.bytes, [...at, 'bytes']),
        this.typed(step['then-wake'], 'queue', [...at, 'then-wake']),
      );
    }
    if ('part' in step) return this.emit(OP.part, this.numbered(this.linker.parts, step.part));
    if ('in' in step) {
      const domain = this.linker.symbols.domains.index(step.in);
      if (domain === undefined)
        this.fail([...at, 'in'], `a domain (${this.linker.symbols.domains.names.join(', ')})`);
      return this.emit(OP.place, this.linker.symbols.domains.list[domain ?? 0].place);
    }
    if ('launch' in step) return this.launch(step, at);
    const measure = this.numbered(this.linker.measures, step.measure);
    this.emit(OP.measureStart, measure);
    this.block(step.do, [...at, 'do']);
    if (Number(step.operations ?? 1) <= 0)
      this.fail([...at, 'operations'], 'at least 1 operation', String(step.operations));
    this.emit(OP.measureEnd, measure, this.number(step.operations ?? 1, [...at, 'operations']));
  }

  private run(step: Extract<Step, { run: unknown }>, at: KeyPath): void {
    const fn = this.linker.symbols.functions.get(step.run);
    if (fn === undefined) {
      this.fail([...at, 'run'], `a function (${shortList([...this.linker.symbols.functions.keys()])})`);
      return;
    }
    if (fn.count === 0) return;
    if (step.times === undefined) {
      this.emit(OP.run, fn.first, fn.count);
      return this.touches(step, at);
    }
    this.countedLoop(step.times, [...at, 'times'], () => {
      this.emit(OP.run, fn.first, fn.count);
      this.touches(step, at);
    });
  }

  /** User code becomes one anonymous function for each segment that holds code; what exceeds its lines spins. */
  private computeStep(step: Extract<Step, { compute: unknown }>, at: KeyPath): void {
    const { linker } = this;
    const user = linker.symbols.domains.index(step.in ?? 'user');
    if (user === undefined)
      return this.fail([...at, 'in'], `a domain (${linker.symbols.domains.names.join(', ')})`);
    const code = Object.entries(step.code);
    const total = code.reduce((sum, [, extent]) => sum + linesOf(extent), 0);
    if (total === 0) return this.fail([...at, 'code'], 'at least one line of code of a segment', 'none');
    const compute = this.instructionsOf(step.compute, [...at, 'compute']);
    const straight = Math.min(compute, total * INSTRUCTIONS_PER_USER_LINE);
    code.forEach(([name, extent], index) => {
      const segment = linker.symbols.segments.index(name);
      if (segment === undefined)
        return this.fail(
          [...at, 'code', name],
          `a segment (${linker.symbols.segments.names.join(', ')})`,
          JSON.stringify(name),
          'key',
        );
      const lines = linesOf(extent);
      // The first piece of code carries the data references and the rounding.
      const others = code
        .slice(1)
        .reduce((sum, [, other]) => sum + Math.floor((straight * linesOf(other)) / total), 0);
      const instructions = index === 0 ? straight - others : Math.floor((straight * lines) / total);
      const { first, count } =
        index === 0
          ? linker.expressions.compileReferences(step, this.locator, at, this)
          : { first: 0, count: 0 };
      const number = linker.functions.push({
        name: `${this.path.name}: ${name}`,
        domain: user,
        segment,
        segmentLine: typeof extent === 'number' ? 0 : (extent.at ?? 0),
        instructions,
        lines,
        every: typeof extent === 'number' ? 1 : (extent.every ?? 1),
        privateLines: 0,
        firstReference: first,
        references: count,
      });
      this.emit(OP.run, number - 1, 1);
    });
    if (compute > straight) this.emit(OP.spin, compute - straight);
  }

  /** A number of instructions, or the constant that holds it. */
  private instructionsOf(count: number | string, at: KeyPath): number {
    return Math.round(this.countOf(count, at));
  }

  /** A number that is not negative, or the constant that holds it. */
  private countOf(count: number | string, at: KeyPath): number {
    if (typeof count === 'number') return count;
    const { constants } = this.linker.symbols;
    const constant = constants.index(count);
    const value = constant === undefined ? undefined : constants.list[constant];
    if (value !== undefined && value >= 0) return value;
    this.fail(
      at,
      `a number of instructions, or a constant (${constants.names.join(', ')})`,
      JSON.stringify(count),
    );
    return 0;
  }

  private walk(step: Extract<Step, { walk: unknown }>, at: KeyPath): void {
    const arrays = WALKED.flatMap((kind, index) =>
      (step[kind] ?? []).map(({ from, every, bytes = WORD_BYTES }, array) => [
        index,
        this.address(from, [...at, kind, array, 'from']),
        this.number(every, [...at, kind, array, 'every']),
        bytes,
      ]),
    );
    if (arrays.length === 0) this.fail(at, `an array in one of ${WALKED.join(', ')}`, 'none');
    this.emit(
      OP.walk,
      this.number(step.walk, [...at, 'walk']),
      this.linker.expressions.constant(this.countOf(step.instructions, [...at, 'instructions'])),
      step.untimed ? 1 : 0,
      arrays.length,
      ...arrays.flat(),
    );
  }

  private startTimer(step: Extract<Step, { 'start-timer': unknown }>, at: KeyPath): void {
    const { timers } = this.linker.symbols;
    const timer = timers.index(step['start-timer']);
    if (timer === undefined)
      this.fail(
        [...at, 'start-timer'],
        `a timer of the workload (${timers.names.join(', ') || 'it has none'})`,
      );
    this.emit(OP.startTimer, timer ?? 0);
  }

  private work(step: Extract<Step, { work: unknown }>, at: KeyPath): void {
    const { localities, segments } = this.linker.symbols;
    const locality = localities.index(step.locality);
    if (locality === undefined)
      this.fail([...at, 'locality'], `a locality (${localities.names.join(', ') || 'there is none'})`);
    const extent = (part: 'code' | 'data'): number[] => {
      const { segment, pages } = step[part];
      const index = segments.index(segment);
      if (index === undefined)
        this.fail([...at, part, 'segment'], `a segment (${segments.names.join(', ')})`);
      return [index ?? 0, this.number(pages, [...at, part, 'pages'])];
    };
    this.emit(
      OP.work,
      locality ?? 0,
      this.number(step.work, [...at, 'work']),
      ...extent('code'),
      ...extent('data'),
    );
  }

  private hardware(
    primitive: HardwarePrimitive,
    times: number,
    step: { reads?: References | undefined; writes?: References | undefined },
    at: KeyPath,
  ): void {
    this.emit(OP.hardware, HARDWARE.indexOf(primitive), times);
    this.touches(step, at);
  }

  /** Time that a source gives in cycles, of a path whose instructions nobody has counted. */
  private spend(step: Extract<Step, { spend: unknown }>, at: KeyPath): void {
    const { costs } = this.linker.symbols;
    const cost = costs.index(step.spend);
    if (cost === undefined)
      return this.fail([...at, 'spend'], `a cost (${costs.names.join(', ') || 'there is none'})`);
    this.emit(OP.hardware, HARDWARE.length + cost, 1);
    this.touches(step, at);
  }

  private touches(
    step: { reads?: References | undefined; writes?: References | undefined },
    at: KeyPath,
  ): void {
    if (step.reads === undefined && step.writes === undefined) return;
    const { first, count } = this.linker.expressions.compileReferences(step, this.locator, at, this);
    this.emit(OP.touch, first, count);
  }

  private call(step: Extract<Step, { call: unknown }>, at: KeyPath): void {
    const path = this.linker.symbols.paths.get(step.call);
    if (path === undefined) {
      this.fail([...at, 'call'], `a path (${shortList([...this.linker.symbols.paths.keys()])})`);
      return;
    }
    if (this.linker.paths[path].hasBody)
      this.fail(
        [...at, 'call'],
        'a path without a body: only the boundary enters one that has it',
        step.call,
      );
    this.noteCall(path, [...at, 'call']);
    const values = this.argumentsFor(path, step.with ?? {}, [...at, 'with']);
    this.emit(OP.call, path, values.length, ...values);
  }

  /** A system call enters the structure's path, with the personality's path as its body. */
  private syscall(step: Extract<Step, { syscall: unknown }>, at: KeyPath): void {
    const { linker } = this;
    const enter = linker.symbols.paths.get('system-call');
    const body = linker.symbols.paths.get(step.syscall);
    // Without a path for system calls the structure has been reported already.
    if (enter === undefined) return;
    if (body === undefined) {
      this.fail(
        [...at, 'syscall'],
        `a path of the personality (${shortList([...linker.symbols.paths.keys()])})`,
      );
      return;
    }
    if (linker.paths[body].hasBody)
      this.fail([...at, 'syscall'], 'a path without a body of its own', step.syscall);
    this.noteCall(body, [...at, 'syscall']);
    const given: Record<string, string | number | boolean> = { ...step.with };
    if (step.child) {
      const passed = Object.entries(step.pass ?? {}).map(([name, value]) => ({
        name,
        ...this.expression(value, [...at, 'pass', name]),
      }));
      if (passed.length > BODY_ARGUMENTS)
        this.fail([...at, 'pass'], `at most ${BODY_ARGUMENTS} values`, String(passed.length));
      this.emit(OP.passToChild, passed.length, ...passed.map((value) => value.at));
      const child = linker.addPath(
        `${this.path.name}: child`,
        passed.map(({ name, type }) => ({ name, type })),
        { spec: undefined, locator: this.locator },
        [...at, 'child'],
        step.child,
        true,
      );
      given['entry'] = child;
    }
    const values = this.argumentsFor(body, given, [...at, 'with']);
    if (values.length > BODY_ARGUMENTS)
      this.fail(at, `at most ${BODY_ARGUMENTS} arguments of a system call`, String(values.length));
    this.emit(OP.enter, body, enter, values.length, ...values);
  }

  private argumentsFor(
    path: number,
    given: Record<string, string | number | boolean>,
    at: KeyPath,
  ): number[] {
    const { parameters, name } = this.linker.paths[path];
    for (const key of Object.keys(given)) {
      if (!parameters.some((parameter) => parameter.name === key)) {
        this.fail(
          [...at, key],
          `a parameter of ${name} (${parameters.map((parameter) => parameter.name).join(', ') || 'it has none'})`,
          JSON.stringify(key),
          'key',
        );
      }
    }
    return parameters.map((parameter) => {
      if (!Object.hasOwn(given, parameter.name)) {
        this.fail(at, `the parameter ${parameter.name} of ${name}`, 'no value for it');
        return this.number(0, at);
      }
      return this.typed(given[parameter.name], parameter.type, [...at, parameter.name]);
    });
  }

  private repeat(step: Extract<Step, { repeat: unknown }>, at: KeyPath): void {
    const loop = this.user ? this.linker.loops++ : -1;
    this.countedLoop(step.repeat, [...at, 'repeat'], () => this.perhaps(step.do, [...at, 'do']), loop);
  }

  private countedLoop(times: string | number | boolean, at: KeyPath, body: () => void, loop = -1): void {
    const constant = Number(times);
    if (!Number.isNaN(constant) && !(Number.isInteger(constant) && constant >= 0 && constant <= MAX_TIMES))
      this.fail(at, `a whole number of times, at most ${MAX_TIMES}`, String(times));
    const slot = this.slots++;
    const count = this.number(times, at);
    this.linker.expressions.roundDown(count);
    this.emit(OP.set, slot, count);
    this.emit(OP.jumpUnless, this.linker.expressions.local(slot), 0);
    const exit = this.linker.code.length - 1;
    const top = this.linker.code.length;
    body();
    this.emit(OP.loop, slot, top, loop);
    this.linker.code[exit] = this.linker.code.length;
  }

  private loopWhile(step: Extract<Step, { while: unknown }>, at: KeyPath): void {
    const top = this.linker.code.length;
    this.emit(OP.jumpUnless, this.number(step.while, [...at, 'while']), 0);
    const exit = this.linker.code.length - 1;
    this.perhaps(step.do, [...at, 'do']);
    this.emit(OP.jump, top);
    this.linker.code[exit] = this.linker.code.length;
  }

  private branch(step: Extract<Step, { if: unknown }>, at: KeyPath): void {
    this.emit(OP.jumpUnless, this.number(step.if, [...at, 'if']), 0);
    const toElse = this.linker.code.length - 1;
    this.perhaps(step.then, [...at, 'then']);
    if (step.else === undefined) {
      this.linker.code[toElse] = this.linker.code.length;
      return;
    }
    this.emit(OP.jump, 0);
    const toEnd = this.linker.code.length - 1;
    this.linker.code[toElse] = this.linker.code.length;
    this.perhaps(step.else, [...at, 'else']);
    this.linker.code[toEnd] = this.linker.code.length;
  }

  private choose(step: Extract<Step, { choose: unknown }>, at: KeyPath): void {
    const { code, expressions } = this.linker;
    const total = step.among.reduce((sum, { weight }) => sum + weight, 0);
    this.emit(OP.choose, this.numbered(this.linker.streams, step.choose), step.among.length);
    const table = code.length;
    let below = 0;
    for (const { weight } of step.among) {
      below += weight / total;
      this.emit(expressions.constant(below), 0);
    }
    const exits = step.among.map(({ do: steps }, index) => {
      code[table + 2 * index + 1] = code.length;
      this.perhaps(steps, [...at, 'among', index, 'do']);
      this.emit(OP.jump, 0);
      return code.length - 1;
    });
    for (const exit of exits) code[exit] = code.length;
  }

  private assign(target: string, value: string | number | boolean, at: KeyPath): void {
    const dot = target.lastIndexOf('.');
    if (dot < 0) {
      const compiled = this.expression(value, at);
      const existing = this.variables.get(target);
      if (existing !== undefined && existing.type !== compiled.type && compiled.type !== UNKNOWN_TYPE) {
        this.fail(at, `${articled(existing.type)}, as ${target} is`, articled(compiled.type));
      }
      this.emit(OP.set, existing?.slot ?? this.declare(target, compiled.type), compiled.at);
      return;
    }
    const field = target.slice(dot + 1);
    const object = this.expression(target.slice(0, dot), at, 'key');
    if (object.type === UNKNOWN_TYPE) return;
    const type =
      this.linker.symbols.objectTypes.list[this.linker.symbols.objectTypes.index(object.type) ?? -1];
    const index = type?.fields.indexOf(field) ?? -1;
    if (index < 0) {
      this.fail(
        at,
        `a field of ${object.type} (${(type?.fields ?? []).join(', ')})`,
        JSON.stringify(field),
        'key',
      );
      return;
    }
    const { fieldsRead } = this.linker.expressions;
    const key = fieldKey(object.type, field);
    const read = fieldsRead.has(key);
    this.emit(OP.setField, object.at, index, this.typed(value, type?.fieldTypes[index] ?? 'number', at));
    // What a field's own new value is made of is not read by that: whoever counts need not look at the count.
    if (!read) fieldsRead.delete(key);
  }

  private handleFaults(name: string, at: KeyPath): void {
    const path = this.linker.symbols.paths.get(name);
    const { parameters = [] } = path === undefined ? {} : this.linker.paths[path];
    if (path === undefined || parameters.length !== 1 || parameters[0].type !== 'address')
      return this.fail(at, 'a path with one parameter, an address');
    this.emit(OP.handleFaults, path);
  }

  private eachPage(step: Extract<Step, { 'each-page': unknown }>, at: KeyPath): void {
    const cursor = this.slots++;
    const address = this.variables.get(step.as)?.slot ?? this.declare(step.as, 'address');
    const segment =
      step.segment === undefined ? -1 : (this.linker.symbols.segments.index(step.segment) ?? -2);
    if (segment === -2)
      this.fail([...at, 'segment'], `a segment (${this.linker.symbols.segments.names.join(', ')})`);
    this.emit(OP.set, cursor, this.number(0, at));
    const top = this.linker.code.length;
    this.emit(
      OP.nextPage,
      FILTERS[step['each-page']],
      this.object(step.of, [...at, 'of']),
      segment,
      cursor,
      address,
      0,
    );
    const exit = this.linker.code.length - 1;
    this.perhaps(step.do, [...at, 'do']);
    this.emit(OP.jump, top);
    this.linker.code[exit] = this.linker.code.length;
  }

  private launch(step: Extract<Step, { launch: unknown }>, at: KeyPath): void {
    const program = this.linker.symbols.programs.index(step.program);
    if (program === undefined) {
      this.fail([...at, 'program'], `a program (${this.linker.symbols.programs.names.join(', ')})`);
      return;
    }
    const values = this.argumentsFor(this.linker.symbols.programs.list[program].path, step.with ?? {}, [
      ...at,
      'with',
    ]);
    const slot = this.variables.get(step.launch)?.slot ?? this.declare(step.launch, 'process');
    const priority = this.number(step.priority ?? 0, [...at, 'priority']);
    this.emit(OP.launch, slot, program, priority, values.length, ...values);
  }

  private declare(name: string, type: string): number {
    const slot = this.slots++;
    this.variables.set(name, { slot, type });
    return slot;
  }

  /** Compiles the name of a process or other object to an expression. */
  private object(name: string, at: KeyPath): number {
    return this.objectExpression(name, at).at;
  }

  private objectExpression(name: string, at: KeyPath): CompiledExpression {
    const compiled = this.expression(name, at);
    const { type } = compiled;
    if (type !== UNKNOWN_TYPE && this.linker.symbols.objectTypes.index(type) === undefined)
      this.fail(at, 'an object', articled(type));
    return compiled;
  }

  private number(value: string | number | boolean, at: KeyPath): number {
    return this.typed(value, 'number', at);
  }

  private address(value: string | number | boolean, at: KeyPath): number {
    return this.typed(value, 'address', at);
  }

  private typed(value: string | number | boolean, type: string, at: KeyPath): number {
    if (type === UNKNOWN_TYPE) return this.expression(value, at).at;
    const compiled = this.linker.expressions.compile(value, this.locator, at, this, type);
    if (compiled.type !== type) this.fail(at, articled(type), articled(compiled.type));
    return compiled.at;
  }

  private expression(
    value: string | number | boolean,
    at: KeyPath,
    where?: 'key' | 'value',
  ): CompiledExpression {
    return this.linker.expressions.compile(value, this.locator, at, this, undefined, where);
  }

  private numbered(list: string[], name: string): number {
    const index = list.indexOf(name);
    return index >= 0 ? index : list.push(name) - 1;
  }

  private emit(...words: number[]): void {
    this.linker.code.push(...words);
  }

  /** A circle of calls that no condition breaks never ends; others may, and are left to the run. */
  private noteCall(path: number, at: KeyPath): void {
    if (this.conditions > 0) return;
    const from = this.linker.paths.indexOf(this.path);
    this.linker.calls.add(from, {
      to: path,
      problem: (found) => this.locator.problem(at, 'no circle of calls', found),
    });
  }

  private fail(at: KeyPath, expected: string, found?: string, where?: 'key' | 'value'): void {
    this.linker.report(this.locator.problem(at, expected, found, where));
  }
}

/** Executed instructions per line of code in straight user code: 32 bytes of about 4-byte instructions. */
const INSTRUCTIONS_PER_USER_LINE = 8;

function linesOf(extent: References[string]): number {
  return typeof extent === 'number' ? extent : extent.lines;
}
