import type { JSX } from 'preact';
import { ValueBars } from '../../charts/value-bars.tsx';
import { Problem } from '../messages.tsx';
import { useRuns } from '../use-runs.ts';
import { ChargesOf } from './charges-of.tsx';
import { NATIVE, runOf } from './runs.ts';

const COMPARED = ['l4linux', 'mklinux-in-kernel', 'mklinux-user'];
const OPERATIONS = [
  ['getpid', 'getpid', 'getpid'],
  ['lmbench', 'pipe-latency', 'a byte through a pipe and back'],
  ['lmbench', 'mmap-latency', 'mapping a file'],
] as const;

export function CoLocation(): JSX.Element {
  return (
    <>
      <p>
        If crossing address spaces is dear, why not load the server into the kernel's address space? That is
        what co-location does: no message, no switch of address space, no flush.
      </p>
      <ChargesOf
        systems={['mklinux-in-kernel', 'mklinux-user']}
        workload="getpid"
        test="getpid"
        caption="One getpid with the server inside and outside of Mach."
      />
      <p>
        It helps much, and not enough. What is left is the older kernel's own way of handing a call on: an
        exception path, an activation, checks. A small kernel with the server outside is faster than a large
        one with the server inside.
      </p>
      {OPERATIONS.map(([workload, test, title]) => (
        <Slowdown key={test} workload={workload} test={test} title={title} />
      ))}
    </>
  );
}

function Slowdown({ workload, test, title }: { workload: string; test: string; title: string }): JSX.Element {
  const systems = [NATIVE, ...COMPARED];
  const { results, problem } = useRuns(systems.map((system) => runOf(system, workload, test)));
  const [native, ...others] = results.map((result) => result?.cyclesPerOperation);
  return (
    <>
      <Problem message={problem} />
      <ValueBars
        bars={COMPARED.map((system, index) => {
          const cycles = others[index];
          return {
            system,
            value: native === undefined || cycles === undefined ? undefined : cycles / native,
          };
        })}
        unit={`times ${NATIVE}`}
        format={(value) => `${value.toFixed(1)} ×`}
        caption={`How many times as long as on ${NATIVE}: ${title}.`}
      />
    </>
  );
}
