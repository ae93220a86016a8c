import { expect } from 'chai';
import { batchFile } from '../../../sweeps/engines/slurm/batch-file.ts';
import { quoted, shellWords } from '../../../sweeps/engines/slurm/shell-words.ts';
import { EngineError } from '../../../sweeps/engines/engine-error.ts';

describe('words for sbatch', () => {
  it('are split as by a shell', () => {
    expect(shellWords(`--partition=long  --time 60`)).to.deep.equal(['--partition=long', '--time', '60']);
    expect(shellWords(String.raw`--comment="a \"b\" c" 'd e'f\ g ''`)).to.deep.equal([
      '--comment=a "b" c',
      'd ef g',
      '',
    ]);
    expect(shellWords(' ')).to.deep.equal([]);
  });

  it('need both ends of a quote', () => {
    expect(() => shellWords(`--comment='a`)).to.throw(EngineError, `found a quote without an end: 'a`);
  });

  it('come back from quotes as they were', () => {
    for (const word of ['plain', 'a b', `it's`, '$HOME "x" \\'])
      expect(shellWords(quoted(word))).to.deep.equal([word]);
  });
});

describe('the batch file', () => {
  const text = batchFile({
    ...{ name: 'ukperf-many-1', tasks: 7, directory: '/shared/my sweep', chunks: '/shared/list' },
    ...{ log: '/shared/round-1-%a.log', command: ['/usr/bin/node', '/opt/main.js'] },
  });

  it('asks for an array whose tasks start again on another node and add to their logs', () => {
    const options = text.split('\n').filter((line) => line.startsWith('#SBATCH '));
    expect(options).to.deep.equal([
      '#SBATCH --job-name=ukperf-many-1',
      '#SBATCH --array=1-7',
      '#SBATCH --requeue',
      '#SBATCH --open-mode=append',
      '#SBATCH --output="/shared/round-1-%a.log"',
    ]);
  });

  it('has each task do its part of the list', () => {
    expect(text).to.contain(
      `exec '/usr/bin/node' '/opt/main.js' 'sweep' 'work' '/shared/my sweep' '--chunks-from' '/shared/list' --shard "$SLURM_ARRAY_TASK_ID/7"`,
    );
  });
});
