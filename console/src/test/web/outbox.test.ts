import { type Entry, Outbox, type Outcome, type Report, type Store } from '../../main/resources/web/app/label/outbox.ts';
import { equal } from './check.ts';

class MemoryStore implements Store {
  entries = new Map<string, Entry>();
  all = () => Promise.resolve([...this.entries.values()].reverse());
  put = (entry: Entry) => {
    this.entries.set(entry.key, entry);
    return Promise.resolve();
  };
  remove = (key: string) => {
    this.entries.delete(key);
    return Promise.resolve();
  };
}

const label = (frameId: string): Omit<Entry, 'key' | 'order' | 'author'> => ({
  frameId,
  boxes: [],
  baseRevision: 0,
  effort: { origin: 'EMPTY', activeMillis: 1, blind: false },
});

function outbox(store: Store, send: (entry: Entry) => Promise<Outcome>, problems: Outcome[] = []) {
  const reports: Report[] = [];
  const box = new Outbox(
    store,
    send,
    () => new Promise((resolve) => setTimeout(resolve, 0)),
    (report) => reports.push(report),
    (_, outcome) => problems.push(outcome),
  );
  return { box, reports };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 1));
  equal(condition(), true);
}

Deno.test('labels are sent in order, each until it is stored, with one key', async () => {
  const store = new MemoryStore();
  const sent: string[] = [];
  const keys = new Set<string>();
  let failures = 5;
  const { box, reports } = outbox(store, (entry) => {
    sent.push(entry.frameId);
    keys.add(entry.key);
    return Promise.resolve(failures-- > 0 ? { kind: 'retry' } : { kind: 'stored', revision: 1 });
  });
  for (const frame of ['a', 'b', 'c']) await box.add(label(frame));
  await until(() => box.waiting === 0);
  equal(sent, ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'c']);
  equal([keys.size, store.entries.size], [3, 0]);
  equal(reports.some((report) => report.offline), true);
  equal(reports.at(-1), { waiting: 0, offline: false, noSession: false, notAllowed: false });
});

Deno.test('labels of another person who used the browser wait for that person', async () => {
  const store = new MemoryStore();
  let session = 'anna';
  const sent: string[] = [];
  const send = (entry: Entry): Promise<Outcome> => {
    if (session === 'anna') return Promise.resolve({ kind: 'no-session' });
    sent.push(`${entry.author} ${entry.frameId}`);
    return Promise.resolve({ kind: 'stored', revision: 1 });
  };
  const ofAnna = outbox(store, send);
  await ofAnna.box.open('anna');
  await ofAnna.box.add(label('a'));
  session = 'olga';
  const ofOlga = outbox(store, send);
  equal(await ofOlga.box.open('olga'), []);
  await ofOlga.box.add(label('b'));
  await until(() => ofOlga.box.waiting === 0);
  session = 'anna again';
  equal(await outbox(store, send).box.open('anna'), ['a']);
  await until(() => store.entries.size === 0);
  equal(sent, ['olga b', 'anna a']);
});

Deno.test('what a crashed page left is sent first, in its order', async () => {
  const store = new MemoryStore();
  const first = outbox(store, () => Promise.resolve({ kind: 'retry' }));
  void first.box.add(label('a'));
  void first.box.add(label('b'));
  await until(() => store.entries.size === 2);
  const crashed = new MemoryStore();
  crashed.entries = new Map(store.entries);

  const sent: string[] = [];
  const second = outbox(crashed, (entry) => {
    sent.push(entry.frameId);
    return Promise.resolve({ kind: 'stored', revision: 1 });
  });
  equal(await second.box.open(''), ['a', 'b']);
  await second.box.add(label('c'));
  await until(() => second.box.waiting === 0);
  equal(sent, ['a', 'b', 'c']);
  first.box['entries'].length = 0;
  await new Promise((resolve) => setTimeout(resolve, 20));
});

Deno.test('a second label of a frame names the revision that the first one became', async () => {
  const bases: number[] = [];
  const { box } = outbox(new MemoryStore(), (entry) => {
    bases.push(entry.baseRevision);
    return Promise.resolve({ kind: 'stored', revision: 4 });
  });
  await box.add(label('a'));
  await box.add(label('a'));
  await until(() => box.waiting === 0);
  equal(bases, [0, 4]);
});

Deno.test('a conflict and a refusal are reported, and the labels after them are sent', async () => {
  const problems: Outcome[] = [];
  const { box } = outbox(new MemoryStore(), (entry) =>
    Promise.resolve<Outcome>(
      entry.frameId === 'a'
        ? { kind: 'conflict', newest: { revision: 2, author: 'boris', boxes: [] } }
        : entry.frameId === 'b'
        ? { kind: 'refused', detail: 'no such frame' }
        : { kind: 'stored', revision: 1 },
    ), problems);
  for (const frame of ['a', 'b', 'c']) await box.add(label(frame));
  await until(() => box.waiting === 0);
  equal(problems.map((problem) => problem.kind), ['conflict', 'refused']);
});

Deno.test('without a session labels are kept, and sent after the next login', async () => {
  const store = new MemoryStore();
  let session = false;
  const { box, reports } = outbox(store, () =>
    Promise.resolve(session ? { kind: 'stored', revision: 1 } : { kind: 'no-session' }));
  await box.add(label('a'));
  await until(() => reports.at(-1)?.noSession === true);
  equal(store.entries.size, 1);
  session = true;
  box.retry();
  await until(() => box.waiting === 0);
  equal(store.entries.size, 0);
});

Deno.test('labels of a person whose role may not label are kept, and sent once it may', async () => {
  const store = new MemoryStore();
  const problems: Outcome[] = [];
  let allowed = false;
  const { box, reports } = outbox(
    store,
    () => Promise.resolve<Outcome>(allowed ? { kind: 'stored', revision: 1 } : { kind: 'not-allowed' }),
    problems,
  );
  await box.add(label('a'));
  await box.add(label('b'));
  await until(() => reports.at(-1)?.notAllowed === true);
  equal([store.entries.size, problems.length], [2, 0]);
  allowed = true;
  box.retry();
  await until(() => box.waiting === 0);
  equal([store.entries.size, reports.at(-1)?.notAllowed], [0, false]);
});
