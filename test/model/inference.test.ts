import { expect } from 'chai';
import { TextLibrary } from '../../api/text-library.ts';
import { run } from '../../model/run/run.ts';
import { SpecError, type Library, type Override } from '../../model/index.ts';
import { inferenceNames, INFERENCES } from '../../model/inference.ts';
import { documentsOf, unusedOverrides } from '../../model/library.ts';
import { isPlainMap } from '../../model/document/check.ts';
import { library as shipped } from '../support/shipped.ts';

/** Fifty more instructions at each call of the server, as a file of the model has them. */
const SLOW_DISPATCH = `inference: slow-dispatch
title: a slower dispatch
family: l4
reading: for a test
structures: [l4linux]
adds:
  functions:
    linux:
      ipc-binding: { instructions: 62 }
`;

const MORE_WORK = `inference: more-work
title: programs do more
family: programs
reading: for a test
sets:
  constants.link-work: { value: 500000, source: a test, status: inferred, range: [100000, 1000000] }
`;

function libraryWith(texts: Readonly<Record<string, string>>): Library {
  return new TextLibrary(texts, {
    read: (file) => shipped.read(file),
    names: (kind) => (kind === 'inference' ? [] : shipped.names(kind)),
  });
}

const both = libraryWith({
  'model/kernels/inferred/slow-dispatch.yaml': SLOW_DISPATCH,
  'model/kernels/inferred/more-work.yaml': MORE_WORK,
});

function cyclesOf(library: Library, system: string, overrides: readonly Override[] = []): number {
  const job = {
    machine: 'pentium-133-sourced',
    system,
    workload: 'getpid',
    seed: '1',
    replications: 1,
    overrides,
  };
  return run(library, job).measured[0].cyclesPerOperation;
}

const set = (value: string): Override[] => [{ path: INFERENCES, value }];

describe('inferences', () => {
  it('has all that are shipped, those that are named, or none', () => {
    expect(inferenceNames(both, [])).to.deep.equal(['more-work', 'slow-dispatch']);
    expect(inferenceNames(both, set('slow-dispatch'))).to.deep.equal(['slow-dispatch']);
    expect(inferenceNames(both, set(' slow-dispatch , x.yaml '))).to.deep.equal(['slow-dispatch', 'x.yaml']);
    expect(inferenceNames(both, set('none'))).to.deep.equal([]);
    expect(inferenceNames(both, [...set('none'), ...set('slow-dispatch')])).to.deep.equal(['slow-dispatch']);
  });

  it('adds to the structures that are named and to those that extend them, and to no others', () => {
    const bare = libraryWith({});
    for (const system of ['l4linux', 'l4linux-trampoline']) {
      const none = cyclesOf(both, system, set('none'));
      expect(none).to.equal(cyclesOf(bare, system));
      // Two bindings a call, fifty instructions each at 1.25 cycles, and perhaps lines of code beyond.
      expect(cyclesOf(both, system) - none).to.be.within(125, 250);
    }
    expect(cyclesOf(both, 'linux')).to.equal(cyclesOf(bare, 'linux'));
  });

  it('leaves what an extending structure has of its own', () => {
    const own = (body: string): string => `structure: own\nextends: l4linux\n${body}`;
    const withOwn = (body: string): Library =>
      libraryWith({
        'model/kernels/inferred/slow-dispatch.yaml': SLOW_DISPATCH,
        'model/kernels/structures/own.yaml': own(body),
      });
    const set100 = withOwn('functions: { linux: { ipc-binding: { instructions: 100 } } }\n');
    expect(cyclesOf(set100, 'own')).to.equal(cyclesOf(set100, 'own', set('none')));
    const other = withOwn('');
    expect(cyclesOf(other, 'own')).to.equal(cyclesOf(both, 'l4linux'));
  });

  it('has one of the readings of one mechanism, and refuses two', () => {
    const grouped = libraryWith({
      'model/kernels/inferred/slow-dispatch.yaml': `${SLOW_DISPATCH}group: dispatch\n`,
      'model/kernels/inferred/slower.yaml': `${SLOW_DISPATCH.replace('slow-dispatch', 'slower').replace('62', '80')}group: dispatch\n`,
    });
    expect(() => cyclesOf(grouped, 'l4linux')).to.throw(
      SpecError,
      /^model\/kernels\/inferred\/slower\.yaml:\d+:8: group: expected one inference of a group, found two of dispatch: slow-dispatch and slower$/,
    );
    const slow = cyclesOf(grouped, 'l4linux', set('slow-dispatch'));
    expect(cyclesOf(grouped, 'l4linux', set('slower'))).to.be.greaterThan(slow);
  });

  it('sets values of workloads on every system, and what is set from outside has the last word', () => {
    const valueIn = (system: string, overrides: readonly Override[]): unknown =>
      documentsOf(both, 'pentium-133-sourced', system, 'lmbench', overrides)
        .map(({ data }) =>
          isPlainMap(data) && isPlainMap(data.constants) ? data.constants['link-work'] : undefined,
        )
        .find((entry) => entry !== undefined);
    for (const system of ['linux', 'mklinux-user'])
      expect(valueIn(system, [])).to.deep.include({ value: 500000, status: 'inferred' });
    expect(valueIn('linux', set('none'))).to.deep.include({ status: 'fitted' });
    const documents = documentsOf(both, 'pentium-133-sourced', 'linux', 'lmbench');
    expect(
      unusedOverrides([...set('none'), { path: 'constants.link-work', value: '1' }], documents),
    ).to.deep.equal([]);
  });

  it('points to a mistake in the file of the inference', () => {
    const wrong = libraryWith({
      'model/kernels/inferred/slow-dispatch.yaml': SLOW_DISPATCH.replace(
        'instructions: 62',
        'instructions: many',
      ),
    });
    expect(() => cyclesOf(wrong, 'l4linux'))
      .to.throw(SpecError)
      .with.property('problems')
      .that.deep.equals([
        {
          file: 'model/kernels/inferred/slow-dispatch.yaml',
          line: 9,
          column: 36,
          key: 'adds.functions.linux.ipc-binding.instructions',
          expected: 'a number',
          found: '"many"',
        },
      ]);
    expect(() => cyclesOf(both, 'l4linux', set('fast-dispatch'))).to.throw(
      SpecError,
      'expected an inference (more-work, slow-dispatch), found no inference "fast-dispatch"',
    );
  });
});
