import { hashOf, stateOf, type ExplorerState } from '../state/explorer-state.ts';

/** How long after the last turn of a control the link follows, in ms: a browser takes only so many changes a second. */
const SETTLED = 200;

/** Keeps the link as the state is. Turning one thing is one step of the history, however many values it passes. */
export class History {
  private touched: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What the link has yet to become. */
  private due: string | undefined;

  /** @param onMove called with the state of a link that the reader went to */
  constructor(onMove: (state: ExplorerState) => void) {
    const move = (): void => {
      this.due = undefined;
      this.touched = undefined;
      onMove(stateOf(location.hash));
    };
    addEventListener('popstate', move);
  }

  /** @param what the thing that was changed */
  note(state: ExplorerState, what: string): void {
    const hash = hashOf(state);
    if (this.touched !== what) {
      this.settle();
      this.touched = what;
      history.pushState(null, '', hash);
      return;
    }
    clearTimeout(this.timer);
    this.due = hash;
    this.timer = setTimeout(() => {
      this.settle();
    }, SETTLED);
  }

  private settle(): void {
    if (this.due !== undefined) history.replaceState(null, '', this.due);
    this.due = undefined;
  }
}
