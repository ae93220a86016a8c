import { hashOf, stateOf, type ExplorerState } from '../state/explorer-state.ts';

/** How long after the last turn of a control the link follows, in ms: a browser takes only so many changes a second. */
const SETTLED = 200;

/** Keeps the link as the state is. Turning one thing is one step of the history, however many values it passes. */
export class History {
  private touched: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onMove called with the state of a link that the reader went to */
  constructor(onMove: (state: ExplorerState) => void) {
    const move = (): void => {
      clearTimeout(this.timer);
      this.touched = undefined;
      onMove(stateOf(location.hash));
    };
    addEventListener('popstate', move);
  }

  /** @param what the thing that was changed */
  note(state: ExplorerState, what: string): void {
    const hash = hashOf(state);
    if (this.touched !== what) {
      clearTimeout(this.timer);
      this.touched = what;
      history.pushState(null, '', hash);
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      history.replaceState(null, '', hash);
    }, SETTLED);
  }
}
