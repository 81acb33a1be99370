/** Colours of the points of the map, and their legend. Colours are 32-bit ABGR, as a canvas stores them. */

export type Colouring = 'label' | 'stream' | 'confidence' | 'round';

/** The columns of a map that colours are taken from. */
export interface Coloured {
  streams: string[];
  stream: number[];
  labelled: boolean[];
  confidence: number[];
  round: number[];
}

export interface LegendEntry {
  colour: number;
  text: string;
}

/** Colours that differ in lightness too. */
const PALETTE = [0xffb4771f, 0xff0e7fff, 0xff2ca02c, 0xff2827d6, 0xffbd6794, 0xff4b568c, 0xffc277e3, 0xff7f7f7f];
const QUIET = 0xff9a8a80;
const LABELLED = 0xff0e7fff;

/** A colour from dark to bright for a share from 0 to 1. */
function scaled(share: number): number {
  const light = Math.round(60 + share * 195);
  return (0xff000000 | (Math.round(light * 0.5) << 16) | (light << 8) | light) >>> 0;
}

const lastRound = (map: Coloured): number => map.round.reduce((most, round) => Math.max(most, round), 0);

const ofRound = (round: number, last: number): number => round < 0 ? QUIET : scaled(last === 0 ? 1 : round / last);

export function colours(map: Coloured, by: Colouring): Uint32Array<ArrayBuffer> {
  const last = lastRound(map);
  return Uint32Array.from(map.stream, (stream, i) => {
    if (by === 'stream') return PALETTE[stream % PALETTE.length]!;
    if (by === 'label') return map.labelled[i] ? LABELLED : QUIET;
    return by === 'round' ? ofRound(map.round[i]!, last) : scaled(map.confidence[i]!);
  });
}

export interface LegendTexts {
  labelled: string;
  unlabelled: string;
  notSelected: string;
  round: string;
}

/** What the colours stand for. Cameras beyond the palette share colours. */
export function legend(map: Coloured, by: Colouring, texts: LegendTexts): LegendEntry[] {
  if (by === 'stream') {
    return PALETTE.slice(0, map.streams.length).map((colour, i) => ({
      colour,
      text: map.streams.filter((_, stream) => stream % PALETTE.length === i).join(', '),
    }));
  }
  if (by === 'label') return [{ colour: LABELLED, text: texts.labelled }, { colour: QUIET, text: texts.unlabelled }];
  if (by === 'confidence') return [0, 0.5, 1].map((share) => ({ colour: scaled(share), text: `${share * 100} %` }));
  const last = lastRound(map);
  const rounds = [...new Set(map.round)].filter((round) => round >= 0).sort((a, b) => a - b);
  return [
    { colour: QUIET, text: texts.notSelected },
    ...rounds.map((round) => ({ colour: ofRound(round, last), text: texts.round.replace('{n}', String(round)) })),
  ];
}

/** A colour as SVG writes it. */
export const hex = (colour: number): string =>
  '#' + [colour, colour >> 8, colour >> 16].map((part) => (part & 0xff).toString(16).padStart(2, '0')).join('');
