/** Edits the boxes of the frame in hand. Each change is stored as a draft, and can be undone. */

import { moved, type Rect, resized } from './geometry.ts';
import { added, type Mark, nextId, replaced, shown, without } from './marks.ts';
import { drafts } from './storage.ts';
import type { Task } from './task.ts';

/** Least width and height of a box, in pixels. */
const LEAST = 2;
/** Pixels by which an arrow moves a box with Shift. */
const FAR = 10;

export class Editing {
  /** The chosen box; undefined if none is. */
  selected: number | undefined;
  /** Class of boxes that are drawn. */
  classId = 0;

  /**
   * @param task the frame in hand
   * @param activeMillis time that the annotator has spent on it
   * @param changed called after each change
   */
  constructor(
    private readonly task: () => Task | undefined,
    private readonly activeMillis: () => number,
    private readonly changed: () => void,
  ) {}

  get marks(): readonly Mark[] {
    return this.task()?.history.current ?? [];
  }

  choose(id: number | undefined): void {
    if (this.selected === id) return;
    this.selected = id;
    this.changed();
  }

  draw(box: Rect): void {
    const id = nextId(this.marks);
    this.change(added(this.marks, [{ classId: this.classId, ...box }]));
    this.selected = id;
  }

  replace(mark: Mark): void {
    this.change(replaced(this.marks, mark));
  }

  /** Removes the chosen box, or the only one, and chooses the next one; false if none is chosen. */
  reject(threshold: number): boolean {
    const visible = shown(this.marks, threshold);
    const index = visible.findIndex((mark) => mark.id === this.selected);
    const mark = visible[index] ?? (visible.length === 1 ? visible[0] : undefined);
    if (!mark) return false;
    this.change(without(this.marks, mark.id));
    this.selected = visible[index + 1]?.id;
    return true;
  }

  /** Sets the class of new boxes and of the chosen one; false if there is no such class. */
  chooseClass(classId: number, classes: number): boolean {
    if (classId >= classes) return false;
    this.classId = classId;
    const mark = this.chosen;
    if (mark && mark.classId !== classId) this.replace({ ...mark, classId });
    this.changed();
    return true;
  }

  /** Moves or resizes the chosen box by an arrow key; false if none is chosen. */
  arrow(event: KeyboardEvent): boolean {
    const mark = this.chosen;
    const frame = this.task()?.open.frame;
    if (!mark || !frame) return false;
    const step = event.shiftKey ? FAR : 1;
    const dx = (event.code === 'ArrowRight' ? step : event.code === 'ArrowLeft' ? -step : 0) / frame.width;
    const dy = (event.code === 'ArrowDown' ? step : event.code === 'ArrowUp' ? -step : 0) / frame.height;
    const least = { x: LEAST / frame.width, y: LEAST / frame.height };
    this.replace(event.altKey ? resized(mark, dx, dy, least) : moved(mark, dx, dy));
    return true;
  }

  undo(): void {
    const task = this.task();
    if (!task) return;
    task.history.undo();
    this.saveDraft(task);
  }

  redo(): void {
    const task = this.task();
    if (!task) return;
    task.history.redo();
    this.saveDraft(task);
  }

  /** Copies the boxes of the camera's previous frame; false if it has none. */
  async copyPrevious(): Promise<boolean> {
    const task = this.task();
    if (!task || !(await task.copyPrevious())) return false;
    this.saveDraft(task);
    return true;
  }

  private get chosen(): Mark | undefined {
    return this.marks.find((one) => one.id === this.selected);
  }

  private change(marks: readonly Mark[]): void {
    const task = this.task();
    if (!task) return;
    task.history.push(marks);
    this.saveDraft(task);
    this.changed();
  }

  private saveDraft(task: Task): void {
    void drafts.put({ frameId: task.frameId, marks: task.history.current, activeMillis: this.activeMillis() });
  }
}
