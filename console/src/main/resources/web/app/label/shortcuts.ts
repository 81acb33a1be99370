/** The keys of the Label page: their table, and how they are changed or turned off. */

import { html, type TemplateResult } from 'lit';
import { t } from '../i18n/index.ts';
import { type Action, ACTIONS, actionOf, type KeyMap, keyName, keys, storeKeys, withKey } from './keys.ts';

const STORED = 'nerest.shortcuts';

export class Shortcuts {
  on = localStorage.getItem(STORED) !== 'off';
  private map: KeyMap = keys();
  private changing: Action | undefined;
  private open = false;

  /** @param changed called after each change */
  constructor(private readonly changed: () => void) {}

  /** The action of a key; undefined if it has none. */
  actionOf(event: KeyboardEvent): Action | 'redo' | undefined {
    return actionOf(this.map, event.code, event.shiftKey);
  }

  /** Gives the pressed key to the action whose key is being changed; false if none is. Escape keeps the old key. */
  assign(event: KeyboardEvent): boolean {
    if (!this.changing) return false;
    if (event.code !== 'Escape') this.map = withKey(this.map, this.changing, event.code);
    storeKeys(this.map);
    this.changing = undefined;
    this.changed();
    return true;
  }

  /** The key beside the text of a button; nothing if keys are turned off. */
  hint(action: Action): TemplateResult | string {
    return this.on ? html` <kbd>${keyName(this.map[action])}</kbd>` : '';
  }

  table(): TemplateResult {
    const texts = t().label;
    return html`<details class="keys" @toggle=${(event: Event) => {
      this.open = (event.target as HTMLDetailsElement).open;
      this.changed();
    }}>
      <summary>${texts.keys}</summary>${this.open ? this.content() : ''}</details>`;
  }

  /** Only while it is open: the page is drawn anew with each frame. */
  private content(): TemplateResult {
    const texts = t().label;
    return html`
      <label><input type="checkbox" .checked=${this.on}
        @change=${(event: Event) => this.turn((event.target as HTMLInputElement).checked)}> ${texts.shortcuts}</label>
      <table>
        ${(Object.keys(ACTIONS) as Action[]).map((action) => this.row(action, texts.actions[action]))}
        <tr><th scope="row">${texts.nextBox}</th><td><kbd>Tab</kbd></td></tr>
        <tr><th scope="row">${texts.moveBox}</th><td><kbd>← ↑ → ↓</kbd>, <kbd>Shift</kbd>, <kbd>Alt</kbd></td></tr>
        <tr><th scope="row">${texts.panImage}</th><td><kbd>← ↑ → ↓</kbd></td></tr>
        <tr><th scope="row">${texts.drawOver}</th><td><kbd>Shift</kbd></td></tr>
        <tr><th scope="row">${texts.class}</th><td><kbd>1</kbd>-<kbd>9</kbd></td></tr>
      </table>`;
  }

  private row(action: Action, text: string): TemplateResult {
    const key = this.changing === action ? t().label.pressKey : keyName(this.map[action]);
    return html`<tr><th scope="row">${text}</th><td><button @click=${() => this.change(action)}>${key}</button></td></tr>`;
  }

  private change(action: Action): void {
    this.changing = action;
    this.changed();
  }

  private turn(on: boolean): void {
    this.on = on;
    localStorage.setItem(STORED, on ? 'on' : 'off');
    this.changed();
  }
}
