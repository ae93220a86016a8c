/** The files that say which version this is. */
export interface ReleaseTexts {
  'package.json': string;
  'package-lock.json': string;
  'CHANGELOG.md': string;
  'CITATION.cff': string;
}

const UNRELEASED = /^## Unreleased$/m;
/** Versions of the changelog with their days, the latest first. */
const RELEASED = /^## (\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)$/gm;

interface Package {
  version: string;
  packages?: { ''?: { version: string } };
}

/** The changelog and the citation of a release: what was unreleased is now of this version and day. */
export function released(
  texts: Pick<ReleaseTexts, 'CHANGELOG.md' | 'CITATION.cff'>,
  version: string,
  day: string,
): Pick<ReleaseTexts, 'CHANGELOG.md' | 'CITATION.cff'> {
  const changelog = texts['CHANGELOG.md'];
  if (!UNRELEASED.test(changelog))
    throw new Error('CHANGELOG.md: expected a section ## Unreleased, found none');
  const citation = texts['CITATION.cff'].replace(/^date-released: .*\n/m, '');
  return {
    'CHANGELOG.md': changelog.replace(UNRELEASED, `## ${version} (${day})`),
    'CITATION.cff': citation.replace(/^version: .*$/m, `version: ${version}\ndate-released: '${day}'`),
  };
}

/** What the files say differently; nothing when they agree. */
export function disagreements(texts: ReleaseTexts): string[] {
  const { version } = JSON.parse(texts['package.json']) as Package;
  const lock = JSON.parse(texts['package-lock.json']) as Package;
  const headings = [...texts['CHANGELOG.md'].matchAll(/^## .*$/gm)].map(([heading]) => heading);
  const releases = [...texts['CHANGELOG.md'].matchAll(RELEASED)];
  const [latest] = releases;
  const unreleased = UNRELEASED.test(texts['CHANGELOG.md']);
  const citation = /^version: (.*)$/m.exec(texts['CITATION.cff'])?.[1];
  const day = /^date-released: '(.*)'$/m.exec(texts['CITATION.cff'])?.[1];
  const faults: [boolean, string][] = [
    [
      lock.version !== version || lock.packages?.['']?.version !== version,
      `package-lock.json: expected ${version}`,
    ],
    [citation !== version, `CITATION.cff: version: expected ${version}, found ${citation ?? 'none'}`],
    [
      day !== latest?.[2],
      `CITATION.cff: date-released: expected ${latest?.[2] ?? 'none'}, found ${day ?? 'none'}`,
    ],
    [
      headings.length !== releases.length + (unreleased ? 1 : 0),
      'CHANGELOG.md: expected sections ## Unreleased and ## X.Y.Z (YYYY-MM-DD) only',
    ],
    [unreleased && headings[0] !== '## Unreleased', 'CHANGELOG.md: expected ## Unreleased first'],
    // Before the first release there is only what is unreleased.
    [
      latest !== undefined && latest[1] !== version,
      `CHANGELOG.md: expected ${version} to be the latest release, found ${latest?.[1]}`,
    ],
    [latest === undefined && !unreleased, 'CHANGELOG.md: expected ## Unreleased, found no section'],
  ];
  return faults.filter(([fault]) => fault).map(([, message]) => message);
}
