import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import { describe } from '../../document/problem.ts';
import { compileCall, compileHandleFaults, compileLaunch, compileSyscall } from '../compile/compile-calls.ts';
import { compileCompute, compileRun, compileWalk, compileWork } from '../compile/compile-code.ts';
import {
  compileChoose,
  compileEachPage,
  compileIf,
  compileRepeat,
  compileWhile,
} from '../compile/compile-control-flow.ts';
import { articled, fieldKey, UNKNOWN_TYPE } from './expression-compiler.ts';
import type { Linker } from './assembly.ts';
import { PathScope } from '../compile/path-scope.ts';
import { COPY_MODE, HARDWARE, OP, type HardwarePrimitive } from '../program/program.ts';
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
/** A frame has this many slots at most. */
const MAX_SLOTS = 64;
/** Paths that the engine enters with a body to run. */
const BODY_PATHS = ['system-call', 'page-fault', 'resolve-page', 'interrupt', 'start-process'];

/** Compiles the steps of one path. */
export class PathCompiler extends PathScope {
  /** Whether the path is part of a program, whose loops may be skipped. */
  readonly user: boolean;
  /** How many conditions decide whether the present step runs. */
  conditions = 0;

  constructor(linker: Linker, locator: Locator, path: number, user: boolean) {
    super(linker, locator, path);
    this.user = user;
  }

  compile(steps: Block, at: KeyPath): void {
    this.linker.debug?.path(this.linker.paths.indexOf(this.path), this.locator, at);
    this.path.entry = this.linker.code.length;
    this.block(steps, at);
    this.emit(OP.leave);
    this.path.slots = this.slots;
    if (this.slots > MAX_SLOTS) this.fail(at, `at most ${MAX_SLOTS} variables in a path`, String(this.slots));
  }

  block(steps: Block, at: KeyPath): void {
    steps.forEach((step, index) => {
      this.step(step, [...at, index]);
    });
  }

  /** Steps that a condition, a choice or a count decides about. */
  perhaps(steps: Block, at: KeyPath): void {
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
    if ('run' in step) return compileRun(this, step, at);
    if ('compute' in step) return compileCompute(this, step, at);
    if ('work' in step) return compileWork(this, step, at);
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
    if ('walk' in step) return compileWalk(this, step, at);
    if ('start-timer' in step) return this.startTimer(step, at);
    if ('call' in step) return compileCall(this, step, at);
    if ('syscall' in step) return compileSyscall(this, step, at);
    if ('body' in step) {
      if (!BODY_PATHS.includes(this.path.name))
        this.fail([...at, 'body'], `a body in one of the paths ${BODY_PATHS.join(', ')}`, this.path.name);
      return this.emit(OP.body);
    }
    if ('repeat' in step) return compileRepeat(this, step, at);
    if ('while' in step) return compileWhile(this, step, at);
    if ('if' in step) return compileIf(this, step, at);
    if ('choose' in step) return compileChoose(this, step, at);
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
    if ('handle-faults' in step)
      return compileHandleFaults(this, step['handle-faults'], [...at, 'handle-faults']);
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
    if ('each-page' in step) return compileEachPage(this, step, at);
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
    if ('launch' in step) return compileLaunch(this, step, at);
    const measure = this.numbered(this.linker.measures, step.measure);
    this.emit(OP.measureStart, measure);
    this.block(step.do, [...at, 'do']);
    if (Number(step.operations ?? 1) <= 0)
      this.fail([...at, 'operations'], 'at least 1 operation', String(step.operations));
    this.emit(OP.measureEnd, measure, this.number(step.operations ?? 1, [...at, 'operations']));
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
}
