package io.nerest.selection;

import java.util.Locale;

/**
 * How a batch treats frames without detections, which are most of a stream. Published tools never select them, select them
 * first, or fail on them; here it is a separate setting, the same for every strategy.
 *
 * @param policy how
 * @param share for {@link Policy#QUOTA}: the part of the batch reserved for empty frames, in [0, 1]
 */
public record EmptyFrames(Policy policy, double share) {

    public static final EmptyFrames EXCLUDE = new EmptyFrames(Policy.EXCLUDE, 0);
    public static final EmptyFrames CERTAIN = new EmptyFrames(Policy.CERTAIN, 0);
    public static final EmptyFrames UNCERTAIN = new EmptyFrames(Policy.UNCERTAIN, 0);
    private static final String QUOTA = "quota:";

    /** How empty frames are treated. */
    public enum Policy {
        /** Never selected. */
        EXCLUDE,
        /** After every frame with boxes. */
        CERTAIN,
        /** Before every frame with boxes. */
        UNCERTAIN,
        /** A fixed share of the batch, drawn at random; if frames with boxes run out, empty frames fill the batch. */
        QUOTA
    }

    public EmptyFrames {
        if (!(share >= 0 && share <= 1)) {
            throw new InvalidSelectionException(
                    "setting 'emptyFrames' is 'quota:" + share + "', but the share must be in [0, 1]");
        }
    }

    public static EmptyFrames quota(double share) {
        return new EmptyFrames(Policy.QUOTA, share);
    }

    /** Returns how many frames of a batch are reserved for the available empty ones; 0 unless the policy is a quota. */
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
                throw new InvalidSelectionException("setting 'emptyFrames' is '" + text
                        + "', but 'quota:' must be followed by a number, as in quota:0.1");
            }
        }
        return switch (name) {
            case "exclude" -> EXCLUDE;
            case "certain" -> CERTAIN;
            case "uncertain" -> UNCERTAIN;
            default ->
                throw new InvalidSelectionException("setting 'emptyFrames' is '" + text
                        + "', but must be exclude, certain, uncertain, or quota:P such as quota:0.1");
        };
    }

    @Override
    public String toString() {
        return policy == Policy.QUOTA ? QUOTA + share : policy.name().toLowerCase(Locale.ROOT);
    }
}
