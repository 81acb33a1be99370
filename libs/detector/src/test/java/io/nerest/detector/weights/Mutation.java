package io.nerest.detector.weights;

import java.util.Arrays;
import java.util.Random;

/** Ways in which files come damaged. */
final class Mutation {
    private static final byte[] EXTREMES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};

    private Mutation() {}

    /** The bytes with damage of kind {@code number % 5} at places that the generator picks. */
    static byte[] of(byte[] whole, Random random, int number) {
        return switch (number % 5) {
            case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 1 -> flipped(whole, random, 1 + random.nextInt(8));
            case 2 -> extreme(whole, random, Math.min(whole.length, 4096));
            case 3 -> moved(whole, random);
            default -> extreme(whole, random, whole.length);
        };
    }

    private static byte[] flipped(byte[] whole, Random random, int bits) {
        byte[] copy = whole.clone();
        for (int i = 0; i < bits; i++) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** A run of bytes becomes all zeros or all ones, as sizes and lengths are then hugest. */
    private static byte[] extreme(byte[] whole, Random random, int within) {
        byte[] copy = whole.clone();
        int from = random.nextInt(within);
        Arrays.fill(copy, from, Math.min(copy.length, from + 1 + random.nextInt(8)), EXTREMES[random.nextInt(5)]);
        return copy;
    }

    /** A part is copied over another part. */
    private static byte[] moved(byte[] whole, Random random) {
        byte[] copy = whole.clone();
        int length = 1 + random.nextInt(Math.max(1, whole.length / 4));
        System.arraycopy(
                whole, random.nextInt(whole.length - length), copy, random.nextInt(whole.length - length), length);
        return copy;
    }
}
