/** Mutation testing of what all results stand on: the hardware, the core of the simulation, and the compiler of paths. */
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

/** Helpers of the machine's schema whose text is a description. */
const DESCRIBING = new Set(['cycles', 'describe', 'flag']);

/** A description tells people what a key means; no behaviour hangs on it, and a stale schema file is found by `schemas:check`. */
const descriptions = {
  shouldIgnore({ node, parent }) {
    const isText = node.type === 'StringLiteral' || node.type === 'TemplateLiteral';
    const called = isText && parent?.type === 'CallExpression' ? parent.callee : undefined;
    return DESCRIBING.has(called?.name ?? called?.property?.name) ? 'a description' : undefined;
  },
};
export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'descriptions', descriptions)];

export default {
  mutate: [
    'model/hardware/**/*.ts',
    'model/core/**/*.ts',
    'model/kernels/{language,assembler,verbs,compile}/**/*.ts',
  ],
  ignorers: ['descriptions'],
  plugins: ['@stryker-mutator/mocha-runner', import.meta.filename],
  testRunner: 'mocha',
  mochaOptions: {
    'no-config': true,
    spec: [
      'dist/test/model/hardware/**/*.test.js',
      'dist/test/model/core/**/*.test.js',
      'dist/test/model/kernels/{compile,language,verbs}/**/*.test.js',
      'dist/test/model/mistakes.test.js',
    ],
    // Whole programs on every shipped machine: ten times as long as the rest.
    ignore: ['dist/test/model/hardware/profiles.test.js', 'dist/test/**/*.long.test.js'],
  },
  buildCommand: 'tsc -p .',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  ignorePatterns: ['dist', 'out', 'docs', 'web'],
  tempDirName: 'out/mutation/sandbox',
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'out/mutation/report.html' },
  jsonReporter: { fileName: 'out/mutation/report.json' },
  clearTextReporter: { allowColor: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
