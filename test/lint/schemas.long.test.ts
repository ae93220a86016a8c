import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import type { Fit } from '../../calibration/fit/calibrate.ts';
import { calibrationText } from '../../calibration/fit/calibration-file.ts';
import { profileText } from '../../calibration/fit/profile.ts';
import type { Settings } from '../../calibration/fit/settings.ts';
import { PACKAGE } from '../../api/disk-library.ts';
import { kindNamed, kindOf, schemaFile, type FileKind } from '../../lint/kinds.ts';
import { readExtended } from '../../model/library.ts';
import { faultsOf, shippedFiles } from '../support/schemas.ts';
import { takeMark, type Mistake } from '../support/mistake.ts';
import { replaceOnce, toy, TOY_FILES, type ToyFile } from '../support/toy.ts';
import { MACHINE_MISTAKES } from '../model/mistakes/machine.ts';
import { PERSONALITY_MISTAKES } from '../model/mistakes/personality.ts';
import { EXPRESSION_MISTAKES, STEP_MISTAKES } from '../model/mistakes/steps.ts';
import { STRUCTURE_MISTAKES } from '../model/mistakes/structure.ts';
import { WORKLOAD_MISTAKES } from '../model/mistakes/workload.ts';

const MODELINE = /^# yaml-language-server: \$schema=(\S+)\n/;
const FILES = shippedFiles();

const kind = (name: string): FileKind => kindNamed(name)!;

/** Whether a file lies where files of its kind lie: `**` is any directories, `*` any name, `{a,b}` one of two. */
function liesIn(pattern: string, file: string): boolean {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll(/\{([^}]*)\}/g, (_, names: string) => `(${names.replaceAll(',', '|')})`)
    .replaceAll(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(.+/)?'));
  return new RegExp(`^${source}$`).test(file);
}

describe('every shipped YAML file', () => {
  for (const { file, text } of FILES) {
    it(`${file} fits the schema that it names`, () => {
      const data: unknown = parse(text);
      const own = kindOf(data);
      expect(own, 'kind').not.to.equal(undefined);
      expect(liesIn(own!.files, file), own!.files).to.equal(true);
      const schema = MODELINE.exec(text)?.[1];
      expect(schema, 'modeline').not.to.equal(undefined);
      const named = join(PACKAGE, dirname(file), schema!);
      expect(named).to.equal(join(PACKAGE, schemaFile(own!)));
      expect(existsSync(named), named).to.equal(true);
      expect(faultsOf(own!, data)).to.deep.equal([]);
    });
  }
});

describe('what ukperf calibrate writes', () => {
  const firstLine = (text: string): string => text.split('\n')[0];
  const shipped = (file: string): string => FILES.find((one) => one.file === file)!.text;

  it('names its schema as the shipped files do', () => {
    const settings = { machine: 'a', 'fitted-machine': 'b', 'fitted-title': 'B' };
    const profile = profileText(
      { fitted: [], values: [], nativeWork: [] } as unknown as Fit,
      settings as unknown as Settings,
      'a test',
    );
    expect(firstLine(profile)).to.equal(firstLine(shipped('model/hardware/profiles/pentium-133.yaml')));
    expect(firstLine(calibrationText({ calibration: 'a' }))).to.equal(
      firstLine(shipped('calibration/sosp97-fit.yaml')),
    );
  });
});

/** Mistakes that a type finds by code, and a JSON Schema can't see: several values together, and bounds of what has a unit. */
const UNSEEN: Record<string, string[]> = {
  machine: [
    'kernel images that end before they begin',
    'kernel images that take most of the memory',
    'ways that do not divide the entries',
    'a number of sets that is no power of two',
    'a value outside the range that it claims',
    'a track seek longer than the average seek',
  ],
  structure: [
    'more memory used before than there is',
    'a page size that the machine does not have',
    'a region larger than the memory of a kernel',
    'a timer that leaves no time',
  ],
};

describe('the schema of', () => {
  const lists: [ToyFile, string, readonly Mistake[]][] = [
    ['machine', 'machine', MACHINE_MISTAKES],
    ['structure', 'structure', STRUCTURE_MISTAKES],
    ['personality', 'personality', PERSONALITY_MISTAKES],
    ['workload', 'workload', [...WORKLOAD_MISTAKES, ...STEP_MISTAKES, ...EXPRESSION_MISTAKES]],
  ];
  for (const [file, name, mistakes] of lists) {
    it(`a ${name} takes what is right`, () => {
      expect(faultsOf(kind(name), parse(toy.read(TOY_FILES[file])!))).to.deep.equal([]);
    });

    it(`a ${name} refuses the mistakes that the type refuses`, () => {
      const unseen: string[] = [];
      const strict: string[] = [];
      let seen = 0;
      for (const mistake of mistakes) {
        const marked = replaceOnce(toy.read(TOY_FILES[file])!, mistake.from, mistake.to);
        const { text } = takeMark(marked);
        const faults = faultsOf(kind(name), contentOf(text));
        const refused = isRefused(file, name, text);
        if (refused === true && faults.length === 0) unseen.push(mistake.name);
        if (refused === false && faults.length > 0) strict.push(`${mistake.name}: ${faults.join(', ')}`);
        if (refused === true && faults.length > 0) seen++;
      }
      expect(strict).to.deep.equal([]);
      expect(unseen).to.deep.equal(UNSEEN[name] ?? []);
      expect(seen).to.be.greaterThan(0);
    });
  }
});

/** Whether the type of a kind refuses a file, with what it extends. Undefined when YAML itself refuses it, or its parent. */
function isRefused(file: ToyFile, name: string, text: string): boolean | undefined {
  const kinds = { machine: 'machine', structure: 'structure' } as const;
  const { schema } = kind(name);
  try {
    const library = toy.with(TOY_FILES[file], text);
    const data = Object.hasOwn(kinds, name)
      ? readExtended(library, name as 'machine', TOY_FILES[file]).data
      : (parse(text) as unknown);
    return !schema.safeParse(data).success;
  } catch {
    return undefined;
  }
}

/** The content of a text; nothing when it is not YAML. */
function contentOf(text: string): unknown {
  return parseDocument(text, { uniqueKeys: false }).toJS() as unknown;
}
