import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ChargesOf } from './charges-of.tsx';
import { NATIVE, SYSTEMS } from './runs.ts';

export function WhereCyclesGo(): JSX.Element {
  const [system, choose] = useState<string>('l4linux');
  return (
    <>
      <p>
        Each cycle is spent at one place, for one cause. On L4 the penalty is mostly more instructions, of the
        kernel's path, of the loop in the server and of the library in the program, and then twice as many
        traps and returns; caches and TLB hardly count. On Mach with its server as a program, the path is so
        long that it throws other things, and itself, out of the caches: what has to be fetched again costs
        more than the instructions do.
      </p>
      <div class="buttons" role="group" aria-label="System to look at">
        {SYSTEMS.filter((each) => each !== NATIVE).map((each) => (
          <button
            type="button"
            key={each}
            aria-pressed={each === system}
            onClick={() => {
              choose(each);
            }}
          >
            {each}
          </button>
        ))}
      </div>
      <ChargesOf
        systems={[NATIVE, system]}
        workload="getpid"
        test="getpid"
        caption={`One getpid on ${NATIVE} and on ${system}, by place and cause.`}
      />
      <p>
        A load of CR3, which changes the address space, takes a few cycles. That it empties the TLB is dearer,
        but nowhere is that entered by hand: it is what the TLB misses after it add up to.
      </p>
    </>
  );
}
