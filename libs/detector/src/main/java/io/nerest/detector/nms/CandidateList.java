package io.nerest.detector.nms;

import java.util.Arrays;

/**
 * Candidates as longs that sort by descending confidence, then by ascending index: the inverted bits of the confidence
 * above the index. Bits of positive floats have the order of the floats.
 */
final class CandidateList {
    private long[] packed = new long[256];
    private int size;

    void add(float confidence, int index) {
        if (size == packed.length) {
            packed = Arrays.copyOf(packed, size * 2);
        }
        packed[size++] = ((long) ~Float.floatToRawIntBits(confidence) << 32) | index;
    }

    long[] sortedByConfidence() {
        long[] sorted = Arrays.copyOf(packed, size);
        Arrays.sort(sorted);
        return sorted;
    }

    static int index(long packed) {
        return (int) packed;
    }

    static float confidence(long packed) {
        return Float.intBitsToFloat(~(int) (packed >>> 32));
    }
}
