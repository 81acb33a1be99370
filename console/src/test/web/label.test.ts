import { servedNow } from '../../main/resources/web/app/label/aside.ts';
import { Activity } from '../../main/resources/web/app/label/activity.ts';
import { atWork } from '../../main/resources/web/app/label/at-work.ts';
import { between, corners, edgeDistance, iou, moved, resized, smallestAround } from '../../main/resources/web/app/label/geometry.ts';
import { History } from '../../main/resources/web/app/label/history.ts';
import { Held } from '../../main/resources/web/app/label/held.ts';
import { ACTIONS, actionOf, loadKeys, withKey } from '../../main/resources/web/app/label/keys.ts';
import { added, effortOf, originOf, replaced, shown, suggested, without } from '../../main/resources/web/app/label/marks.ts';
import { differenceFromMedian } from '../../main/resources/web/app/label/motion.ts';
import { boxesToCopy } from '../../main/resources/web/app/label/previous.ts';
import { panned, pointAt, showing, WHOLE, zoomed } from '../../main/resources/web/app/label/zoom.ts';
import { equal, near } from './check.ts';

const SUGGESTION = {
  modelId: 'm-1',
  scoredAt: '2026-08-01T12:00:00Z',
  boxes: [
    { classId: 0, confidence: 0.9, cx: 0.5, cy: 0.5, w: 0.2, h: 0.2 },
    { classId: 0, confidence: 0.3, cx: 0.2, cy: 0.2, w: 0.1, h: 0.1 },
    { classId: 0, confidence: 0.1, cx: 0.8, cy: 0.8, w: 0.1, h: 0.1 },
  ],
};

Deno.test('a box between two clicks is cut at the border of the image', () => {
  const box = between({ x: 0.9, y: 0.5 }, { x: 1.4, y: 0.3 });
  near(box.cx, 0.95);
  near(box.w, 0.1);
  near(box.cy, 0.4);
  near(box.h, 0.2);
});

Deno.test('a moved box keeps its size and stays inside the image', () => {
  const box = moved({ cx: 0.5, cy: 0.5, w: 0.2, h: 0.4 }, 1, -1);
  equal(box, { cx: 0.9, cy: 0.2, w: 0.2, h: 0.4 });
});

Deno.test('a resized box keeps its upper left corner and a least size', () => {
  const box = resized({ cx: 0.5, cy: 0.5, w: 0.2, h: 0.2 }, 0.1, -1, { x: 0.01, y: 0.01 });
  const { left, top, right, bottom } = corners(box);
  near(left, 0.4);
  near(top, 0.4);
  near(right, 0.7);
  near(bottom, 0.41);
});

Deno.test('overlap and distance from an edge', () => {
  near(iou({ cx: 0.5, cy: 0.5, w: 0.2, h: 0.2 }, { cx: 0.6, cy: 0.5, w: 0.2, h: 0.2 }), 1 / 3);
  near(edgeDistance({ cx: 0.5, cy: 0.5, w: 0.2, h: 0.2 }, { x: 0.41, y: 0.5 }, 100, 100), 1);
  near(edgeDistance({ cx: 0.5, cy: 0.5, w: 0.2, h: 0.2 }, { x: 0.3, y: 0.5 }, 100, 100), 10);
});

Deno.test('the point about which the image is enlarged stays where it is, and no margin is ever shown', () => {
  const half = zoomed(WHOLE, 2, { x: 0.3, y: 0.7 });
  equal(half.size, 0.5);
  near(pointAt(half, { x: 0.3, y: 0.7 }).x, 0.3);
  near(pointAt(half, { x: 0.3, y: 0.7 }).y, 0.7);
  equal(zoomed(half, 0.1, { x: 0, y: 0 }), WHOLE);
  equal(zoomed(WHOLE, 1000, { x: 1, y: 1 }), { left: 15 / 16, top: 15 / 16, size: 1 / 16 });
  equal(panned(half, -10, 10), { left: 0, top: 0.5, size: 0.5 });
});

Deno.test('a point outside the shown part moves it, one inside does not', () => {
  const corner = { left: 0, top: 0, size: 0.25 };
  equal(showing(corner, { x: 0.2, y: 0.2 }), corner);
  equal(showing(corner, { x: 0.5, y: 0.125 }), { left: 0.375, top: 0, size: 0.25 });
});

Deno.test('every change can be undone and redone, without limit', () => {
  const history = new History(0);
  for (let i = 1; i <= 1000; i++) history.push(i);
  for (let i = 0; i < 1000; i++) equal(history.undo(), true);
  equal([history.current, history.undo()], [0, false]);
  history.redo();
  history.push(7);
  equal([history.current, history.redo()], [7, false]);
});

Deno.test('keys are found by their place, whatever the layout; unreadable settings count as none', () => {
  equal(actionOf(loadKeys(null), 'KeyE', false), 'empty');
  equal(actionOf(loadKeys(null), 'KeyZ', true), 'redo');
  const changed = loadKeys('{"empty":"KeyQ","nonsense":"KeyE","reject":7}');
  equal([actionOf(changed, 'KeyQ', false), actionOf(changed, 'KeyE', false)], ['empty', undefined]);
  equal(loadKeys('not json'), { ...ACTIONS });
});

