/** Calls of the console's REST, and the types of what it answers with. */

export interface Session {
  name: string;
  role: 'VIEWER' | 'LABELLER' | 'OPERATOR';
  /** Whether labels of this person are accepted. */
  mayLabel: boolean;
  classNames: string[];
}

export interface Box {
  classId: number;
  cx: number;
  cy: number;
  w: number;
  h: number;
}

export interface ScoredBox extends Box {
  confidence: number;
}

export interface FrameRef {
  frameId: string;
  streamId: string;
  width: number;
  height: number;
}

export interface LabelRequest {
  campaignId: string;
  campaign: string;
  round: number;
  rank: number;
  score: number;
  reason: string;
  parts: Record<string, number>;
}

/** A season that drew a frame at random. */
export interface Draw {
  seasonId: string;
  season: string;
  round: number;
  place: number;
}

export interface Suggestion {
  modelId: string;
  scoredAt: string;
  boxes: ScoredBox[];
}

export interface OpenFrame {
  frame: FrameRef;
  capturedAt?: string;
  requests: LabelRequest[];
  draws: Draw[];
  suggestion?: Suggestion;
  /** The newest label of a frame that a person has chosen. */
  label?: LabelView;
  blind: boolean;
}

export interface FrameView {
  id: string;
  streamId: string;
  capturedAt: string;
  registeredAt: string;
  width: number;
  height: number;
  image: string;
}

export interface LabelView {
  revision: number;
  author: string;
  boxes: Box[];
  labelledAt: string;
  /** Whether this revision says that the frame has no label any longer. */
  withdrawn?: boolean;
}

export interface Metrics {
  mAP50: number;
  'mAP50-95': number;
  precision: number;
  recall: number;
  f1?: number;
}

export interface CurvePoint extends Metrics {
  round: number;
  labels: number;
  pseudoLabels: number;
  seconds: number;
}

export interface Losses {
  box_loss: number;
  cls_loss: number;
  dfl_loss: number;
}

/** A finished epoch of a campaign; `totalEpoch` counts over all rounds. */
export interface EpochPoint {
  round: number;
  epoch: number;
  totalEpoch: number;
  labels: number;
  losses?: Losses;
  validationLosses?: Losses;
  metrics?: Metrics;
}

export interface Round {
  round: number;
  state: string;
  labels?: number;
  pseudoLabels?: number;
  batchSize: number;
  unlabelled: number;
  sampled: number;
  missing: number;
  trainingId?: string;
  training?: {
    state: string;
    epoch: number;
    epochs: number;
    losses?: Losses;
    message?: string;
  };
  modelId?: string;
  modelStatus?: string;
  modelReason?: string;
  metrics?: Metrics;
  notes: string[];
  reason?: string;
}

export interface Campaign {
  id: string;
  name: string;
  state: string;
  reason: string;
  baseModelId?: string;
  validationFrames?: number;
  config?: { strategy: string; streams: string[]; rounds: number; batchSize: number; curriculum?: { enabled?: boolean } };
  nextConfig?: { strategy: string; rounds: number; batchSize: number; curriculum?: { enabled?: boolean } };
  rounds?: Round[];
  curve?: CurvePoint[];
  createdAt?: string;
}

export interface Model {
  modelId: string;
  status: string;
  reason: string;
  architecture: string;
  imgsz: number;
  classNames: string[];
  metrics?: Metrics;
  training?: {
    campaignId: string;
    round: number;
    baseModelId: string;
    snapshotSha256: string;
    humanLabels: number;
    pseudoLabels: number;
    epochs: number;
    seconds: number;
  };
  publishedAt: string;
}

/** Metrics of a model on one camera of its validation set. */
export interface StreamMetrics {
  streamId: string;
  images: number;
  objects: number;
  mAP50: number;
  'mAP50-95': number;
  precision: number;
  recall: number;
}

/** What the newest epoch of a training detects on some validation frames; epoch 0 before the first. */
export interface EpochExamples {
  epoch: number;
  frames: { frameId: string; streamId: string; truth: Box[]; boxes: ScoredBox[] }[];
}

/** An answer other than success. */
export class Problem extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, detail: string, body: Record<string, unknown> = {}) {
    super(detail);
    this.status = status;
    this.body = body;
  }
}

/** Identifies this page; a reload keeps it, so the page keeps its reserved frames. */
export const pageId: string = (() => {
  const stored = sessionStorage.getItem('nerest.page');
  const id = stored ?? crypto.randomUUID();
  sessionStorage.setItem('nerest.page', id);
  return id;
})();

/** Sends a request; throws a Problem with status 0 if the console cannot be reached. */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch('/api' + path, {
      method,
      headers: {
        'X-Nerest-Console': pageId,
        ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : body instanceof FormData ? body : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, 'offline');
  }
  const text = await response.text();
  const json: unknown = text && response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : undefined;
  if (!response.ok) {
    const problem = (json ?? {}) as Record<string, unknown>;
    throw new Problem(response.status, String(problem['detail'] ?? response.statusText), problem);
  }
  return json as T;
}

/** Loads a file, by POST if there is a body; throws a Problem as "call" does. */
export async function download(path: string, body?: unknown): Promise<Blob> {
  let response: Response;
  try {
    const headers = { 'X-Nerest-Console': pageId };
    response = await fetch(
      '/api' + path,
      body === undefined
        ? { headers }
        : { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    );
  } catch {
    throw new Problem(0, 'offline');
  }
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    throw new Problem(response.status, String(problem['detail'] ?? response.statusText), problem);
  }
  return response.blob();
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path);

/** The address of a frame's thumbnail. */
export const thumbnailUrl = (frameId: string, side = 320): string =>
  `/api/ingest/frames/${frameId}/thumbnail?side=${side}`;

/** The address of a frame's image. */
export const imageUrl = (frameId: string): string => `/api/ingest/frames/${frameId}/image`;
