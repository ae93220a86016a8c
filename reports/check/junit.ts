import type { Case } from './case.ts';

/** The cases of a check as JUnit XML, as CI systems read it: a suite for each group. */
export function junitXml(name: string, cases: readonly Case[]): string {
  const groups = [...new Set(cases.map(({ group }) => group))];
  const suites = groups.map((group) => {
    const own = cases.filter((one) => one.group === group);
    return element('testsuite', { name: group, ...countsOf(own) }, own.map(testCase).join(''));
  });
  const whole = element('testsuites', { name, ...countsOf(cases) }, suites.join(''));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole}`;
}

function testCase({ group, name, failure, file, line }: Case): string {
  const failed =
    failure === undefined
      ? ''
      : element('failure', { type: failure.kind, message: failure.message }, escaped(failure.message));
  return element('testcase', { classname: group, name, file, line }, failed);
}

const countsOf = (cases: readonly Case[]): Record<string, number> => ({
  tests: cases.length,
  failures: cases.filter(({ failure }) => failure !== undefined).length,
  errors: 0,
  skipped: 0,
});

function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: string,
): string {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  const inner = content.startsWith('<') ? `\n${content}` : content;
  return content === '' ? `<${name}${pairs.join('')}/>\n` : `<${name}${pairs.join('')}>${inner}</${name}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
/** What XML 1.0 has no way to write: control characters, halves of a pair, and two that are no characters. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const escaped = (text: string): string =>
  text.replaceAll(UNWRITABLE, '\ufffd').replaceAll(/[&<>"\t\n\r]/g, (character) => ENTITIES[character]);