Deno.test('boxes below the threshold are neither shown nor stored, unless somebody changed them', () => {
  const marks = suggested(SUGGESTION.boxes);
  equal(shown(marks, 0.25).map((mark) => mark.id), [0, 1]);
  const kept = replaced(marks, { ...marks[2]!, cx: 0.7 });
  equal(shown(kept, 0.25).map((mark) => mark.id), [0, 1, 2]);
});

Deno.test('the origin states how the suggestions were used', () => {
  const marks = suggested(SUGGESTION.boxes);
  const drawn = { classId: 0, cx: 0.1, cy: 0.1, w: 0.1, h: 0.1 };
  equal(originOf(marks, SUGGESTION, 0.25), 'ACCEPTED');
  equal(originOf(without(marks, 1), SUGGESTION, 0.25), 'CORRECTED');
  equal(originOf(added(marks, [drawn]), SUGGESTION, 0.25), 'CORRECTED');
  equal(originOf(added([], [drawn]), SUGGESTION, 0.25), 'SCRATCH');
  equal(originOf([], SUGGESTION, 0.25), 'EMPTY');
  equal(effortOf([], SUGGESTION, 0.25, 12.6, true), { origin: 'EMPTY', activeMillis: 13, blind: true });
});

Deno.test('pauses and hidden pages are no work', () => {
  const activity = new Activity(10_000);
  activity.start(0, 500);
  activity.input(2_000);
  activity.input(62_000);
  equal(activity.millis(63_000), 500 + 2_000 + 10_000 + 1_000);
  activity.stop(64_000);
  equal(activity.millis(99_000), 500 + 2_000 + 10_000 + 2_000);
});

Deno.test('what moved differs from the median of the neighbours, what stood still does not', () => {
  const still = Uint8ClampedArray.of(10, 20, 30, 255);
  const fish = Uint8ClampedArray.of(60, 20, 30, 255);
  equal([...differenceFromMedian(fish, [still, fish, still])], [150, 0, 0, 255]);
});

Deno.test('frames that a person put aside are shown only when no others are left', () => {
  const frames = ['a', 'b', 'c'].map((frameId) => ({ frame: { frameId } }));
  const ids = (served: typeof frames): string[] => served.map((one) => one.frame.frameId);
  equal(ids(servedNow(frames, new Set(['a']), undefined)), ['b', 'c']);
  equal(ids(servedNow(frames, new Set(['a', 'b', 'c']), undefined)), ['a', 'b', 'c']);
  equal(ids(servedNow(frames, new Set(['a', 'b', 'c']), 'd')), []);
  equal(ids(servedNow(frames, new Set(['a', 'b', 'c', 'd']), 'd')), ['a', 'b', 'c']);
});

Deno.test('a held key ends with the key, and with the focus of the window', () => {
  const held = new Held(() => {});
  held.hide('KeyH');
  held.release('KeyV');
  equal(held.hiding, true);
  held.release('KeyH');
  equal(held.hiding, false);
  held.hide('KeyH');
  held.releaseAll();
  equal(held.hiding, false);
});

Deno.test('on a blind frame only labels are copied, never boxes of a model', async () => {
  const detections = () => Promise.resolve([SUGGESTION]);
  const label = { revision: 1, author: 'olga', boxes: [{ classId: 0, cx: 0.4, cy: 0.4, w: 0.1, h: 0.1 }], labelledAt: '' };
  equal(await boxesToCopy([label], true, detections), label.boxes);
  equal(await boxesToCopy([], true, detections), []);
  equal(await boxesToCopy([], false, detections), SUGGESTION.boxes.slice(0, 2));
});

Deno.test('two actions never have one key', () => {
  const map = withKey(loadKeys(null), 'accept', ACTIONS.empty);
  equal([map.accept, map.empty], [ACTIONS.empty, ACTIONS.accept]);
  equal(withKey(map, 'accept', 'KeyQ').empty, ACTIONS.accept);
  equal(withKey(map, 'accept', map.accept), map);
});

Deno.test('a click inside boxes is meant for the smallest one', () => {
  const large = { cx: 0.5, cy: 0.5, w: 0.8, h: 0.8 };
  const small = { cx: 0.4, cy: 0.4, w: 0.2, h: 0.2 };
  equal([{ x: 0.4, y: 0.4 }, { x: 0.8, y: 0.8 }, { x: 0.95, y: 0.5 }].map((point) => smallestAround([large, small], point)), [
    small,
    large,
    undefined,
  ]);
});

Deno.test('campaigns that train or score are at work, those that wait for labels are not', () => {
  const campaign = (id: string, state?: string) => ({
    id,
    name: id,
    state: 'RUNNING',
    reason: '',
    rounds: state ? [{ round: 0, state, batchSize: 1, unlabelled: 0, sampled: 0, missing: 0, notes: [] }] : [],
  });
  equal(atWork([campaign('a', 'TRAINING'), campaign('b', 'LABELLING'), campaign('c'), campaign('d', 'SCORING')]).map((one) => one.id), ['a', 'd']);
});
