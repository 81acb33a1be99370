/** Lines over a number, as SVG: points can be read by keyboard, and a table has the same numbers. */

import { html, svg, type TemplateResult } from 'lit';
import { number, t } from '../i18n/index.ts';

/** A point; with an interval around it, where there is one. */
export interface Point {
  x: number;
  y: number;
  low?: number;
  high?: number;
}

export interface Series {
  name: string;
  points: Point[];
}

const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 52;
const BOTTOM = 36;
const TOP = 12;
const RIGHT = 12;
/** More points than this are drawn as lines alone. */
const DENSE = 150;

/** A round step so that a range has about five of them. */
export function step(range: number): number {
  if (!(range > 0)) return 1;
  const raw = range / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
}

export function ticks(low: number, high: number): number[] {
  const size = step(high - low);
  const result: number[] = [];
  for (let at = Math.ceil(low / size - 1e-9) * size; at <= high + size * 1e-9; at += size) {
    result.push(Number(at.toPrecision(12)));
  }
  return result;
}

/** @param showX text of a whole x, such as a day; numbers are shown as they are by default */
export function chart(
  title: string,
  xName: string,
  series: Series[],
  digits: number,
  showX: (value: number) => string = (value) => number(value),
): TemplateResult {
  const all = series.flatMap((one) => one.points);
  if (all.length === 0) return html``;
  const lowX = Math.min(...all.map((p) => p.x));
  const highX = Math.max(...all.map((p) => p.x), lowX + 1);
  const lowY = Math.min(...all.map((p) => p.low ?? p.y));
  const highY = Math.max(...all.map((p) => p.high ?? p.y), lowY + 1e-3);
  const x = (value: number): number => LEFT + ((value - lowX) / (highX - lowX)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - ((value - lowY) / (highY - lowY)) * (HEIGHT - BOTTOM - TOP);
  // A stop of the keyboard for every point of long curves would be too many; the table below has them all.
  const dense = all.length > DENSE;
  const show = (value: number): string => number(value, digits);
  const interval = (p: Point): string => p.low === undefined || p.high === undefined ? '' : ` (${show(p.low)} – ${show(p.high)})`;
  const point = (name: string, p: Point): string =>
    t().chart.point.replace('{series}', name).replace('{x}', showX(p.x)).replace('{y}', show(p.y) + interval(p));
  return html`
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label=${title}>
      ${
    ticks(lowY, highY).map((value) =>
      svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(value)} y2=${y(value)}></line>
        <text x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${show(value)}</text>`
    )
  }
      ${
    ticks(lowX, highX).filter((value) => Number.isInteger(value)).map((value) =>
      svg`<text x=${x(value)} y=${HEIGHT - BOTTOM + 18} text-anchor="middle">${showX(value)}</text>`
    )
  }
      <text x=${(LEFT + WIDTH - RIGHT) / 2} y=${HEIGHT - 4} text-anchor="middle">${xName}</text>
      ${
    series.map((one, i) =>
      svg`<path class="s${i % 4}" d=${one.points.map((p, k) => `${k ? 'L' : 'M'}${x(p.x)} ${y(p.y)}`).join('')}></path>
        ${
        one.points.filter((p) => p.low !== undefined && p.high !== undefined).map((p) =>
          svg`<line class="band s${i % 4}" x1=${x(p.x)} x2=${x(p.x)} y1=${y(p.low!)} y2=${y(p.high!)}></line>`
        )
      }${
        (dense ? [] : one.points).map((p) =>
          svg`<circle class="s${i % 4}" cx=${x(p.x)} cy=${y(p.y)} r="5" tabindex="0" role="img"
            aria-label=${point(one.name, p)}><title>${point(one.name, p)}</title></circle>`
        )
      }`
    )
  }
    </svg>
    <ul class="legend">${
    series.map((one, i) =>
      html`<li><svg aria-hidden="true" viewBox="0 0 22 10">${
        svg`<line class="s${i % 4}" x1="0" x2="22" y1="5" y2="5" stroke-width="3"></line>`
      }</svg> ${one.name}</li>`
    )
  }</ul>
    <details><summary>${t().common.table}</summary>
      <div class="scroll"><table><thead><tr><th scope="col">${title}</th><th scope="col" class="number">${xName}</th>
        <th scope="col" class="number">y</th></tr></thead>
      <tbody>${
    series.flatMap((one) =>
      one.points.map((p) =>
        html`<tr><td>${one.name}</td><td class="number">${showX(p.x)}</td><td class="number">${show(p.y)}${interval(p)}</td></tr>`
      )
    )
  }</tbody></table></div></details>`;
}
