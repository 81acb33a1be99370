/** The Label page: frames of all campaigns one after the other, by keyboard or pointer. */

import { html, type TemplateResult } from 'lit';
import { type Campaign, get } from '../api.ts';
import { t } from '../i18n/index.ts';
import { describe, empty, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { acceptText } from './accept.ts';
import { Activity, painted } from './activity.ts';
import { Desk } from './desk.ts';
import { Editing } from './editing.ts';
import type { Rect } from './geometry.ts';
import { Held } from './held.ts';
import type { Action } from './keys.ts';
import { boxesOf, effortOf, type Mark, shown } from './marks.ts';
import './no-frame.ts';
import { type Entry, type Origin, Outbox, type Outcome, pause, type Report } from './outbox.ts';
import { release, skipFrame, storeLabel } from './requests.ts';
import { Shortcuts } from './shortcuts.ts';
import { aboutFrame, type Conflict, conflictBox, syncLine } from './side.ts';
import './stage.ts';
import { LabelStage } from './stage.ts';
import { drafts, outboxStore } from './storage.ts';
import type { Task } from './task.ts';
import { View } from './view.ts';

/** Actions that a held key repeats. */
const REPEATED: ReadonlySet<Action | 'redo'> = new Set([
  'thresholdUp',
  'thresholdDown',
  'zoomIn',
  'zoomOut',
  'undo',
  'redo',
]);

export class LabelPage extends Page {
  private readonly desk = new Desk(
    () => this.requestUpdate(),
    () => this.show(),
    (reason) => (this.problem = reason),
  );
  private readonly view = new View(() => this.requestUpdate());
  private readonly shortcuts = new Shortcuts(() => this.requestUpdate());
  private readonly held = new Held(() => this.requestUpdate());
  private notice = '';
  private report: Report = { waiting: 0, offline: false, noSession: false, notAllowed: false };
  private conflicts: Conflict[] = [];
  private campaigns = new Map<string, Campaign>();
  private readonly activity = new Activity();
  private readonly editing = new Editing(
    () => this.task,
    () => this.activity.millis(performance.now()),
    () => this.requestUpdate(),
  );
  private stopListening: () => void = () => {};
  private timer = 0;
  private search = location.search;
  /** When the key or the button of the last label was pressed, in milliseconds of the page's clock; 0 once it is painted. */
  private acted = 0;
  /** Frames that were decoded ahead then. */
  private ahead = 0;

  private readonly outbox = new Outbox(
    outboxStore,
    (entry) => this.send(entry),
    pause,
    (report) => {
      this.report = report;
      this.requestUpdate();
    },
    (entry, outcome) => this.failed(entry, outcome),
  );

  private readonly onKey = (event: KeyboardEvent): void => this.key(event);
  private readonly onKeyUp = (event: KeyboardEvent): void => this.held.release(event.code);
  private readonly onBlur = (): void => this.held.releaseAll();
  private readonly onInput = (): void => this.activity.input(performance.now());
  private readonly onLeave = (): void => release();
  private readonly onOnline = (): void => this.outbox.retry();
  private readonly onVisibility = (): void => {
    if (document.hidden) {
      this.held.releaseAll();
      this.activity.stop(performance.now());
    } else this.activity.input(performance.now());
  };

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.mayLabel) return;
    document.addEventListener('keydown', this.onKey);
    document.addEventListener('keyup', this.onKeyUp);
    document.addEventListener('pointermove', this.onInput);
    document.addEventListener('visibilitychange', this.onVisibility);
    globalThis.addEventListener('online', this.onOnline);
    globalThis.addEventListener('blur', this.onBlur);
    globalThis.addEventListener('pagehide', this.onLeave);
    this.stopListening = listen((event) => {
      if (event.type === 'batches' || event.type === 'models' || event.type === 'reset') void this.desk.fill();
      if (event.type === 'labels') this.labelledByOther(event.data);
      if (event.type === 'models') this.campaigns.clear();
    });
    this.timer = setInterval(() => void this.desk.fill(), 30_000) as unknown as number;
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!this.mayLabel) return;
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('keyup', this.onKeyUp);
    document.removeEventListener('pointermove', this.onInput);
    document.removeEventListener('visibilitychange', this.onVisibility);
    globalThis.removeEventListener('online', this.onOnline);
    globalThis.removeEventListener('blur', this.onBlur);
    globalThis.removeEventListener('pagehide', this.onLeave);
    release();
    this.stopListening();
    clearInterval(this.timer);
    this.desk.releaseImages();
  }

  private async start(): Promise<void> {
    this.desk.exclude(await this.outbox.open(this.session?.name ?? ''));
    await this.desk.fill();
  }

  private get task(): Task | undefined {
    return this.desk.inHand;
  }

  /** Shows the frame in hand and starts its clock. */
  private async show(): Promise<void> {
    const task = this.task;
    this.editing.choose(undefined);
    this.held.clear();
    if (!task) {
      this.requestUpdate();
      return;
    }
    if (!task.bitmap) {
      try {
        await task.prepare();
      } catch (failure) {
        this.problem = describe(failure);
        setTimeout(() => {
          if (this.task === task) void this.show();
        }, 2000);
        return;
      }
      if (this.task !== task) return;
    }
    this.problem = '';
    if (this.desk.onlyAside) this.say(t().label.onlySkipped);
    this.activity.start(performance.now(), task.activeMillis);
    this.requestUpdate();
    await this.updateComplete;
    await this.stage?.updateComplete;
    this.stage?.focus();
    const from = this.acted;
    const ahead = this.ahead;
    this.acted = 0;
    if (await painted() && from > 0) {
      performance.measure('nerest.next-frame', { start: from, end: performance.now(), detail: ahead });
    }
    void this.gains(task);
  }

  private async gains(task: Task): Promise<void> {
    for (const request of task.open.requests) {
      if (this.campaigns.has(request.campaignId)) continue;
      try {
        this.campaigns.set(request.campaignId, await get<Campaign>(`/selector/campaigns/${request.campaignId}`));
        this.requestUpdate();
      } catch {
        // The page works without it.
      }
    }
  }

  private get stage(): LabelStage | null {
    return this.querySelector('nerest-stage');
  }

  /** Stores the label of the frame in hand, and shows the next frame. */
  private async finish(marks: readonly Mark[], origin?: Origin): Promise<void> {
    const task = this.task;
    if (!task || !task.bitmap) return;
    const now = performance.now();
    this.acted = globalThis.event?.timeStamp ?? now;
    this.ahead = this.desk.decodedAhead;
    this.activity.input(now);
    const kept = shown(marks, this.view.threshold);
    const effort = effortOf(
      marks,
      task.open.suggestion,
      this.view.threshold,
      this.activity.millis(now),
      task.open.blind,
    );
    task.activeMillis = effort.activeMillis;
    if (marks !== task.history.current) task.history.push(marks);
    this.desk.finish(task);
    const label = {
      frameId: task.frameId,
      boxes: boxesOf(kept),
      baseRevision: task.baseRevision,
      effort: origin ? { ...effort, origin } : effort,
    };
    const stored = this.outbox.add(label, painted());
    this.say(kept.length === 0 ? t().label.savedEmpty : t().label.savedBoxes.replace('{n}', String(kept.length)));
    await Promise.all([this.show(), stored.then(() => drafts.remove(task.frameId))]);
    this.desk.refill();
  }

  /** Takes the last frame back: its label is stored again as a new revision. */
  private async back(): Promise<void> {
    if (this.desk.takeBack()) await this.show();
  }

  private async skip(): Promise<void> {
    const task = this.task;
    if (!task) return;
    this.desk.drop(task);
    this.say(t().label.skipped);
    await Promise.all([
      this.show(),
      skipFrame(task.frameId).catch((failure) => (this.problem = describe(failure))),
    ]);
    void this.desk.fill();
  }

  private async send(entry: Entry): Promise<Outcome> {
    const outcome = await storeLabel(entry);
    const task = this.desk.find(entry.frameId);
    if (task && outcome.kind === 'stored') task.baseRevision = outcome.revision;
    if (!this.task) void this.desk.fill();
    return outcome;
  }

  private failed(entry: Entry, outcome: Outcome): void {
    if (outcome.kind === 'conflict') {
      this.conflicts = [...this.conflicts, { entry, newest: outcome.newest }];
    } else if (outcome.kind === 'refused') {
      this.problem = t().label.refused.replace('{reason}', outcome.detail);
    }
    this.requestUpdate();
  }

  private resolve(conflict: Conflict, mine: boolean): void {
    this.conflicts = this.conflicts.filter((one) => one !== conflict);
    if (mine) {
      const { frameId, boxes, effort } = conflict.entry;
      void this.outbox.add({ frameId, boxes, effort, baseRevision: conflict.newest.revision });
    }
    this.requestUpdate();
  }

  private labelledByOther(label: Record<string, unknown>): void {
    if (label['author'] === this.session?.name) return;
    if (label['withdrawn'] !== true && this.desk.removeLabelled(label['frameId'])) {
      this.say(t().label.labelledByOther.replace('{author}', String(label['author'])));
    }
    void this.desk.fill();
  }

  private say(text: string): void {
    this.notice = text;
    this.requestUpdate();
  }

  private key(event: KeyboardEvent): void {
    this.onInput();
    const target = event.composedPath()[0] as HTMLElement;
    if (this.shortcuts.assign(event)) {
      event.preventDefault();
      return;
    }
    if (target.closest('input, select, textarea, dialog') || event.ctrlKey || event.metaKey) return;
    if (event.code === 'Space' && target.closest('button, a, summary')) return;
    if (!this.shortcuts.on) return;
    if (this.task ? this.handle(event) : this.handleWithoutTask(event)) {
      event.preventDefault();
    }
  }

  /** Handles a key; false if it means nothing here. */
  private handle(event: KeyboardEvent): boolean {
    if (event.code.startsWith('Arrow')) return this.editing.arrow(event) || (this.stage?.pan(event.code) ?? false);
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit) return this.editing.chooseClass(Number(digit[1]) - 1, this.classNames.length);
    if (event.code === 'Escape') {
      this.stage?.cancelBox();
      this.editing.choose(undefined);
      return true;
    }
    const action = this.shortcuts.actionOf(event);
    if (!action) return false;
    if (event.repeat && !REPEATED.has(action)) return true;
    this.perform(action, event.code);
    return true;
  }

  /** After the last frame of the queue only that one can be taken back. */
  private handleWithoutTask(event: KeyboardEvent): boolean {
    if (this.shortcuts.actionOf(event) !== 'back') return false;
    void this.back();
    return true;
  }

  private perform(action: Action | 'redo', code = ''): void {
    const task = this.task;
    if (!task) {
      if (action === 'back') void this.back();
      return;
    }
    switch (action) {
      case 'accept':
        void this.finish(this.editing.marks);
        break;
      case 'empty':
        void this.finish([], 'EMPTY');
        break;
      case 'reject':
        this.stage?.cancelBox();
        this.reject();
        break;
      case 'box':
        this.editing.draw({ cx: 0.5, cy: 0.5, w: 0.2, h: 0.2 });
        break;
      case 'previous':
        void this.attempt(async () => {
          if (!(await this.editing.copyPrevious())) this.say(t().label.noPrevious);
        });
        break;
      case 'thresholdUp':
      case 'thresholdDown':
        this.view.raiseThreshold(action === 'thresholdUp' ? 1 : -1);
        break;
      case 'contrast':
        this.view.nextContrast();
        break;
      case 'zoomIn':
      case 'zoomOut':
        this.stage?.zoom(action === 'zoomIn' ? 1 : -1);
        break;
      case 'whole':
        this.stage?.zoom(undefined);
        break;
      case 'neighbours':
      case 'motion':
        void this.showNeighbours(code, task, action === 'motion');
        break;
      case 'hide':
        this.held.hide(code);
        break;
      case 'undo':
        this.editing.undo();
        break;
      case 'redo':
        this.editing.redo();
        break;
      case 'back':
        void this.back();
        break;
      case 'unsure':
        void this.skip();
        break;
      case 'help':
        this.querySelector<HTMLDetailsElement>('details.keys')!.open = true;
        this.querySelector<HTMLElement>('details.keys summary')!.focus();
        break;
    }
    this.requestUpdate();
  }

  private async showNeighbours(code: string, task: Task, motion: boolean): Promise<void> {
    const shown = await this.held.show(code, task, motion, (one) => this.task === one);
    if (!shown) this.say(t().label.noNeighbours);
  }

  private reject(): void {
    if (!this.editing.reject(this.view.threshold)) {
      this.say(t().label.chooseFirst);
      return;
    }
    void this.updateComplete.then(() => this.focusSelected());
  }

  private focusSelected(): void {
    const box = this.querySelector<SVGElement>(`g.box[data-id="${this.editing.selected}"]`);
    if (box) box.focus();
    else this.stage?.focus();
  }

  private get classNames(): string[] {
    return this.session?.classNames ?? [];
  }

  protected override render(): TemplateResult {
    const texts = t().label;
    if (!this.mayLabel) return empty(texts.title, texts.viewer);
    return html`
      <h1 class="sr-only">${texts.title}</h1>
      <div class="label-page" data-loaded=${this.desk.loadedAhead} data-decoded=${this.desk.decodedAhead}>
        <section class="desk">${this.frame()}</section>
        <aside class="side" aria-label=${texts.aboutFrame}>${this.side()}</aside>
      </div>
      <p class="label-notice" role="status">${this.notice}</p>`;
  }

  /** A link from the chosen frames to the queue keeps the page. */
  protected override willUpdate(): void {
    if (!this.mayLabel || this.search === location.search) return;
    this.search = location.search;
    void this.desk.fill();
  }

  protected override updated(): void {
    this.stage?.requestUpdate();
  }

  private frame(): TemplateResult {
    const texts = t().label;
    const task = this.task;
    if (!task) {
      const back = this.desk.canTakeBack ? html`<p class="tools">${this.tool('back', texts.back)}</p>` : '';
      return html`${this.noFrame()}${back}`;
    }
    return html`
      <nerest-stage .bitmap=${task.bitmap} .overlay=${this.held.overlay} .width=${task.open.frame.width}
        .height=${task.open.frame.height} .marks=${shown(this.editing.marks, this.view.threshold)}
        .selected=${this.editing.selected} .hidden_=${this.held.hiding} .classNames=${this.classNames} .contrast=${this.view.contrast}
        .gamma=${this.view.gamma} .disabled=${!task.bitmap}
        .frameId=${task.bitmap ? task.frameId : ''}
        @choose=${(event: CustomEvent<number>) => this.editing.choose(event.detail)}
        @draw=${(event: CustomEvent<Rect>) => this.editing.draw(event.detail)}
        @edit=${(event: CustomEvent<Mark>) => this.editing.replace(event.detail)}></nerest-stage>
      <div class="tools" role="toolbar" aria-label=${texts.tools}>
        ${this.tool('accept', acceptText(shown(this.editing.marks, this.view.threshold)))} ${this.tool('empty', texts.empty)} ${this.tool('reject', texts.reject)}
        ${this.tool('previous', texts.previous)} ${this.tool('undo', texts.undo)} ${this.tool('back', texts.back)}
        ${this.tool('unsure', texts.unsure)}
      </div>`;
  }

  /** What stands in the place of a frame: that there is none, or why it is not there yet. */
  private noFrame(): TemplateResult {
    const texts = t().label;
    if (!this.desk.loaded || this.desk.open > 0) return empty(texts.loading, this.desk.open > 0 ? texts.othersHold : '');
    return html`<nerest-no-frame></nerest-no-frame>`;
  }

  private tool(action: Action, text: string): TemplateResult {
    return html`<button data-action=${action} @click=${() => {
      this.perform(action);
      this.stage?.focus();
    }}>${text}${this.shortcuts.hint(action)}</button>`;
  }

  private side(): TemplateResult {
    const texts = t().label;
    const classNames = this.classNames;
    return html`
      ${syncLine(this.report)} ${this.problemLine()}
      ${this.conflicts.map((conflict) => conflictBox(conflict, (mine) => this.resolve(conflict, mine)))}
      ${this.desk.onlyAside ? html`<p class="quiet">${texts.onlySkipped}</p>` : ''}
      ${this.task ? aboutFrame(this.task.open, this.desk.open, this.campaigns) : ''}
      <h2>${texts.view}</h2>
      ${this.task ? html`<p>${this.tool('zoomIn', texts.zoomIn)} ${this.tool('zoomOut', texts.zoomOut)} ${this.tool('whole', texts.whole)}</p>` : ''}
      ${this.view.controls()}
      ${
      classNames.length > 1
        ? html`<fieldset><legend>${texts.class}</legend>${
          classNames.map((name, id) =>
            html`<label><input type="radio" name="class" .checked=${id === this.editing.classId}
              @change=${() => this.editing.chooseClass(id, classNames.length)}> <kbd>${id + 1}</kbd> ${name}</label>`
          )
        }</fieldset>`
        : ''
    }
      ${this.shortcuts.table()}`;
  }
}

customElements.define('nerest-label', LabelPage);
