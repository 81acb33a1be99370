import { en } from '../../main/resources/web/app/i18n/en.ts';
import { plural } from '../../main/resources/web/app/i18n/plural.ts';
import { ru } from '../../main/resources/web/app/i18n/ru.ts';
import { step, ticks } from '../../main/resources/web/app/pages/chart.ts';
import { verdict } from '../../main/resources/web/app/pages/paired-test.ts';
import { selectedRounds, shareInCommon } from '../../main/resources/web/app/pages/overlap.ts';
import { labelsToReach } from '../../main/resources/web/app/pages/reach.ts';
import { MOST_PIXELS, rowsAt } from '../../main/resources/web/app/pages/window.ts';
import { paint, Points } from '../../main/resources/web/app/pages/scatter.ts';
import { Problem } from '../../main/resources/web/app/api.ts';
import { outcomes } from '../../main/resources/web/app/pages/outcomes.ts';
import { equal, near } from './check.ts';

function placeholders(texts: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(texts as Record<string, unknown>)) {
    if (typeof value === 'string') {
      found.set(`${path}.${name}`, [...value.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort().join());
    } else {
      placeholders(value, `${path}.${name}`).forEach((text, key) => found.set(key, text));
    }
  }
  return found;
}

Deno.test('both languages have the same placeholders in every text', () => {
  equal([...placeholders(ru)], [...placeholders(en)]);
});

Deno.test('a model is called better only if the whole interval of the difference says so', () => {
  equal([[0.01, 0.2], [-0.2, -0.01], [-0.1, 0.3], [0, 0]].map(([low, high]) => verdict({ low: low!, high: high! })), [
    'better',
    'worse',
    'undecided',
    'undecided',
  ]);
});

Deno.test('plural forms follow the language', () => {
  const frames = { one: '{n} кадр', few: '{n} кадра', many: '{n} кадров', other: '{n} кадра' };
  equal([1, 2, 5, 11, 21].map((n) => plural('ru', n, frames)), ['1 кадр', '2 кадра', '5 кадров', '11 кадров', '21 кадр']);
});

Deno.test('axes have round ticks', () => {
  equal([step(1), step(0.4), step(900)], [0.2, 0.1, 200]);
  equal(ticks(0, 1), [0, 0.2, 0.4, 0.6, 0.8, 1]);
});

Deno.test('a curve reaches a height between its points, or never', () => {
  const curve = [{ x: 10, y: 0.2 }, { x: 20, y: 0.4 }, { x: 30, y: 0.35 }];
  near(labelsToReach(curve, 0.3)!, 15);
  equal([labelsToReach(curve, 0.1), labelsToReach(curve, 0.5)], [10, undefined]);
});

Deno.test('the share in common is that of the frames of both selections', () => {
  const overlap = { names: ['batch', 'random', 'margin'], common: [[20, 5, 0], [5, 10, 0], [0, 0, 0]] };
  equal([shareInCommon(overlap, 0, 1), shareInCommon(overlap, 1, 0), shareInCommon(overlap, 2, 2)], [0.2, 0.2, 0]);
});

Deno.test('strategies are compared in rounds that were selected from scores', () => {
  const round = (n: number, batchSize: number) => ({ round: n, state: 'DONE', batchSize, unlabelled: 0, sampled: 0, missing: 0, notes: [] });
  const campaign = { id: 'c', name: 'c', state: 'RUNNING', reason: '', rounds: [round(0, 20), round(1, 20), round(2, 0)] };
  equal([selectedRounds(campaign), selectedRounds({ ...campaign, rounds: undefined })], [[1], []]);
});

Deno.test('a grid of a million rows shows its first rows at the top and its last at the bottom', () => {
  const top = rowsAt(0, 700, 120, 1_000_000, 2);
  equal([top.first, top.last, top.offset], [0, 8, 0]);
  const bottom = rowsAt(MOST_PIXELS - 700, 700, 120, 1_000_000, 2);
  equal(bottom.last, 1_000_000);
  near(bottom.offset + 1_000_000 * 120, MOST_PIXELS, 1);
  equal(bottom.last - bottom.first < 15, true);
});

Deno.test('points are found under the pointer and inside a lasso, as by a search through all of them', () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const xs = Float64Array.from({ length: 5000 }, random);
  const ys = Float64Array.from({ length: 5000 }, random);
  xs[0] = ys[0] = 0;
  xs[1] = ys[1] = 1;
  const points = new Points(xs, ys);
  for (let k = 0; k < 200; k++) {
    const at = { x: random(), y: random() };
    let best: number | undefined;
    let least = 0.01;
    for (let i = 0; i < xs.length; i++) {
      const distance = Math.hypot(points.x[i]! / 65535 - at.x, points.y[i]! / 65535 - at.y);
      if (distance <= least) {
        least = distance;
        best = i;
      }
    }
    equal(points.nearest(at.x, at.y, 0.01), best);
  }
  const square = [{ x: 0.2, y: 0.2 }, { x: 0.4, y: 0.2 }, { x: 0.4, y: 0.5 }, { x: 0.2, y: 0.5 }];
  const inside = points.inside(square);
  equal(inside.every((i) => xs[i]! > 0.199 && xs[i]! < 0.401 && ys[i]! > 0.199 && ys[i]! < 0.501), true);
  equal(inside.length > 200 && inside.length < 400, true);
});

Deno.test('only points of the shown part are painted', () => {
  const points = new Points([0, 1, 0.5], [0, 1, 0.5]);
  const pixels = new Uint32Array(100 * 100);
  paint(points, Uint32Array.of(1, 2, 3), pixels, 100, 100, { x: 0.25, y: 0.25, size: 0.5 }, 9);
  equal([...new Set(pixels)].sort(), [3, 9]);
});

Deno.test('what a role may not read is told apart from what has failed', () => {
  const rejected = (reason: unknown): PromiseSettledResult<void> => ({ status: 'rejected', reason });
  const done: PromiseSettledResult<void> = { status: 'fulfilled', value: undefined };
  const cut = new Problem(0, 'offline');
  const both = outcomes(['a', 'b', 'c'], [done, rejected(new Problem(403, 'no')), rejected(cut)]);
  equal([[...both.refused], both.failure === cut], [['b'], true]);
  const one = outcomes(['a', 'b'], [rejected(new Problem(403, 'no')), done]);
  equal([[...one.refused], one.failure], [['a'], undefined]);
});
