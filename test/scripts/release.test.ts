import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import { disagreements, released, type ReleaseTexts } from '../../scripts/release-texts.ts';

const read = (file: string): string => readFileSync(join(PACKAGE, file), 'utf8');

/** Files of version 1.1.0 that agree. */
const TEXTS: ReleaseTexts = {
  'package.json': '{ "version": "1.1.0" }',
  'package-lock.json': '{ "version": "1.1.0", "packages": { "": { "version": "1.1.0" } } }',
  'CHANGELOG.md':
    '# Changelog\n\n## Unreleased\n\n- C.\n\n## 1.1.0 (2026-02-01)\n\n- B.\n\n## 1.0.0 (2026-01-01)\n\n- A.\n',
  'CITATION.cff': "title: x\nversion: 1.1.0\ndate-released: '2026-02-01'\nlicense: MIT\n",
};

describe('the version', () => {
  it('is the same in all files that say it', () => {
    expect(
      disagreements({
        'package.json': read('package.json'),
        'package-lock.json': read('package-lock.json'),
        'CHANGELOG.md': read('CHANGELOG.md'),
        'CITATION.cff': read('CITATION.cff'),
      }),
    ).to.deep.equal([]);
  });

  const wrong: [string, Partial<ReleaseTexts>, RegExp][] = [
    [
      'the lock file',
      { 'package-lock.json': '{ "version": "1.0.0" }' },
      /^package-lock\.json: expected 1\.1\.0$/,
    ],
    [
      'the citation',
      { 'CITATION.cff': "version: 1.0.0\ndate-released: '2026-02-01'\n" },
      /^CITATION\.cff: version:/,
    ],
    [
      'the day',
      { 'CITATION.cff': "version: 1.1.0\ndate-released: '2026-03-01'\n" },
      /^CITATION\.cff: date-released:/,
    ],
    [
      'the changelog',
      { 'CHANGELOG.md': '## 1.0.0 (2026-02-01)\n' },
      /^CHANGELOG\.md: expected 1\.1\.0 to be the latest/,
    ],
    [
      'a section without a day',
      { 'CHANGELOG.md': '## 1.2.0\n\n## 1.1.0 (2026-02-01)\n' },
      /^CHANGELOG\.md: expected sections/,
    ],
    [
      'the order',
      { 'CHANGELOG.md': '## 1.1.0 (2026-02-01)\n\n## Unreleased\n' },
      /^CHANGELOG\.md: expected ## Unreleased first/,
    ],
  ];
  it('is the same in files that agree', () => {
    expect(disagreements(TEXTS)).to.deep.equal([]);
  });
  for (const [what, texts, message] of wrong)
    it(`shows where ${what} says another`, () => {
      const found = disagreements({ ...TEXTS, ...texts });
      expect(found.length).to.equal(1);
      expect(found[0]).to.match(message);
    });

  it('of a release stands with its day in changelog and citation', () => {
    const fresh = released(TEXTS, '1.2.0', '2026-03-04');
    expect(fresh['CHANGELOG.md']).to.contain('## 1.2.0 (2026-03-04)\n\n- C.\n\n## 1.1.0');
    expect(fresh['CITATION.cff']).to.equal(
      "title: x\nversion: 1.2.0\ndate-released: '2026-03-04'\nlicense: MIT\n",
    );
    const raised = (text: string): string => text.replaceAll('1.1.0', '1.2.0');
    expect(
      disagreements({
        'package.json': raised(TEXTS['package.json']),
        'package-lock.json': raised(TEXTS['package-lock.json']),
        ...fresh,
      }),
    ).to.deep.equal([]);
    expect(() => released({ ...TEXTS, ...fresh }, '1.2.0', '2026-03-04')).to.throw(
      'expected a section ## Unreleased',
    );
  });
});
