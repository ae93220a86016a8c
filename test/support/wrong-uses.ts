import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { temporaryFiles, type Call } from './command-line.ts';

const directory = temporaryFiles({
  'typo.yaml':
    'machine: own\ntitle: Own\nextends: pentium-133\n\ntlb:\n  taged: { value: 1, source: me, status: estimated }\n',
  'unit.yaml':
    'machine: own\ntitle: Own\nextends: pentium-133\n\nprivilege:\n  exception: { value: 42 ns, source: me, status: estimated }\n',
  'broken.yaml': 'machine: own\ntitle: [\n',
  'nobody.yaml': 'machine: own\ntitle: Own\nextends: pentium-134\n',
  'other.yaml': 'something: else\n',
  'list.yaml':
    'experiments: own\nmachine: pentium-133\nlist:\n  e: { title: t, workload: getpid, systems: [linux], tests: [] }\n',
});
mkdirSync(join(directory, 'directory.yaml'));
const at = (file: string): string => join(directory, file);

/** Wrong uses and what the message must say. */
export const WRONG: [string, string[], string | RegExp][] = [
  ['an unknown command', ['simulate'], "unknown command 'simulate'"],
  ['an unknown command that is almost right', ['reproduc'], 'Did you mean reproduce?'],
  ['an unknown option', ['run', 'getpid', '--fast'], "unknown option '--fast'"],
  [
    'a list of experiments that there is not',
    ['reproduce', '--experiments', at('none.yaml')],
    /expected a readable file of experiments, found ".*none\.yaml"/,
  ],
  [
    'an experiment without tests',
    ['reproduce', '--experiments', at('list.yaml')],
    /list\.yaml:4:\d+: list\.e\.tests: expected/,
  ],
  [
    'targets without experiments',
    ['reproduce', '--targets', at('list.yaml')],
    'expected --experiments with --targets, found --targets alone',
  ],
  ['a missing workload', ['run'], "missing required argument 'workload'"],
  [
    'an unknown workload',
    ['run', 'lmbensh'],
    /expected a workload \(.*lmbench.*\), found no workload "lmbensh"/,
  ],
  [
    'a test that was not chosen',
    ['explain', 'lmbench'],
    /expected a test of lmbench \(.*pipe-latency.*\), found none/,
  ],
  ['nothing to compare with', ['explain', 'getpid', '--method', 'shapley'], 'expected --against SYSTEM'],
  [
    'an odd number of orders',
    ['explain', 'getpid', '--orders', '3'],
    'expected an even number from 2 to 10000, or all',
  ],
  [
    'a picture of charges',
    ['explain', 'getpid', '--output', 'getpid.svg'],
    'explain --output: expected --method flame, found --method charges',
  ],
  [
    'a file of an unknown kind',
    ['explain', 'getpid', '--method', 'flame', '--output', 'getpid.txt'],
    /expected a file name with one of the ends \.folded, .*, or --format, found "getpid\.txt"/,
  ],
  [
    'a file that cannot be written',
    ['explain', 'getpid', '--method', 'flame', '--output', at('directory.yaml'), '--format', 'folded'],
    'explain --output: expected a file that can be written',
  ],
  [
    'an unknown format',
    ['explain', 'getpid', '--method', 'flame', '--output', 'getpid.svg', '--format', 'gif'],
    'Allowed choices are folded, speedscope',
  ],
  [
    'a format of no file',
    ['explain', 'getpid', '--method', 'flame', '--format', 'svg'],
    'explain --format: expected --output FILE, found none',
  ],
  [
    'a mean of pictures',
    ['explain', 'getpid', '--method', 'flame', '--replications', '3'],
    'expected one replication, for it shows a single run, found --replications 3',
  ],
  [
    'no operations',
    ['explain', 'getpid', '--method', 'flame', '--operations', '0'],
    'expected a whole number from 1 to 10000',
  ],
  [
    'more significance than there is',
    ['explain', 'getpid', '--method', 'flame', '--significant', '101'],
    'expected a share from 0 to 100 %',
  ],
  [
    'no inference',
    ['run', 'getpid', '--set', 'inferences='],
    '--set inferences:1:1: expected none, or names',
  ],
  [
    'an inference without a name',
    ['run', 'getpid', '--set', 'inferences=more-calls,,x.yaml'],
    'each once, found "more-calls,,x.yaml"',
  ],
  ['an inference twice', ['run', 'getpid', '--set', 'inferences=more-calls,more-calls'], 'each once, found'],
  [
    'an unknown inference',
    ['run', 'getpid', '--set', 'inferences=more-cals'],
    'expected an inference (more-calls, read-and-write-pass), found no inference "more-cals"',
  ],
  [
    'a sweep with a slip',
    ['sweep', 'tlb-and-tag'],
    /expected a sweep \(.*\) or a YAML file, found "tlb-and-tag" \(did you mean tlb-and-tags\?\)/,
  ],
  [
    'a question with a slip',
    ['what-if', 'ipc-on-linux'],
    /expected a question \(.*\) or a YAML file, found "ipc-on-linux" \(did you mean ipc-in-linux\?\)/,
  ],
  ['a kind with a slip', ['schema', 'machin'], 'found "machin" (did you mean machine?)'],
  ['something with a slip to show', ['show', 'l5linux'], 'found "l5linux" (did you mean l4linux?)'],
  [
    'an experiment with a slip',
    ['accuracy', 'lmbensh'],
    /expected an experiment with published results \(.*found "lmbensh" \(did you mean lmbench\?\)/,
  ],
  [
    'a system with a slip',
    ['run', 'getpid', '--system', 'l4linus'],
    'found no structure "l4linus" (did you mean l4linux?)',
  ],
  ['an unknown test', ['run', 'getpid', 'getppid'], 'expected a test of getpid (getpid), found "getppid"'],
  [
    'a workload without tests',
    ['run', 'model/workloads/parts/programs.yaml'],
    'model/workloads/parts/programs.yaml:4:1: tests: expected tests, or a job mix, found nothing',
  ],
  [
    'an unknown system',
    ['run', 'getpid', '--system', 'minix'],
    /expected a structure \(.*l4linux, .*\), found no structure "minix"/,
  ],
  [
    'an unknown machine',
    ['run', 'getpid', '--machine', 'z80'],
    /expected a machine \(.*pentium-133.*\), found no machine "z80"/,
  ],
  [
    'an unknown experiment',
    ['reproduce', 'getppid'],
    /expected an experiment \(getpid, .*\), found "getppid"/,
  ],
  ['an unknown name to show', ['show', 'z80'], 'found "z80"'],
  [
    'an unknown sweep',
    ['sweep', 'ipc-and-rates'],
    /expected a sweep \(.*ipc-and-rate.*\) or a YAML file, found "ipc-and-rates"/,
  ],
  ['a sweep that is not there', ['sweep', at('nothing.yaml')], 'expected a readable sweep file'],
  [
    'a part beyond the last',
    ['sweep', 'ipc-and-rate', '--shard', '4/3'],
    'expected a part and their number, such as 3/16',
  ],
  [
    'both ways with failures',
    ['sweep', 'ipc-and-rate', '--keep-going', '--fail-fast'],
    'cannot be used with',
  ],
  [
    'rows of no sweep',
    ['sweep', 'merge', at('nothing')],
    'expected the directory of a sweep, found no sweep.json',
  ],
  [
    'pictures of no sweep',
    ['sweep', 'report', at('nothing')],
    'expected the directory of a sweep, found no sweep',
  ],
  ['a directory below a file', ['sweep', 'ipc-and-rate', '--out', at('other.yaml/x')], 'expected a'],
  ['too many arguments', ['list', 'machines'], 'too many arguments'],
  [
    'a key that nothing has',
    ['run', 'getpid', '--set', 'tlb.taged=1'],
    '--set tlb.taged=1: expected a key of the machine',
  ],
  [
    'a key that nothing has, in reproduce',
    ['reproduce', 'getpid', '--set', 'tlb.taged=1'],
    'found no such key',
  ],
  ['a key that nothing has, in show', ['show', 'pentium-133', '--set', 'tlb.taged=1'], 'found no such key'],
  ['a key of another system', ['run', 'getpid', '--set', 'functions.l4.ipc-short=1'], 'found no such key'],
  [
    'a group of keys',
    ['run', 'getpid', '--set', 'tlb=1'],
    'tlb: expected a single value to set, found a map',
  ],
  ['a set without value', ['run', 'getpid', '--set', 'tlb.tagged'], 'expected key=value'],
  [
    'a value that is no number',
    ['run', 'getpid', '--set', 'tlb.tagged=yes'],
    'tlb.tagged.value: expected a plain number, found "yes"',
  ],
  [
    'a value without unit',
    ['run', 'getpid', '--set', 'privilege.exception=5'],
    'expected a number with a unit of cycles (cycles, cycle), found 5',
  ],
  ['a value with a wrong unit', ['run', 'getpid', '--set', 'privilege.exception=5 ms'], 'found "5 ms"'],
  [
    'a negative cost',
    ['run', 'getpid', '--set', 'privilege.exception=-5 cycles'],
    'expected no negative value, found "-5 cycles"',
  ],
  [
    'an impossible size',
    ['run', 'getpid', '--set', 'caches.l2.size=0 B'],
    'expected at least 256 B, found "0 B"',
  ],
  [
    'too few replications',
    ['run', 'getpid', '--replications', '0'],
    'expected a whole number from 1 to 10000',
  ],
  ['replications that are no number', ['reproduce', '--replications', 'many'], 'expected a whole number'],
  ['an option without value', ['run', 'getpid', '--seed'], 'argument missing'],
  [
    'more memory than there is',
    ['run', 'getpid', '--set', 'files.libc.pages=60000'],
    'more physical memory than the machine has',
  ],
  [
    'a file that is not there',
    ['run', 'getpid', '--machine', at('missing.yaml')],
    /missing\.yaml:1:1: expected a readable machine file/,
  ],
  [
    'a file that cannot be read',
    ['run', 'getpid', '--machine', at('directory.yaml')],
    /directory\.yaml:1:1: expected a readable machine file/,
  ],
  [
    'a file with an unknown key',
    ['run', 'getpid', '--machine', at('typo.yaml')],
    /typo\.yaml:6:3: tlb\.taged: expected .*, found the unknown key "taged"/,
  ],
  [
    'a file with a wrong unit',
    ['run', 'getpid', '--machine', at('unit.yaml')],
    /unit\.yaml:6:23: privilege\.exception\.value: expected a number with a unit of cycles .*, found "42 ns"/,
  ],
  [
    'a file that is not YAML',
    ['run', 'getpid', '--machine', at('broken.yaml')],
    /broken\.yaml:3:1: expected well-formed YAML/,
  ],
  [
    'a file that extends nothing known',
    ['run', 'getpid', '--machine', at('nobody.yaml')],
    /nobody\.yaml:3:10: extends: expected a machine \(.*\), found "pentium-134"/,
  ],
  [
    'a file of no kind',
    ['show', at('other.yaml')],
    'a file with the key machine, structure, personality, workload',
  ],
  ['a machine where a workload is due', ['run', at('unit.yaml')], /unit\.yaml:/],
];

/** Status 2, a message, and no output. */
export function checkWrongUse({ status, stdout, stderr }: Call, message: string | RegExp): void {
  expect(status, stderr).to.equal(2);
  expect(stdout).to.equal('');
  if (typeof message === 'string') expect(stderr).to.contain(message);
  else expect(stderr).to.match(message);
  expect(stderr).not.to.match(/^\s+at /m);
}
