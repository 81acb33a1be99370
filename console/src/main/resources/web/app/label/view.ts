/** How a frame is shown: the threshold of the boxes, contrast and gamma. The browser keeps the settings. */

import { html, type TemplateResult } from 'lit';
import { number, t } from '../i18n/index.ts';

const STEP = 0.05;
const CONTRASTS = [1, 1.5, 2.2];

export class View {
  threshold = stored('threshold', 0.25);
  contrast = stored('contrast', 1);
  gamma = stored('gamma', 1);

  /** @param changed called after each change of a setting */
  constructor(private readonly changed: () => void) {}

  raiseThreshold(steps: 1 | -1): void {
    this.setThreshold(this.threshold + steps * STEP);
  }

  nextContrast(): void {
    this.setContrast(CONTRASTS[(CONTRASTS.indexOf(this.contrast) + 1) % CONTRASTS.length]!);
  }

  controls(): TemplateResult {
    const texts = t().label;
    return html`
      <label>${texts.threshold} <output>${number(this.threshold * 100)} %</output>
        <input type="range" min="0.05" max="0.95" step="0.05" .value=${String(this.threshold)}
          @input=${(event: Event) => this.setThreshold(valueOf(event))}></label>
      <label>${texts.contrast}
        <input type="range" min="0.5" max="3" step="0.1" .value=${String(this.contrast)}
          @input=${(event: Event) => this.setContrast(valueOf(event))}></label>
      <label>${texts.gamma}
        <input type="range" min="0.4" max="3" step="0.1" .value=${String(this.gamma)}
          @input=${(event: Event) => this.setGamma(valueOf(event))}></label>`;
  }

  private setThreshold(value: number): void {
    this.threshold = Math.min(0.95, Math.max(0.05, Math.round(value * 100) / 100));
    this.keep('threshold', this.threshold);
  }

  private setContrast(value: number): void {
    this.contrast = value;
    this.keep('contrast', value);
  }

  private setGamma(value: number): void {
    this.gamma = value;
    this.keep('gamma', value);
  }

  private keep(name: string, value: number): void {
    localStorage.setItem('nerest.' + name, String(value));
    this.changed();
  }
}

const stored = (name: string, otherwise: number): number => Number(localStorage.getItem('nerest.' + name) ?? otherwise);

const valueOf = (event: Event): number => Number((event.target as HTMLInputElement).value);
