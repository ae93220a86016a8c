import { bundledTexts } from '../../scripts/bundled-texts.ts';
import { Engine } from '../../web/engine/tasks.ts';

let known: Engine | undefined;

/** The engine of the page, with the texts that the page carries. */
export function engine(): Engine {
  return (known ??= new Engine(bundledTexts()));
}
