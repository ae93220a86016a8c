import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readResult } from '../../results/directory.ts';
import { ResultError, StoredLibrary } from '../../results/inputs.ts';
import { readTable } from '../../sweeps/store/table-file.ts';
import { SweepDirectory } from '../../sweeps/sweep-directory.ts';
import { saveResultTo, saveSweepTo } from '../fuzz/saved.ts';
import { temporaryFiles } from '../support/command-line.ts';
import { replaceOnce } from '../support/toy.ts';
import { directions } from '../support/sweeps.ts';

const directory = temporaryFiles({});

/** Does something with a file that has another text, and puts the right one back. */
async function changed(file: string, change: (text: string) => string, work: () => unknown): Promise<void> {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, change(text));
  try {
    await work();
  } finally {
    writeFileSync(file, text);
  }
}

describe('a saved result that was changed', () => {
  const place = join(directory, 'result');
  const file = join(place, 'result.json');
  before(() => {
    saveResultTo(place);
  });

  const CHANGES: [what: string, change: (text: string) => string, message: string][] = [
    [
      'no JSON',
      () => '{\u001b[2J',
      "expected JSON, found Expected property name or '}' in JSON at position 1",
    ],
    ['no map', () => 'null', 'expected a map, found an empty value'],
    [
      'no figure',
      (text) => text.replace(/"model": [\d.]+/, '"model": "x"'),
      'rows[0].model: expected a number, found "x"',
    ],
    [
      'a copy elsewhere',
      (text) => text.replace(/"inputs\/[^"]*"/, '"inputs/../../x"'),
      'files[0].copy: expected a file in inputs',
    ],
    [
      'many replications',
      (text) => replaceOnce(text, '"replications": 2', '"replications": 1e9'),
      'expected at most 10000',
    ],
  ];
  for (const [what, change, message] of CHANGES)
    it(`is refused: ${what}`, () =>
      changed(file, change, () => {
        expect(() => new StoredLibrary(place, readResult(place))).to.throw(ResultError, message);
      }));

  it('is taken as it was', () => {
    expect(readResult(place).rows).to.have.lengthOf(1);
  });
});

describe('a saved sweep that was changed', () => {
  const place = join(directory, 'sweep');
  const results = (): unknown => SweepDirectory.open(place, directions).results();
  before(() => {
    saveSweepTo(place);
  });

  it('is refused where its record does not fit its file', async () => {
    for (const [from, to, message] of [
      [/"runs": \d+/, '"runs": 9000000', 'as its file says, found 9000000'],
      [
        /"file": "own.yaml",\n {2}"/,
        '"file": "none.yaml",\n  "',
        'file: expected one of its files, found "none.yaml"',
      ],
      [/"chunk": \d+/, '"chunk": 0', 'chunk: expected at least 1, found 0'],
    ] as const)
      await changed(
        join(place, 'sweep.json'),
        (text) => text.replace(from, to),
        () => {
          expect(results).to.throw(ResultError, message);
        },
      );
  });

  it('is refused where a result is none, or of no run', async () => {
    for (const [change, message] of [
      [() => '{"run":0}\n', 'line 1 cut off or changed'],
      [(text: string) => text.replace('"run":0', '"run":1000000'), 'found number 1000000'],
    ] as const)
      await changed(join(place, 'runs', '00000000.jsonl'), change, () => {
        expect(results).to.throw(ResultError, message);
      });
  });

  it('is refused where its rows are no Parquet file', async () => {
    writeFileSync(join(place, 'rows.parquet'), 'PAR1 is not all');
    const refusal = await readTable(place).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal)
      .to.be.instanceOf(ResultError)
      .with.property('message')
      .that.contains('found a damaged file');
  });
});
