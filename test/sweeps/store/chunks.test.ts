import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { ResultError } from '../../../results/inputs.ts';
import {
  chunksOf,
  missingChunks,
  readResults,
  removeUnfinished,
  writeChunk,
} from '../../../sweeps/store/chunks.ts';
import type { RunResult } from '../../../sweeps/execution/run-result.ts';
import { partOf } from '../../../sweeps/execution/shard.ts';
import { temporaryFiles } from '../../support/command-line.ts';
import { check } from '../../support/property.ts';

const result = (run: number): RunResult => ({
  run,
  key: `k${run}`,
  values: [run + 0.1],
  unit: 'cycles',
  fingerprint: 'f',
});

describe('chunks of a sweep', () => {
  it('hold each run once, whatever their size', () => {
    check(
      100,
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 600 }), (runs, chunk) => {
        const all = chunksOf({ runs, chunk }).flatMap(({ first, end }) =>
          Array.from({ length: end - first }, (_, index) => first + index),
        );
        expect(all).to.deep.equal(Array.from({ length: runs }, (_, run) => run));
      }),
    );
  });

  it('are in one part each', () => {
    check(
      100,
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 40 }), (count, of) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const parts = Array.from({ length: of }, (_, index) => partOf(items, { part: index + 1, of }));
        expect(parts.flat()).to.deep.equal(items);
        const sizes = parts.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).to.be.at.most(1);
      }),
    );
  });

  it('are missing until they are written, and are read in order', () => {
    const directory = temporaryFiles({});
    const record = { runs: 5, chunk: 2 };
    const [first, second, third] = chunksOf(record);
    writeChunk(directory, third, [result(4)]);
    writeChunk(directory, first, [result(0), result(1)]);
    expect(missingChunks(directory, record)).to.deep.equal([second]);
    expect([...readResults(directory)]).to.deep.equal([result(0), result(1), result(4)]);
  });

  it('are not there while they are being written, and what a killed writer left goes away', () => {
    const directory = temporaryFiles({});
    writeChunk(directory, { first: 0, end: 1 }, [result(0)]);
    writeFileSync(join(directory, 'runs', '00000001.jsonl.host-1-0.tmp'), '{"run":1,');
    expect(missingChunks(directory, { runs: 2, chunk: 1 })).to.have.lengthOf(1);
    expect([...readResults(directory)]).to.have.lengthOf(1);
    removeUnfinished(directory);
    expect(readdirSync(join(directory, 'runs'))).to.deep.equal(['00000000.jsonl']);
  });

  it('that are damaged are named', () => {
    const directory = temporaryFiles({});
    writeChunk(directory, { first: 0, end: 2 }, [result(0), result(1)]);
    const file = join(directory, 'runs', '00000000.jsonl');
    const whole = readFileSync(file, 'utf8');
    for (const [text, found] of [
      [whole.slice(0, -5), 'a line without an end'],
      [whole.replace('"key":"k1"', '"key'), 'line 2 cut off or changed'],
    ]) {
      writeFileSync(file, text);
      expect(() => [...readResults(directory)])
        .to.throw(ResultError)
        .with.property(
          'message',
          `${file}: expected results, one a line, found ${found}; delete the file and go on with --resume`,
        );
    }
  });
});
