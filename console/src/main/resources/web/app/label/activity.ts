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

/** Records the time from a moment until the next frame of the browser is painted, as a performance measure. */
export function measureUntilPainted(name: string, from: number): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => performance.measure(name, { start: from, end: performance.now() });
    channel.port2.postMessage(0);
  });
}
