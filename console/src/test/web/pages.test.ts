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
import { changedCurriculum, stateText } from '../../main/resources/web/app/pages/campaign-texts.ts';
import { BLOCK, FrameBlocks, type Listing } from '../../main/resources/web/app/pages/frame-blocks.ts';
import { captureTimes, parts, proposedId, storesCamera } from '../../main/resources/web/app/pages/registration.ts';
import { isEnough, withCurriculum } from '../../main/resources/web/app/pages/audit-end.ts';
import { cameraMean } from '../../main/resources/web/app/pages/camera-mean.ts';
import { influenceOf } from '../../main/resources/web/app/pages/influence.ts';
import { colours, hex, legend } from '../../main/resources/web/app/pages/map-colours.ts';
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

Deno.test('a part that the role may not read is shown as refused, not as failed', () => {
  const rejected = (reason: unknown): PromiseSettledResult<void> => ({ status: 'rejected', reason });
  const done: PromiseSettledResult<void> = { status: 'fulfilled', value: undefined };
  const cut = new Problem(0, 'offline');
  const both = outcomes(['a', 'b', 'c'], [done, rejected(new Problem(403, 'no')), rejected(cut)]);
  equal([[...both.refused], both.failure === cut], [['b'], true]);
  const one = outcomes(['a', 'b'], [rejected(new Problem(403, 'no')), done]);
  equal([[...one.refused], one.failure], [['a'], undefined]);
});

Deno.test('an answer to an earlier filter is not shown', async () => {
  const answers: ((listing: Listing) => void)[] = [];
  const blocks = new FrameBlocks(() => new Promise((resolve) => answers.push(resolve)), () => {});
  const listing = (id: string, total: number): Listing => ({
    frames: [{ id, streamId: 's', capturedAt: '', registeredAt: '', width: 1, height: 1, image: '' }],
    total,
  });
  const old = blocks.load(0);
  blocks.clear();
  const now = blocks.load(0);
  answers[1]!(listing('new', 1));
  await now;
  answers[0]!(listing('old', 9));
  await old;
  equal([blocks.at(0)?.id, blocks.total, blocks.at(BLOCK)], ['new', 1, undefined]);
});

Deno.test('a block that could not be loaded is loaded again', async () => {
  let failures = 1;
  const blocks = new FrameBlocks(
    () => failures-- > 0 ? Promise.reject(new Problem(0, 'offline')) : Promise.resolve({ frames: [], total: 0 }),
    () => {},
  );
  let failed = false;
  await blocks.load(0).catch(() => failed = true);
  await blocks.load(0);
  equal([failed, blocks.total], [true, 0]);
});

Deno.test('images for a camera that exists do not reset its name', () => {
  const known = [{ id: 'river' }];
  equal([storesCamera(known, 'river', ''), storesCamera(known, 'river', 'River'), storesCamera(known, 'lake', '')], [
    false,
    true,
    true,
  ]);
});

Deno.test('a copy names its curriculum only if it differs; every state has a name in both languages', () => {
  equal([changedCurriculum(true, true), changedCurriculum(false, true), changedCurriculum(true, false)], [
    {},
    { curriculum: {} },
    { curriculum: { enabled: false } },
  ]);
  equal([stateText('PAUSED') === 'PAUSED', stateText('NEW_STATE')], [false, 'NEW_STATE']);
  const names = (texts: { campaigns: { states: object } }): string[] => Object.keys(texts.campaigns.states);
  equal(names(ru), names(en));
});

Deno.test('an id is proposed from a Russian, an accented and an empty name', () => {
  equal([proposedId('Река Найба, мост № 2'), proposedId('Vesturdalsá'), proposedId('—')], ['reka-nayba-most-no-2', 'vesturdalsa', '']);
});

Deno.test('images have the times of their names, or all of them those of their files', () => {
  const changed = Date.UTC(2026, 0, 2);
  const named = captureTimes([{ name: 'a_20260801_123456.jpg', lastModified: changed }, { name: '2026-08-01 12.34.57.jpg', lastModified: 0 }]);
  equal([named.fromNames, ...named.times.map((time) => time.getTime())], [
    true,
    new Date(2026, 7, 1, 12, 34, 56).getTime(),
    new Date(2026, 7, 1, 12, 34, 57).getTime(),
  ]);
  const mixed = captureTimes([{ name: '20260801_123456.jpg', lastModified: changed }, { name: '20261341_126099.jpg', lastModified: changed + 1 }]);
  equal([mixed.fromNames, ...mixed.times.map((time) => time.getTime())], [false, changed, changed + 1]);
});

Deno.test('a list is split into parts, of which the last may be shorter', () => {
  equal([parts([1, 2, 3, 4, 5], 2), parts([], 2)], [[[1, 2], [3, 4], [5]], []]);
});

Deno.test('an audit ends when its interval is at most 5 points to each side, and not before the first answer', () => {
  const audit = (checked: number, low: number, high: number) => isEnough({ checked, interval: { low, high } });
  equal([audit(0, 0.5, 0.5), audit(60, 0.8, 0.95), audit(200, 0.85, 0.94)], [false, false, true]);
});

Deno.test('campaigns are audited that have a curriculum, or will have one', () => {
  const campaigns = [
    { id: 'a', config: { curriculum: { enabled: true } } },
    { id: 'b', config: { curriculum: { enabled: false } } },
    { id: 'c', config: {}, nextConfig: { curriculum: { enabled: true } } },
    { id: 'd' },
  ];
  equal(withCurriculum(campaigns).map((one) => one.id), ['a', 'c']);
});

Deno.test('each colour of the map is in its legend', () => {
  const map = {
    streams: ['a', 'b'],
    stream: [0, 1, 1],
    labelled: [true, false, false],
    confidence: [0, 0.5, 1],
    round: [0, 2, -1],
  };
  const texts = { labelled: 'l', unlabelled: 'u', notSelected: 'none', round: 'r{n}' };
  for (const by of ['label', 'stream', 'confidence', 'round'] as const) {
    const known = legend(map, by, texts).map((entry) => entry.colour);
    equal([...colours(map, by)].filter((colour) => !known.includes(colour)), []);
  }
  equal(legend(map, 'round', texts).map((entry) => entry.text), ['none', 'r0', 'r2']);
  equal(hex(0xff0e7fff), '#ff7f0e');
});

Deno.test('suggestions are said to change labels only if the whole interval is on one side of 0', () => {
  const of = (low: number, high: number) => influenceOf({ mean: (low + high) / 2, low, high });
  equal([of(0.1, 0.4), of(-0.4, -0.1), of(-0.1, 0.4), influenceOf(undefined)], ['more', 'fewer', 'unclear', 'unclear']);
});

Deno.test('the interval of the mean over cameras is that of Student, and needs three cameras', () => {
  equal([cameraMean([]), cameraMean([0.4, 0.6])], [undefined, { y: 0.5 }]);
  const mean = cameraMean([0.4, 0.5, 0.6])!;
  near(mean.y, 0.5);
  // Standard deviation 0.1, standard error 0.1 / sqrt(3), quantile 4.303 for two degrees of freedom.
  near(mean.high! - mean.y, 4.303 * 0.1 / Math.sqrt(3), 1e-9);
  equal([cameraMean([0, 0.5, 1])!.low, cameraMean([0, 0.5, 1])!.high], [0, 1]);
});
