import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { json, temporaryFiles, ukperf } from '../support/command-line.ts';

const GETPID = ['explain', 'getpid', '--system', 'l4linux', '--against', 'linux', '--method', 'flame'];

interface Node {
  kind: string;
  name: string;
  cycles: number;
  source?: { file: string; line: number };
  children: Node[];
  charges: { place: string; cause: string; cycles: number }[];
}
interface Explained {
  systems: { system: string; cyclesPerOperation: number; tree: Node[] }[];
}

/** Cycles of all charges of a tree, which each node must be made of. */
function charged(node: Node): number {
  const own = node.charges.reduce((sum, { cycles }) => sum + cycles, 0);
  const sum = node.children.reduce((total, child) => total + charged(child), own);
  expect(sum, node.name).to.be.closeTo(node.cycles, node.cycles * 1e-12);
  return sum;
}

describe('ukperf explain --method flame', () => {
  it('sets the trees of two systems side by side', async () => {
    const { stdout, status } = await ukperf(...GETPID);
    expect(status).to.equal(0);
    expect(stdout).to.match(/^l4linux +linux +difference +l4linux +path, step, cause$/m);
    expect(stdout).to.match(/^ +\d+ +\d+ +\d+ +█+ +program getpid > one-getpid$/m);
    // Where nothing else is charged to a step, its cause stands in its line.
    expect(stdout).to.match(/^ +[\d.]+ +[\d.]+ +█\S* +run server-reply \[linux-server\] instructions$/m);
    expect(stdout).to.match(/^ +\d+ +\d+ +\d+ +█{20} +together$/m);
  });

  it('keeps to what is significant', async () => {
    const { stdout } = await ukperf(...GETPID);
    const { stdout: few } = await ukperf(...GETPID, '--significant', '20');
    expect(few.split('\n').length).to.be.below(stdout.split('\n').length / 2);
    expect(few).to.match(/ \d+ smaller$/m);
  });

  it('shows the operation that was measured: as many cycles as its mean, where nothing interrupts it', async () => {
    const { systems } = await json<Explained>(...GETPID, '--json');
    const plain = await json<Explained>(...GETPID.slice(0, 6), '--json');
    for (const [at, { cyclesPerOperation, tree }] of systems.entries()) {
      expect(cyclesPerOperation).to.be.closeTo(plain.systems[at].cyclesPerOperation, 30);
      const [main] = tree;
      expect(charged(main)).to.equal(cyclesPerOperation);
    }
  });

  it('says where each path and step stands', async () => {
    const { systems } = await json<Explained>(...GETPID, '--json');
    const withoutSource: string[] = [];
    const visit = ({ name, source, children }: Node): void => {
      if (!source || !/\.yaml$/.test(source.file) || source.line < 2) withoutSource.push(name);
      children.forEach(visit);
    };
    for (const { tree } of systems) tree.forEach(visit);
    expect(withoutSource).to.deep.equal([]);
  });

  it('adds the parts of a whole workload up, each as often as the whole has it', async () => {
    const words = ['explain', 'compile', 'elapsed', '--system', 'linux', '--quick', '--json'];
    const [{ cyclesPerOperation, tree }] = (await json<Explained>(...words, '--method', 'flame')).systems;
    const [plain] = (await json<Explained>(...words)).systems;
    for (const node of tree) charged(node);
    expect(cyclesPerOperation).to.be.closeTo(plain.cyclesPerOperation, plain.cyclesPerOperation * 1e-6);
  }).timeout(120_000);

  it('shows several processes, and more operations', async () => {
    const directory = temporaryFiles({});
    const file = join(directory, 'pipe.folded');
    const words = ['explain', 'lmbench', 'pipe-latency', '--system', 'l4linux', '--method', 'flame'];
    const { stdout } = await ukperf(...words, '--operations', '3', '--output', file);
    expect(stdout).to.equal(`wrote ${file}: folded, l4linux\n`);
    const lines = readFileSync(file, 'utf8');
    expect(lines).to.match(/^pipe;program pipe;/m);
    expect(lines).to.match(/^echo-pipe;program echo-pipe;/m);
  });
});
