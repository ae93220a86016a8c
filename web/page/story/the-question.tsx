import type { JSX } from 'preact';
import { CallPathView } from '../../charts/call-path-view.tsx';
import { Problem } from '../messages.tsx';
import { useTask } from '../use-runs.ts';
import { NATIVE, runOf } from './runs.ts';

export function TheQuestion(): JSX.Element {
  return (
    <>
      <p>
        An operating system may run inside the kernel, as Linux does, or outside of it, as a program like any
        other, with only a small kernel below: a µ-kernel. The second is easier to keep apart, to replace and
        to trust. But then each system call has to cross from the program to the kernel, from the kernel to
        the server, and back.
      </p>
      <p>
        By 1997 many had given up on the idea: the first µ-kernels were slow. Was it the idea that was slow,
        or those kernels? To find out, four people in Dresden and one at IBM put the same Linux on a new
        µ-kernel, L4, and measured.
      </p>
      <p>Here is what one call of getpid does on Linux and on Linux over L4. Watch it, or go step by step.</p>
      <Path system={NATIVE} />
      <Path system="l4linux" />
    </>
  );
}

function Path({ system }: { system: string }): JSX.Element {
  const { output, problem } = useTask('path', runOf(system, 'getpid', 'getpid'));
  return (
    <>
      <Problem message={problem} />
      {output ? (
        <CallPathView name={system} path={output} />
      ) : (
        <p class="waiting">{`${system} is running…`}</p>
      )}
    </>
  );
}
