package io.nerest.cli.bench;

import java.util.Arrays;

/**
 * How long repeated work took.
 *
 * @param runs how often it was done
 * @param best shortest run in milliseconds
 * @param median in milliseconds
 * @param p90 nine of ten runs took at most so many milliseconds
 */
record Timing(int runs, double best, double median, double p90) {
    private static final int LEAST_RUNS = 5;

    /** Does the work a few times unmeasured, then until the time is over, at least five times. */
    static Timing of(Runnable work, double seconds) {
        for (int i = 0; i < 2; i++) {
            work.run();
        }
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double[] millis = new double[16];
        int runs = 0;
        while (runs < LEAST_RUNS || System.nanoTime() < end) {
            if (runs == millis.length) {
                millis = Arrays.copyOf(millis, runs * 2);
            }
            long start = System.nanoTime();
            work.run();
            millis[runs++] = (System.nanoTime() - start) / 1e6;
        }
        double[] sorted = Arrays.copyOf(millis, runs);
        Arrays.sort(sorted);
        return new Timing(runs, sorted[0], sorted[runs / 2], sorted[Math.min(runs - 1, runs * 9 / 10)]);
    }
}
