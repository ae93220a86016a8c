import { mechanismsSchema } from '../sweeps/attribution/mechanisms.ts';
import { calibrationSchema } from '../calibration/fit/calibration.ts';
import { curveFileSchema } from '../calibration/curve/curve-file.ts';
import { claimsSchema } from '../calibration/claims/claims.ts';
import { experimentsSchema } from '../calibration/experiments/experiments.ts';
import { ledgerSchema } from '../calibration/ledger/ledger.ts';
import { settingsSchema } from '../calibration/fit/settings.ts';
import { inferSettingsSchema } from '../calibration/inference/settings.ts';
import { targetsSchema } from '../calibration/experiments/targets.ts';
import { machineSchema } from '../model/hardware/machine.ts';
import { inferenceSchema } from '../model/kernels/files/inference-file.ts';
import { personalitySchema } from '../model/kernels/files/personality-file.ts';
import { structureSchema } from '../model/kernels/files/structure-file.ts';
import { workloadSchema } from '../model/kernels/files/workload-file.ts';
import { isPlainMap } from '../model/document/check.ts';
import type { JsonSchema } from '../model/document/shape.ts';
import { questionSchema } from '../sweeps/questions/question-file.ts';
import { lockSchema } from '../results/lock/read-lock.ts';
import { sweepSchema } from '../sweeps/file/sweep-schema.ts';
import { z } from 'zod';
import { checkExperiments, checkSettings, checkTargets } from './checks/calibration.ts';
import { checkClaimsFile, checkLockFile } from './checks/check.ts';
import { checkPersonality, checkStructure, checkWorkload } from './checks/compiling.ts';
import { checkInference } from './checks/inference.ts';
import { checkMachineFile } from './checks/machine.ts';
import { checkQuestionFile } from './checks/question.ts';
import { checkSweepFile } from './checks/sweep.ts';
import type { Check } from './context.ts';
import { jsonSchemaOf } from './json-schema.ts';

/** A kind of file that users write. */
export interface FileKind {
  name: string;
  /** The top-level keys by which a file of the kind is known. */
  keys: readonly [string, ...string[]];
  /** What files of the kind say. */
  what: string;
  /** Where the shipped ones lie. */
  files: string;
  schema: z.ZodType;
  /** Checks what the schema alone can't; nothing by default. */
  check?: Check;
}

/** All kinds. A file belongs to the first whose keys it has, since files of some kinds also have the key of another. */
export const FILE_KINDS: readonly FileKind[] = [
  {
    name: 'sweep',
    keys: ['sweep'],
    what: 'parameters to move over a space of points, and what to measure there',
    files: 'sweeps/*.yaml',
    schema: sweepSchema,
    check: checkSweepFile,
  },
  {
    name: 'question',
    keys: ['question'],
    what: 'variants of a system, measures, values to vary',
    files: 'sweeps/questions/*.yaml',
    schema: questionSchema,
    check: checkQuestionFile,
  },
  {
    name: 'targets',
    keys: ['targets'],
    what: 'published results',
    files: 'calibration/targets/*.yaml',
    schema: targetsSchema,
    check: checkTargets,
  },
  {
    name: 'calibration',
    keys: ['calibration', 'ledger'],
    what: 'what `ukperf calibrate` found',
    files: 'calibration/*.yaml',
    schema: calibrationSchema,
  },
  {
    name: 'native-curve',
    keys: ['native-curve', 'accepted'],
    what: 'what the native curve of AIM VII says of user work and disk',
    files: 'calibration/native-curve.yaml',
    schema: curveFileSchema,
  },
  {
    name: 'settings',
    keys: ['calibration'],
    what: 'how `ukperf calibrate` fits',
    files: 'calibration/settings/*.yaml',
    schema: settingsSchema,
    check: checkSettings,
  },
  {
    name: 'infer',
    keys: ['infer'],
    what: 'how `ukperf infer` judges candidates',
    files: 'calibration/inference/*.yaml',
    schema: inferSettingsSchema,
  },
  {
    name: 'lock',
    keys: ['lock'],
    what: 'what a run gave, and hashes of what it was made from',
    files: 'ukperf.lock.yaml',
    schema: lockSchema,
    check: checkLockFile,
  },
  {
    name: 'ledger',
    keys: ['ledger', 'entries'],
    what: 'how well the model agreed with what was published, version by version',
    files: 'calibration/ledger.yaml',
    schema: ledgerSchema,
  },
  {
    name: 'claims',
    keys: ['claims'],
    what: 'statements about rows, true or false of a run',
    files: 'calibration/claims/*.yaml',
    schema: claimsSchema,
    check: checkClaimsFile,
  },
  {
    name: 'experiments',
    keys: ['experiments'],
    what: 'which workload on which systems gives which rows',
    files: 'calibration/experiments/*.yaml',
    schema: experimentsSchema,
    check: checkExperiments,
  },
  {
    name: 'mechanisms',
    keys: ['mode-switches'],
    what: 'what switches each mechanism off',
    files: 'sweeps/attribution/mechanisms.yaml',
    schema: mechanismsSchema,
  },
  {
    name: 'inference',
    keys: ['inference'],
    what: 'a mechanism without a source: its physical reading, and what it adds',
    files: '{model/kernels/inferred,calibration/inference/candidates}/*.yaml',
    schema: inferenceSchema,
    check: checkInference,
  },
  {
    name: 'structure',
    keys: ['structure'],
    what: 'domains, boundary paths, scheduler, timers',
    files: 'model/kernels/structures/**/*.yaml',
    schema: structureSchema,
    check: checkStructure,
  },
  {
    name: 'workload',
    keys: ['workload'],
    what: 'files, program images, programs, tests',
    files: 'model/workloads/**/*.yaml',
    schema: workloadSchema,
    check: checkWorkload,
  },
  {
    name: 'personality',
    keys: ['personality'],
    what: 'an operating system over boundary operations',
    files: 'model/kernels/personalities/**/*.yaml',
    schema: personalitySchema,
    check: checkPersonality,
  },
  {
    name: 'machine',
    keys: ['machine'],
    what: 'clock, costs, geometry of TLBs and caches, memory, disk',
    files: 'model/hardware/profiles/*.yaml',
    schema: machineSchema,
    check: checkMachineFile,
  },
];

/** The kind of a name; undefined when there is none. */
export function kindNamed(name: string): FileKind | undefined {
  return FILE_KINDS.find((kind) => kind.name === name);
}

/** The kind of a file, from its content; undefined when no key tells. */
export function kindOf(data: unknown): FileKind | undefined {
  if (!isPlainMap(data)) return undefined;
  return FILE_KINDS.find(({ keys }) => keys.every((key) => Object.hasOwn(data, key)));
}

/** Name of the file that holds the JSON Schema of a kind. */
export function schemaFile({ name }: FileKind): string {
  return `schemas/${name}.schema.json`;
}

/** Whether files of a kind may extend others of it. */
export function extendable({ schema }: FileKind): boolean {
  return schema instanceof z.ZodObject && 'extends' in schema.shape;
}

/** The JSON Schema of a kind. */
export function schemaOf(kind: FileKind): JsonSchema {
  return jsonSchemaOf(kind.schema, `ukperf ${kind.name}`, extendable(kind));
}

/** The text of the file that holds it. */
export function schemaText(kind: FileKind): string {
  return `${JSON.stringify(schemaOf(kind), null, 2)}\n`;
}
