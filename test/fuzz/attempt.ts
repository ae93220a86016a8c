import { workloadOf } from '../../calibration/experiments/experiments.ts';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importResults } from '../../calibration/lmbench-results/import.ts';
import { profileText, targetText } from '../../calibration/lmbench-results/written-files.ts';
import { readCalibration } from '../../calibration/fit/calibration.ts';
import { switchesOf, readMechanisms } from '../../sweeps/attribution/mechanisms.ts';
import { readTargets } from '../../calibration/experiments/targets.ts';
import { run } from '../../model/run/run.ts';
import { testsOf } from '../../model/run/selection.ts';
import type { Job } from '../../model/run/job.ts';
import { differenceTables } from '../../cli/diff/tables.ts';
import { readShippedRules } from '../../cli/shipped.ts';
import { UsageError } from '../../cli/output.ts';
import { kindNamed } from '../../lint/kinds.ts';
import {
  compile,
  loadMachine,
  loadSources,
  ModelError,
  SpecError,
  type Library,
  type Measured,
  type Program,
  type Sources,
} from '../../model/index.ts';
import { measure } from '../../model/run/measure.ts';
import { readExtended } from '../../model/library.ts';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument } from '../../model/document/document.ts';
import { planOf } from '../../sweeps/questions/plan.ts';
import { readQuestion } from '../../sweeps/questions/question-file.ts';
import { entriesOf } from '../../reports/provenance.ts';
import { diff } from '../../results/diff.ts';
import { readResult } from '../../results/directory.ts';
import { ResultError, StoredLibrary } from '../../results/inputs.ts';
import { RecordingLibrary } from '../../results/recording-library.ts';
import { EngineError } from '../../sweeps/engines/engine-error.ts';
import { readSweep } from '../../sweeps/file/sweep-file.ts';
import { analyse } from '../../sweeps/analysis/analyse.ts';
import { prepareSweep, SweepDirectory } from '../../sweeps/sweep-directory.ts';
import { tableOf } from '../../sweeps/store/table.ts';
import type { RunResult } from '../../sweeps/execution/run-result.ts';
import { experiments, library, PAIRS } from '../support/shipped.ts';
import { directions, SETTINGS } from '../support/sweeps.ts';
import { LMBENCH, RESULT, SWEEP_DIRECTORY, type Sample } from './corpus.ts';
import { saveResultTo, saveSweepTo } from './saved.ts';

/** What came of an input: taken, or refused with a message. */
export type Verdict = { accepted: true } | { accepted: false; message: string };

/** The errors that are an answer. */
const ANSWERS = [SpecError, ModelError, UsageError, ResultError, EngineError];

/**
 * Reads, checks, compiles and runs an input as commands do.
 * @throws whatever is no answer to wrong input
 */
export function attempt(sample: Sample): Verdict {
  try {
    attemptOf(sample);
    return { accepted: true };
  } catch (error) {
    if (!ANSWERS.some((kind) => error instanceof kind)) throw error;
    const { message } = error as Error;
    checkMessage(message);
    return { accepted: false, message };
  }
}

const LONGEST_MESSAGE = 20_000;

/** A message is for people: not empty, not a file, and no commands to a terminal. */
function checkMessage(message: string): void {
  if (message.trim() === '') throw new Error('an empty message');
  if (message.length > LONGEST_MESSAGE) throw new Error(`a message of ${message.length} characters`);
  if (/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(message))
    throw new Error(`control characters in ${JSON.stringify(message)}`);
  if (message.includes('Invalid input')) throw new Error(`words of a library in ${message}`);
  if (/^\s+at /m.test(message)) throw new Error(`a stack trace in ${message}`);
}

function attemptOf(sample: Sample): void {
  switch (sample.subject) {
    case LMBENCH:
      return importFile(sample);
    case RESULT:
      return openResult(sample);
    case SWEEP_DIRECTORY:
      return openSweep(sample);
    case 'structure':
    case 'personality':
    case 'workload':
      return runSystem(sample);
    default:
      return readFile(sample);
  }
}

/** Steps of a run that is accepted: enough to reach most of a path, and soon over. */
const STEPS = 100_000;

const shortly = (sources: Sources): Program => ({ ...compile(sources), mostWork: STEPS });

const withText = ({ file, text }: Sample): Library => ({
  read: (wanted) => (wanted === file ? text : library.read(wanted)),
  names: (kind) => library.names(kind),
});

/** A file that is checked by itself, and what is made of it. */
function readFile(sample: Sample): void {
  const kind = kindNamed(sample.subject);
  if (kind === undefined) throw new Error(`no subject ${sample.subject}`);
  const own = sample.subject === 'machine' ? withText(sample) : library;
  const document = new SpecDocument(sample);
  const extended =
    sample.subject === 'machine'
      ? readExtended(own, 'machine', sample.file)
      : new ExtendedDocument([document]);
  check(kind.schema, extended.data, extended);
  const outcome = kind.check?.(sample, { library: own, together: new Map(), experiments, directions });
  if (outcome !== undefined && outcome.problems.length > 0) throw new SpecError(outcome.problems);
  USES[sample.subject]?.(sample, own);
}

