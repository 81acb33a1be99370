package io.nerest.selection;

import java.util.Locale;

/**
 * What a batch does with frames on which the model sees nothing, most of a stream. Published tools never pick them, pick
 * them first, or crash on them; here it is a setting of its own, alike for every strategy.
 *
 * @param policy which way
 * @param share for {@link Policy#QUOTA}: the part of the batch kept for empty frames, 0 to 1
 */
public record EmptyFrames(Policy policy, double share) {

    public static final EmptyFrames EXCLUDE = new EmptyFrames(Policy.EXCLUDE, 0);
    public static final EmptyFrames CERTAIN = new EmptyFrames(Policy.CERTAIN, 0);
    public static final EmptyFrames UNCERTAIN = new EmptyFrames(Policy.UNCERTAIN, 0);
    private static final String QUOTA = "quota:";

    /** The ways. */
    public enum Policy {
        /** Never picked. */
        EXCLUDE,
        /** After every frame with boxes. */
        CERTAIN,
        /** Before every frame with boxes. */
        UNCERTAIN,
        /** A fixed share of the batch, drawn at random; where boxes run out, empty frames fill the batch. */
        QUOTA
    }

    public EmptyFrames {
        if (!(share >= 0 && share <= 1)) {
            throw new InvalidSelectionException("emptyFrames quota:" + share + ": the share must lie in [0, 1]");
        }
    }

    public static EmptyFrames quota(double share) {
        return new EmptyFrames(Policy.QUOTA, share);
    }

    /** How many frames of a batch are kept for empty ones, of which so many are there; 0 but for {@link Policy#QUOTA}. */
    int quota(int batchSize, int available) {
        return policy == Policy.QUOTA ? Math.min(available, (int) Math.round(batchSize * share)) : 0;
    }

    /** Reads {@code exclude}, {@code certain}, {@code uncertain} or, say, {@code quota:0.1}. */
    public static EmptyFrames parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith(QUOTA)) {
            try {
                return quota(Double.parseDouble(name.substring(QUOTA.length())));
            } catch (NumberFormatException e) {
                throw new InvalidSelectionException("emptyFrames '" + text + "': no number after 'quota:'");
            }
        }
        return switch (name) {
            case "exclude" -> EXCLUDE;
            case "certain" -> CERTAIN;
            case "uncertain" -> UNCERTAIN;
            default ->
                throw new InvalidSelectionException("emptyFrames '" + text
                        + "' is not known; use exclude, certain, uncertain, or quota:P such as quota:0.1");
        };
    }

    @Override
    public String toString() {
        return policy == Policy.QUOTA ? QUOTA + share : policy.name().toLowerCase(Locale.ROOT);
    }
}
