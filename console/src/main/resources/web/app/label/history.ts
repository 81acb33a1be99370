/** States that can be undone and redone without limit. */
export class History<T> {
  private past: T[] = [];
  private future: T[] = [];
  private now: T;

  constructor(first: T) {
    this.now = first;
  }

  get current(): T {
    return this.now;
  }

  get changed(): boolean {
    return this.past.length > 0;
  }

  push(next: T): void {
    this.past.push(this.now);
    this.now = next;
    this.future = [];
  }

  undo(): boolean {
    const before = this.past.pop();
    if (before === undefined) return false;
    this.future.push(this.now);
    this.now = before;
    return true;
  }

  redo(): boolean {
    const after = this.future.pop();
    if (after === undefined) return false;
    this.past.push(this.now);
    this.now = after;
    return true;
  }
}
