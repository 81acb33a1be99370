import { en } from '../../main/resources/web/app/i18n/en.ts';
import { plural } from '../../main/resources/web/app/i18n/plural.ts';
import { ru } from '../../main/resources/web/app/i18n/ru.ts';
import { step, ticks } from '../../main/resources/web/app/pages/chart.ts';
import { labelsToReach } from '../../main/resources/web/app/pages/reach.ts';
import { MOST_PIXELS, rowsAt } from '../../main/resources/web/app/pages/window.ts';
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

Deno.test('a grid of a million rows shows its first rows at the top and its last at the bottom', () => {
  const top = rowsAt(0, 700, 120, 1_000_000, 2);
  equal([top.first, top.last, top.offset], [0, 8, 0]);
  const bottom = rowsAt(MOST_PIXELS - 700, 700, 120, 1_000_000, 2);
  equal(bottom.last, 1_000_000);
  near(bottom.offset + 1_000_000 * 120, MOST_PIXELS, 1);
  equal(bottom.last - bottom.first < 15, true);
});
