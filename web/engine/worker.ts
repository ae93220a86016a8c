import { z } from 'zod';
import texts from 'bundled:texts';
import { ModelError, SpecError } from '../../model/index.ts';
import type { Question, Answer } from './messages.ts';
import { Engine } from './tasks.ts';

// The page forbids code made of texts, and zod need not try.
z.config({ jitless: true });

/** What a worker can do that a window can't be asked for in the same words. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Question>) => void) | null;
  postMessage: (answer: Answer) => void;
}
const scope = globalThis as unknown as WorkerScope;
const engine = new Engine(texts);

scope.onmessage = ({ data: { id, name, input } }) => {
  try {
    scope.postMessage({ id, output: engine.perform(name, input) });
  } catch (error) {
    const wrong = error instanceof SpecError || error instanceof ModelError;
    scope.postMessage({
      id,
      error: { message: error instanceof Error ? error.message : String(error), wrong },
    });
  }
};