const USES: Readonly<Record<string, (sample: Sample, own: Library) => unknown>> = {
  machine: (sample, own) => {
    const { machine, document } = loadMachine(own, sample.file);
    entriesOf(document, document.data).map((entry) => JSON.stringify(entry));
    runFirst(loadSources(library, 'linux', 'getpid'), machine);
  },
  question: (sample) => {
    const [first] = planOf(readQuestion(sample).question, SETTINGS);
    checkMeasured(run(library, { ...first.job, ...FEW }, undefined, shortly).measured);
  },
  sweep: (sample) => {
    const located = readSweep(sample);
    const { plan } = prepareSweep(located, sample.text, SETTINGS, { library, directions, version: 'test' });
    if (plan.runs > 0)
      checkMeasured(run(library, { ...plan.jobOf(plan.runs - 1), ...FEW }, undefined, shortly).measured);
  },
  calibration: (sample) => readCalibration(sample),
  mechanisms: (sample) => {
    const switches = switchesOf(library, readMechanisms(sample), 'pentium-133', 'l4linux', 'getpid');
    switches('mode-switches');
  },
};

const FEW: Pick<Job, 'replications' | 'quick'> = { replications: 1, quick: true };

/** Pairs of structure and workload that go together, by each file that they read. */
const PAIRS_OF = pairsByFile();

function pairsByFile(): ReadonlyMap<string, { structure: string; workload: string }[]> {
  const pairs = new Map<string, { structure: string; workload: string }[]>();
  for (const [experiment, structure] of PAIRS) {
    const pair = { structure, workload: workloadOf(experiments.list[experiment], structure) };
    const recording = new RecordingLibrary(library);
    loadSources(recording, pair.structure, pair.workload);
    for (const file of recording.texts.keys()) pairs.set(file, [...(pairs.get(file) ?? []), pair]);
  }
  return pairs;
}

/** A file of a structure, personality or workload: what it is part of is linked and run. */
function runSystem(sample: Sample): void {
  const pairs = PAIRS_OF.get(sample.file) ?? [];
  if (pairs.length === 0) return readFile(sample);
  // Each text has its pair, and a text of one character more another one.
  const { structure, workload } = pairs[sample.text.length % pairs.length];
  runFirst(loadSources(withText(sample), structure, workload), MACHINE);
}

const MACHINE = loadMachine(library, 'pentium-133').machine;

function runFirst(sources: Sources, machine: Parameters<typeof measure>[1]): void {
  const program = shortly(sources);
  const tests = testsOf(sources.workload).slice(0, 1);
  checkMeasured(
    tests.map(([name, test]) =>
      measure(program, machine, name, { ...test, replications: 1 }, { seed: '1', replications: 1 }),
    ),
  );
}

/** A figure is a number, whatever went in. */
function checkMeasured(measured: readonly Measured[]): void {
  for (const { test, value, elapsedCycles } of measured)
    if (!Number.isFinite(value) || !Number.isFinite(elapsedCycles))
      throw new Error(`${test}: ${value} in ${elapsedCycles} cycles`);
}

const rules = readShippedRules();
const machines = new Map(library.names('machine').map((name) => [name, loadMachine(library, name).machine]));

/** As `ukperf machine import` does, short of writing the files. */
function importFile({ file, text }: Sample): void {
  const imported = importResults({ file, text }, machines, rules);
  const profile = profileText('own', imported.base, imported.result, imported.values);
  loadMachine(
    {
      read: (wanted) => (wanted === 'own.yaml' ? profile : library.read(wanted)),
      names: (kind) => library.names(kind),
    },
    'own.yaml',
  );
  readTargets({
    file: 'own-targets.yaml',
    text: targetText('own', 'linux', imported.result, imported.targets),
  });
}

/** Directories of right results, one file of which is replaced by the input. */
const directory = mkdtempSync(join(tmpdir(), 'ukperf-fuzz-'));
export const ATTEMPTS_DIRECTORY = directory;
saveResultTo(join(directory, RESULT));
saveResultTo(join(directory, 'other'));
saveSweepTo(join(directory, SWEEP_DIRECTORY));

function openResult({ file, text }: Sample): void {
  writeFileSync(join(directory, RESULT, file), text);
  const result = readResult(join(directory, RESULT));
  new StoredLibrary(join(directory, RESULT), result);
  differenceTables(diff(readResult(join(directory, 'other')), result, 0));
}

function openSweep({ file, text }: Sample): void {
  const place = join(directory, SWEEP_DIRECTORY);
  const right = readFileSync(join(place, file), 'utf8');
  writeFileSync(join(place, file), text);
  try {
    const opened = SweepDirectory.open(place, directions);
    const results = opened.results();
    if (results.some((result) => result === undefined)) return;
    const table = tableOf(opened.sweep, opened.plan, results as RunResult[]);
    if (results.every((result) => result?.error === undefined)) analyse(opened.sweep, table);
  } finally {
    writeFileSync(join(place, file), right);
  }
}
