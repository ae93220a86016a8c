import { ticksOf } from '../core/clock.ts';
import type { Machine } from './machine.ts';

/** A machine's costs in ticks, rounded once. */
export interface Costs {
  instruction: number;
  interruptInstruction: number;
  exception: number;
  hardwareInterrupt: number;
  returnFromInterrupt: number;
  callGate: number;
  systemCall: number;
  returnFromCallGate: number;
  returnFromSystemCall: number;
  segmentLoad: number;
  cr3Load: number;
  controlRegisterLoad: number;
  controlRegisterRead: number;
  localDescriptorTableLoad: number;
  taskSwitch: number;
  invalidatePage: number;
  portIoIsa: number;
  portIoPci: number;
  stringWord: number;
  stringStart: number;
  walkLevel: number;
  l2FirstWord: number;
  l2RestOfLine: number;
  memoryFirstWord: number;
  memoryRestOfLine: number;
  writeWord: number;
  writeLine: number;
}

/** Converts a machine's costs to ticks. */
export function costsOf(machine: Machine): Costs {
  const { processor, privilege, strings, tlb, caches, memory } = machine;
  return {
    instruction: ticksOf(processor['cycles-per-instruction']),
    interruptInstruction: ticksOf(privilege['interrupt-instruction']),
    exception: ticksOf(privilege.exception),
    hardwareInterrupt: ticksOf(privilege['hardware-interrupt']),
    returnFromInterrupt: ticksOf(privilege['return-from-interrupt']),
    callGate: ticksOf(privilege['call-gate']),
    systemCall: ticksOf(privilege['system-call']),
    returnFromCallGate: ticksOf(privilege['return-from-call-gate']),
    returnFromSystemCall: ticksOf(privilege['return-from-system-call']),
    segmentLoad: ticksOf(privilege['segment-load']),
    cr3Load: ticksOf(privilege['cr3-load']),
    controlRegisterLoad: ticksOf(privilege['control-register-load']),
    controlRegisterRead: ticksOf(privilege['control-register-read']),
    localDescriptorTableLoad: ticksOf(privilege['local-descriptor-table-load']),
    taskSwitch: ticksOf(privilege['task-switch']),
    invalidatePage: ticksOf(privilege['invalidate-page']),
    portIoIsa: ticksOf(privilege['port-io-isa']),
    portIoPci: ticksOf(privilege['port-io-pci']),
    stringWord: ticksOf(strings['per-word']),
    stringStart: ticksOf(strings.start),
    walkLevel: ticksOf(tlb['walk-level']),
    l2FirstWord: ticksOf(caches['l2-first-word']),
    l2RestOfLine: ticksOf(caches['l2-rest-of-line']),
    memoryFirstWord: ticksOf(memory['first-word']),
    memoryRestOfLine: ticksOf(memory['rest-of-line']),
    writeWord: ticksOf(memory['write-word']),
    writeLine: ticksOf(memory['write-line']),
  };
}
