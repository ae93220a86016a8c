import { z } from 'zod';
import texts from 'bundled:texts';
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
    scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
};
