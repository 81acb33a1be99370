/**
 * Keys of the Label page by their place on the keyboard (KeyboardEvent.code), so that they work on every layout. They can be
 * changed and turned off.
 */
export const ACTIONS = {
  accept: 'Space',
  empty: 'KeyE',
  reject: 'KeyX',
  box: 'KeyB',
  previous: 'KeyR',
  thresholdDown: 'BracketLeft',
  thresholdUp: 'BracketRight',
  contrast: 'KeyC',
  zoomIn: 'Equal',
  zoomOut: 'Minus',
  whole: 'Digit0',
  neighbours: 'KeyV',
  motion: 'KeyD',
  hide: 'KeyH',
  undo: 'KeyZ',
  back: 'Backspace',
  unsure: 'KeyS',
  help: 'Slash',
} as const;

export type Action = keyof typeof ACTIONS;
export type KeyMap = Record<Action, string>;

const STORED = 'nerest.keys';

export function loadKeys(stored: string | null): KeyMap {
  const map: KeyMap = { ...ACTIONS };
  try {
    const chosen = JSON.parse(stored ?? '{}') as Record<string, unknown>;
    for (const action of Object.keys(ACTIONS) as Action[]) {
      const code = chosen[action];
      if (typeof code === 'string' && code.length > 0 && code.length < 30) map[action] = code;
    }
  } catch {
    // Unreadable settings count as none.
  }
  return map;
}

export const keys = (): KeyMap => loadKeys(localStorage.getItem(STORED));
export const storeKeys = (map: KeyMap): void => localStorage.setItem(STORED, JSON.stringify(map));

/** Gives a key to an action; the action that had the key takes the other one's, so that each has one of its own. */
export function withKey(map: KeyMap, action: Action, code: string): KeyMap {
  const other = (Object.keys(map) as Action[]).find((name) => map[name] === code);
  return { ...map, ...(other ? { [other]: map[action] } : {}), [action]: code };
}

/** The action of a key; "redo" for undo with Shift. */
export function actionOf(map: KeyMap, code: string, shift: boolean): Action | 'redo' | undefined {
  const action = (Object.keys(map) as Action[]).find((name) => map[name] === code);
  return action === 'undo' && shift ? 'redo' : action;
}

/** How a key is shown: "E", "Space", "[". */
export function keyName(code: string): string {
  const names: Record<string, string> = { BracketLeft: '[', BracketRight: ']', Slash: '?', Backspace: '⌫', Equal: '+', Minus: '−' };
  return names[code] ?? code.replace(/^(Key|Digit)/, '');
}
