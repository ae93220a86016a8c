import type { JSX } from 'preact';
import { ModelAndPaper } from './model-and-paper.tsx';
import { SYSTEMS } from './runs.ts';

export function FiveSystems(): JSX.Element {
  return (
    <>
      <p>
        getpid is the shortest system call: it asks for a number. So almost all of its time is the way there
        and back.
      </p>
      <dl>
        <dt>linux</dt>
        <dd>One trap into the kernel, and back.</dd>
        <dt>l4linux</dt>
        <dd>A library in the program sends a message to the Linux server, which answers with another.</dd>
        <dt>l4linux-trampoline</dt>
        <dd>The same for programs that know nothing of L4: their trap is sent back to the library first.</dd>
        <dt>mklinux-in-kernel</dt>
        <dd>The Linux server on Mach, an older µ-kernel, but loaded into the kernel itself.</dd>
        <dt>mklinux-user</dt>
        <dd>The same server as a program of its own.</dd>
      </dl>
      <ModelAndPaper
        systems={SYSTEMS}
        experiment="getpid"
        workload="getpid"
        test="getpid"
        caption="One call of getpid on five systems, all with the same Linux."
      />
      <p>
        The idea costs a factor of two or so. The older kernel costs far more. What the model says comes from
        instruction counts, caches and TLBs. Some costs were fitted to times such as these, within the ranges
        of their sources and for all systems alike.
      </p>
    </>
  );
}
