/** Modules of Node, which browsers do not have. */
const OF_NODE =
  '^(assert|child_process|crypto|fs|http|https|module|net|os|path|perf_hooks|process|stream|url|util|worker_threads|zlib)(/|$)';

/** Data flows one way: lower layers never import higher ones, and the model does no input or output. */
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'model-is-pure',
      comment: 'the model runs in a browser too',
      severity: 'error',
      from: { path: '^model' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'model-is-lowest',
      severity: 'error',
      from: { path: '^model' },
      to: { path: '^(api|calibration|analysis|questions|results|sweeps|files|reports|cli|test|bench|web)' },
    },
    {
      name: 'api-above-model',
      comment: 'what programs import is the model, and nothing that calibrates or prints',
      severity: 'error',
      from: { path: '^api' },
      to: {
        path: '^(calibration|analysis|questions|results|sweeps|files|reports|cli|test|bench|scripts|web)',
      },
    },
    {
      name: 'api-is-pure',
      comment: 'the entries for browsers do without Node; DiskLibrary is for those who have a disk',
      severity: 'error',
      from: { path: '^api', pathNot: '^api/(node|disk-library|read-text)\\.ts$' },
      to: { path: OF_NODE, reachable: true },
    },
    {
      name: 'api-beside-calibration',
      severity: 'error',
      from: { path: '^(calibration|analysis|questions|results|sweeps|files|reports)' },
      to: { path: '^api' },
    },
    {
      name: 'core-is-lowest',
      severity: 'error',
      from: { path: '^model/core' },
      to: { path: '^model/(hardware|kernels|workloads|spec)' },
    },
    {
      name: 'hardware-below-kernels',
      severity: 'error',
      from: { path: '^model/hardware' },
      to: { path: '^model/(kernels|workloads)' },
    },
    {
      name: 'spec-below-model',
      severity: 'error',
      from: { path: '^model/spec' },
      to: { path: '^model/(hardware|kernels|workloads|core)' },
    },
    {
      name: 'calibration-below-analysis-and-questions',
      severity: 'error',
      from: { path: '^calibration' },
      to: { path: '^(analysis|questions|results|sweeps|files|reports)' },
    },
    {
      name: 'everything-below-cli',
      severity: 'error',
      from: { path: '^(calibration|analysis|questions|results|sweeps|files|reports)' },
      to: { path: '^(cli|test|bench|scripts|web)' },
    },
    {
      name: 'sweeps-below-reports',
      severity: 'error',
      from: { path: '^(results|sweeps|files)' },
      to: { path: '^reports' },
    },
    {
      name: 'kinds-of-files-above-what-they-check',
      severity: 'error',
      from: { path: '^(calibration|analysis|questions|results|sweeps)' },
      to: { path: '^files' },
    },
    {
      name: 'web-is-pure',
      comment: 'a page has neither disk nor network: what it uses, and what that uses, does without Node',
      severity: 'error',
      from: { path: '^web' },
      to: {
        path: OF_NODE,
        reachable: true,
      },
    },
    {
      name: 'web-beside-cli',
      severity: 'error',
      from: { path: '^web' },
      to: { path: '^(cli|files|reports/render|results|sweeps|test|bench|scripts)' },
    },
    {
      name: 'cli-beside-web',
      severity: 'error',
      from: { path: '^cli' },
      to: { path: '^web' },
    },
    {
      name: 'engine-and-state-below-page',
      severity: 'error',
      from: { path: '^web/(engine|state)' },
      to: { path: '^web/(page|charts)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
};
