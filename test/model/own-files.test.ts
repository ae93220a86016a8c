import { expect } from 'chai';
import { DiskLibrary } from '../../api/disk-library.ts';
import { TextLibrary } from '../../api/text-library.ts';
import { loadMachine, loadSources } from '../../model/library.ts';

/** A library with a user's own files in a directory, as if the working directory were above it. */
const library = new TextLibrary(
  {
    'mine/parent.yaml':
      'machine: parent\ntitle: Parent\nextends: pentium-133\ntlb:\n  walk-level: { value: 14 cycles, source: a test, status: what-if }\n',
    'mine/child.yaml': 'machine: child\ntitle: Child\nextends: parent.yaml\n',
    'mine/own.yaml': 'structure: own\nextends: base.yaml\ninclude: [more.yaml, parts/l4.yaml]\n',
    'mine/base.yaml': 'structure: base\nextends: l4linux\n',
    'mine/more.yaml': 'structure: more\nconstants: { mine: { value: 1, source: a test, status: what-if } }\n',
    'other.yaml': 'machine: other\ntitle: Other\nextends: pentium-133\n',
    'mine/far.yaml': 'machine: far\ntitle: Far\nextends: other.yaml\n',
  },
  new DiskLibrary(),
);

describe("a user's own file", () => {
  it('extends a file beside it, whatever the working directory is', () => {
    expect(loadMachine(library, 'mine/child.yaml').document.chain.map(({ file }) => file)).to.deep.equal([
      'mine/child.yaml',
      'mine/parent.yaml',
      'model/hardware/profiles/pentium-133.yaml',
      'model/hardware/profiles/pentium-133-sourced.yaml',
    ]);
  });

  it('extends a file of the working directory where there is none beside it', () => {
    expect(loadMachine(library, 'mine/far.yaml').document.chain[1].file).to.equal('other.yaml');
  });

  it('includes files beside it and shipped ones', () => {
    const { structure } = loadSources(library, 'mine/own.yaml', 'lmbench');
    expect(structure.flatMap(({ locator }) => locator.problem([], '').file)).to.include.members([
      'mine/own.yaml',
      'mine/more.yaml',
      'model/kernels/structures/parts/l4.yaml',
    ]);
  });
});
