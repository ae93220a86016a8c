import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeDirectory } from '../../results/make-directory.ts';
import { temporaryFiles } from '../support/command-line.ts';

describe('making a directory', () => {
  const directory = temporaryFiles({ file: '' });

  it('makes those above it too, and leaves what is there', () => {
    const deep = join(directory, 'a', 'b', 'c');
    makeDirectory(deep);
    makeDirectory(deep);
    expect(existsSync(deep)).to.equal(true);
  });

  it('ends with an error below a file, and where nothing can be made', () => {
    expect(() => {
      makeDirectory(join(directory, 'file', 'a'));
    }).to.throw('ENOTDIR');
    expect(() => {
      makeDirectory('/proc/nothing/a');
    }).to.throw();
  });
});
