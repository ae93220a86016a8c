import { expect } from 'chai';
import { json, ukperf } from '../support/command-line.ts';

interface Part {
  mechanism: string;
  cycles: number;
  interval?: [number, number];
  standardError?: number;
}
interface Explained {
  cycles: number;
  baseCycles: number;
  parts: Part[];
  rest: { cycles: number };
}
const GETPID = ['explain', 'getpid', '--system', 'l4linux', '--against', 'linux', '--method', 'shapley'];

describe('ukperf explain --method shapley', () => {
  it('splits a penalty over mechanisms, which add up to it', async () => {
    const words = [...GETPID, '--orders', '4', '--replications', '2', '--json'];
    const { cycles, baseCycles, parts, rest } = await json<Explained>(...words);
    const sum = parts.reduce((total, part) => total + part.cycles, rest.cycles);
    expect(sum).to.be.closeTo(cycles - baseCycles, 1e-6);
    for (const { interval, standardError } of parts) {
      expect(interval).to.have.lengthOf(2);
      expect(standardError).to.be.a('number');
    }
  });

  it('does so with the same result on one worker and on two', async () => {
    const words = [...GETPID, '--orders', '2', '--json', '--workers'];
    expect((await ukperf(...words, '1')).stdout).to.equal((await ukperf(...words, '2')).stdout);
  });

  it('prints the decomposition as a table, the largest part first', async () => {
    const { stdout } = await ukperf(...GETPID, '--orders', '2');
    expect(stdout).to.match(/mean over 2 drawn orders of switching them on \(\d+ runs\)/);
    expect(stdout).to.match(/^mechanism +cycles +of linux +error of drawing$/m);
    expect(stdout).to.match(/^IPC path +\d+ +[\d.]+ % .*█ +messages/m);
    expect(stdout).to.match(/^together +\d+ +[\d.]+ %$/m);
  });
});
