/** The difference between two models on the same labelled frames. */
export interface PairedTest {
  frames: number;
  faultlessA: number;
  faultlessB: number;
  faultlessBoth: number;
  pValue: number;
  f1A: number;
  f1B: number;
  difference: number;
  low: number;
  high: number;
}

/** Whether the second model is better than the first, as far as the interval of the difference says. */
export function verdict(test: Pick<PairedTest, 'low' | 'high'>): 'better' | 'worse' | 'undecided' {
  return test.low > 0 ? 'better' : test.high < 0 ? 'worse' : 'undecided';
}
