/** Shared by all pages. */

import { html, LitElement, type TemplateResult } from 'lit';
import { Problem, type Session } from './api.ts';
import { LANGUAGE_CHANGED, number, t } from './i18n/index.ts';
import { leftOut, MOST_CHOSEN } from './label/chosen.ts';

/** A page without a shadow tree, so that one style sheet and one focus order serve all. */
export abstract class Page extends LitElement {
  session: Session | undefined;
  protected problem = '';
  private readonly languageChanged = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener(LANGUAGE_CHANGED, this.languageChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener(LANGUAGE_CHANGED, this.languageChanged);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Shows the outcome of work that a click started. */
  protected async attempt(work: () => Promise<void>): Promise<void> {
    try {
      this.problem = '';
      await work();
    } catch (failure) {
      this.problem = describe(failure);
    }
    this.requestUpdate();
  }

  protected get isOperator(): boolean {
    return this.session?.role === 'OPERATOR';
  }

  /** Whether cameras may be added and removed. */
  protected get mayAddCameras(): boolean {
    return this.session !== undefined && this.session.role !== 'VIEWER';
  }

  protected get mayLabel(): boolean {
    return this.session?.mayLabel === true;
  }

  protected problemLine(): TemplateResult {
    return html`<p class="problem" role="alert" ?hidden=${this.problem === ''}>${this.problem}</p>`;
  }
}

export function describe(failure: unknown): string {
  if (failure instanceof Problem) return failure.status === 0 ? t().common.offline : failure.message;
  return String(failure);
}

/** What a page shows while there is nothing: what it is for, and what to do next. */
export const empty = (title: string, next: string, action?: TemplateResult): TemplateResult =>
  html`<div class="empty"><h2>${title}</h2><p>${next}</p>${action ?? ''}</div>`;

/** Says that not all frames of a selection will be labelled. */
export const leftOutLine = (frames: number): TemplateResult | string =>
  leftOut(frames) === 0
    ? ''
    : html`<p class="problem" role="status" data-left-out>${
      t().frames.leftOut.replace('{most}', number(MOST_CHOSEN)).replace('{n}', number(leftOut(frames)))
    }</p>`;

/** A link to another page of the console. */
export const link = (href: string, text: string): TemplateResult => html`<a href=${href}>${text}</a>`;

/** Follows a link without loading the document anew. */
export function go(path: string): void {
  history.pushState(null, '', path);
  globalThis.dispatchEvent(new PopStateEvent('popstate'));
}

/** Requires a name to be typed before an action that is hard to undo; false if it was cancelled. */
export function confirmTyped(question: string, expected: string): Promise<boolean> {
  const dialog = document.createElement('dialog');
  const form = document.createElement('form');
  const label = document.createElement('label');
  label.textContent = question + ' ' + t().common.typeToConfirm.replace('{text}', expected);
  const input = document.createElement('input');
  input.autocomplete = 'off';
  label.append(input);
  const yes = document.createElement('button');
  yes.textContent = t().common.confirm;
  yes.disabled = true;
  const no = document.createElement('button');
  no.type = 'button';
  no.textContent = t().common.cancel;
  form.append(label, yes, no);
  dialog.append(form);
  document.body.append(dialog);
  input.addEventListener('input', () => (yes.disabled = input.value !== expected));
  return new Promise((resolve) => {
    const close = (answer: boolean): void => {
      dialog.remove();
      resolve(answer);
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      close(input.value === expected);
    });
    no.addEventListener('click', () => close(false));
    dialog.addEventListener('cancel', () => close(false));
    dialog.showModal();
  });
}
