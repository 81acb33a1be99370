package io.nerest.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a number of frames by largest remainder: the quotas add up, and each is within one of its share. */
final class Quotas {

    private Quotas() {}

    /**
     * Divides a number of frames.
     *
     * @param shares each at least 0, above 0 in total
     * @param randomKeys break ties of equal remainders: the lower comes first
     */
    static int[] of(int frames, double[] shares, long[] randomKeys) {
        double all = Arrays.stream(shares).sum();
        int[] quotas = new int[shares.length];
        double[] remainders = new double[shares.length];
        int given = 0;
        for (int i = 0; i < shares.length; i++) {
            double exact = frames * shares[i] / all;
            quotas[i] = (int) Math.floor(exact);
            remainders[i] = exact - quotas[i];
            given += quotas[i];
        }
        int[] order = IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -remainders[i]).thenComparingLong(i -> randomKeys[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; given < frames; i++, given++) {
            quotas[order[i % order.length]]++;
        }
        return quotas;
    }

    /**
     * Divides a number of frames as evenly as the sizes allow: what one stratum cannot fill, the others do.
     *
     * @param sizes the most that each can get
     * @param randomKeys decide which get one more if the number does not divide evenly: the lower
     */
    static int[] even(int frames, int[] sizes, long[] randomKeys) {
        int[] quotas = new int[sizes.length];
        int left = (int) Math.min(frames, Arrays.stream(sizes).asLongStream().sum());
        int[] order = IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> randomKeys[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        while (left > 0) {
            for (int i : order) {
                if (left > 0 && quotas[i] < sizes[i]) {
                    quotas[i]++;
                    left--;
                }
            }
        }
        return quotas;
    }
}
