import { render, type ComponentType, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CoLocation } from './story/co-location.tsx';
import { FiveSystems } from './story/five-systems.tsx';
import { TheQuestion } from './story/the-question.tsx';
import { WhatIf } from './story/what-if.tsx';
import { WhereCyclesGo } from './story/where-cycles-go.tsx';
import { WholeWorkloads } from './story/whole-workloads.tsx';

interface Step {
  title: string;
  Body: ComponentType;
}

const STEPS: readonly Step[] = [
  { title: 'The question', Body: TheQuestion },
  { title: 'What a system call costs', Body: FiveSystems },
  { title: 'Where the cycles go', Body: WhereCyclesGo },
  { title: 'Why co-location does not repair it', Body: CoLocation },
  { title: 'Whole workloads', Body: WholeWorkloads },
  { title: 'Your own µ-kernel', Body: WhatIf },
];

const linkOf = (step: number): string => `#step-${step + 1}`;

function stepOf(hash: string): number {
  const number = Number(/^#step-(\d+)$/.exec(hash)?.[1] ?? 1);
  return Math.max(0, Math.min(STEPS.length - 1, number - 1));
}

function Story(): JSX.Element {
  const [step, setStep] = useState(() => stepOf(location.hash));
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    const move = (): void => {
      moved.current = true;
      setStep(stepOf(location.hash));
    };
    addEventListener('hashchange', move);
    return () => {
      removeEventListener('hashchange', move);
    };
  }, []);
  // A reader who has moved on goes on at the heading, wherever the link was.
  useEffect(() => {
    if (!moved.current) return;
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [step]);
  const { title, Body } = STEPS[step];
  return (
    <>
      <nav aria-label="Steps">
        <ol class="steps">
          {STEPS.map((each, index) => (
            <li key={each.title}>
              <a href={linkOf(index)} aria-current={index === step ? 'step' : undefined}>
                {`${index + 1}. ${each.title}`}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <article>
        <h2 ref={heading} tabIndex={-1}>
          {`${step + 1}. ${title}`}
        </h2>
        <Body key={step} />
      </article>
      <nav class="buttons" aria-label="Next and previous step">
        {step > 0 && <a href={linkOf(step - 1)}>{`← ${STEPS[step - 1].title}`}</a>}
        {step + 1 < STEPS.length && <a href={linkOf(step + 1)}>{`${STEPS[step + 1].title} →`}</a>}
      </nav>
    </>
  );
}

const root = document.getElementById('story');
if (root) render(<Story />, root);
