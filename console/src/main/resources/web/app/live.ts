/**
 * Live events. One page of the browser holds the connection, because a browser opens few connections to one server; it
 * passes events on to the other pages.
 */

export type LiveType =
  | 'frames'
  | 'detections'
  | 'labels'
  | 'batches'
  | 'models'
  | 'training-progress'
  | 'reset';

export interface LiveEvent {
  type: LiveType;
  data: Record<string, unknown>;
}

const TYPES: LiveType[] = ['frames', 'detections', 'labels', 'batches', 'models', 'training-progress', 'reset'];
const listeners = new Set<(event: LiveEvent) => void>();
let started = false;

function publish(event: LiveEvent): void {
  for (const listener of [...listeners]) listener(event);
}

function open(pass: (event: LiveEvent) => void): EventSource {
  const source = new EventSource('/api/events');
  let opened = false;
  for (const type of TYPES) {
    source.addEventListener(type, (message) => {
      const event: LiveEvent = { type, data: JSON.parse((message as MessageEvent<string>).data) };
      publish(event);
      pass(event);
    });
  }
  source.onopen = () => {
    // A server that was restarted has no events to continue with.
    if (opened) {
      publish({ type: 'reset', data: {} });
      pass({ type: 'reset', data: {} });
    }
    opened = true;
  };
  return source;
}

function start(): void {
  if (started) return;
  started = true;
  if (!('locks' in navigator)) {
    open(() => {});
    return;
  }
  const channel = new BroadcastChannel('nerest-live');
  channel.onmessage = (message: MessageEvent<LiveEvent>) => publish(message.data);
  navigator.locks.request('nerest-live', () => {
    open((event) => channel.postMessage(event));
    return new Promise<void>(() => {});
  });
}

/** Calls a function for each event from now on; the result ends that. */
export function listen(listener: (event: LiveEvent) => void): () => void {
  start();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
