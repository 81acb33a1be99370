/** Measures how long an annotator works on a frame: pauses and hidden pages do not count. */
export class Activity {
  private total = 0;
  private last: number | undefined;

  /** @param pause milliseconds without any input after which the annotator is away */
  constructor(private readonly pause = 10_000) {}

  /** Starts with the time that was measured before. */
  start(now: number, before = 0): void {
    this.total = before;
    this.last = now;
  }

  /** Records an input: a key, a click, a move of the pointer. */
  input(now: number): void {
    if (this.last !== undefined) this.total += Math.min(now - this.last, this.pause);
    this.last = now;
  }

  /** The page was hidden. */
  stop(now: number): void {
    this.input(now);
    this.last = undefined;
  }

  /** Milliseconds until now. */
  millis(now: number): number {
    return this.total + (this.last === undefined ? 0 : Math.min(now - this.last, this.pause));
  }
}

/** A page that is hidden is not painted; work that follows a paint starts after this time at the latest. */
const UNPAINTED_MILLIS = 250;

/** Resolves when the browser has painted what the page shows now; true if it was painted, false if the page is hidden. */
export function painted(): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), UNPAINTED_MILLIS);
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        clearTimeout(timer);
        resolve(true);
      };
      channel.port2.postMessage(0);
    });
  });
}
