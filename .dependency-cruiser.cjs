/** Folders of the model's kernels. */
const KERNELS = (...rooms) => rooms.map((room) => `model/kernels/${room}`);

/**
 * Data flows one way: what each layer may import of ours, beside itself. `test/layers.test.ts` breaks each rule once.
 *
 * A layer is a folder, and a folder below it may have a row of its own, which then holds too.
 */
const LAYERS = {
  model: [],
  'model/core': [],
  'model/document': [],
  'model/hardware': ['model/core', 'model/document'],
  // A workload file may hold a job mix, whose shape stands with the mixes.
  'model/kernels': [
    'model/core',
    'model/document',
    'model/hardware',
    'model/units',
    'model/workloads/mix-file',
  ],
  'model/kernels/language': ['model/document'],
  'model/kernels/program': ['model/core', 'model/hardware'],
  'model/kernels/assembler': ['model/document', 'model/hardware', ...KERNELS('language', 'program')],
  'model/kernels/verbs': ['model/document', 'model/hardware', ...KERNELS('language', 'program', 'assembler')],
  'model/kernels/files': [
    ...['model/document', 'model/hardware', 'model/units', 'model/workloads/mix-file'],
    ...KERNELS('language', 'program', 'verbs'),
  ],
  'model/kernels/compile': [
    ...['model/core', 'model/document', 'model/hardware', 'model/units'],
    ...KERNELS('language', 'program', 'assembler', 'verbs', 'files'),
  ],
  'model/kernels/engine': ['model/core', 'model/hardware', ...KERNELS('program')],
  // What programs import: the model, and nothing that calibrates or prints.
  api: ['model'],
  calibration: ['model'],
  results: ['model', 'calibration'],
  // Worker threads read the model's files from the disk, as the command line does.
  sweeps: ['model', 'calibration', 'results', 'api/disk-library'],
  'sweeps/space': ['model', 'calibration', 'sweeps/file'],
  'sweeps/analysis': ['sweeps/file', 'sweeps/store'],
  'sweeps/attribution': ['model', 'calibration'],
  'sweeps/questions': ['model', 'calibration'],
  reports: ['model', 'calibration', 'sweeps'],
  lint: ['model', 'calibration', 'results', 'sweeps'],
  web: ['model', 'api', 'calibration', 'reports'],
  'web/engine': ['model', 'api', 'calibration'],
  'web/state': ['model', 'api', 'web/engine'],
  'web/charts': ['model', 'reports', 'web/engine'],
  cli: ['model', 'api', 'calibration', 'results', 'sweeps', 'reports', 'lint'],
  bench: ['model', 'api', 'calibration', 'cli'],
  scripts: ['model', 'api', 'calibration', 'sweeps', 'reports', 'lint', 'web/engine', 'cli'],
};

/** Folders with code of ours; nothing imports tests but tests. */
const OURS = [...new Set(Object.keys(LAYERS).map((layer) => layer.split('/')[0])), 'test'];

/** Modules of Node, which browsers do not have. */
const OF_NODE =
  '^(node:|(assert|child_process|crypto|fs|http|https|module|net|os|path|perf_hooks|process|stream|url|util|worker_threads|zlib)(/|$))';

module.exports = {
  forbidden: [
    ...Object.entries(LAYERS).map(([layer, below]) => ({
      name: `below-${layer.replaceAll('/', '-')}`,
      severity: 'error',
      from: { path: `^${layer}/` },
      to: { path: `^(${OURS.join('|')})/`, pathNot: `^(${[layer, ...below].join('|')})(/|\\.)` },
    })),
    {
      name: 'no-circle',
      comment: 'not even of types: who reads begins somewhere',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-model',
      comment: 'the model does no input or output, and runs in a browser too',
      severity: 'error',
      from: { path: '^model/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-api',
      comment: 'the entries for browsers do without Node; the library of a disk is for those who have one',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/(node|disk-library|read-text)\\.ts$' },
      to: { path: OF_NODE, reachable: true },
    },
    {
      name: 'pure-web',
      comment: 'a page has neither disk nor network: what it uses, and what that uses, does without Node',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: OF_NODE, reachable: true },
    },
    {
      name: 'web-draws-itself',
      comment: 'a page draws with what its browser has, not with what draws pictures into files',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^reports/render/' },
    },
    {
      name: 'one-pool-of-threads',
      comment: 'threads of the program are in pools of one kind, which know when a thread may be ended',
      severity: 'error',
      from: { path: `^(${OURS.join('|')})/`, pathNot: '^(sweeps/execution/thread-pool\\.ts$|test/)' },
      to: { path: '^(node:)?worker_threads$|(^|/)node_modules/piscina/' },
    },
    {
      name: 'engines-are-optional',
      comment: 'a sweep runs without the packages and programs that its engines need',
      severity: 'error',
      from: { path: '^sweeps/', pathNot: '^sweeps/engines/' },
      to: { path: '^sweeps/engines/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
};
