package io.nerest.standalone.costs;

/**
 * The frames of a season, and how long they are kept.
 *
 * @param framesPerSecond of each camera
 * @param emptyShare share of frames without fish, 0 to 1
 * @param emptyDays days for which empty frames are kept
 * @param rowDays days for which rows of empty frames stay after their images have gone
 * @param keptShare share of the empty frames that is kept for good, 0 to 1
 * @param kafkaDays days for which Kafka keeps events
 * @param kafkaReplicas copies of each event
 */
public record SeasonPlan(
        int cameras,
        double framesPerSecond,
        int days,
        double emptyShare,
        int emptyDays,
        int rowDays,
        double keptShare,
        int kafkaDays,
        int kafkaReplicas) {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final int EMPTY_DAYS = 14;
    private static final int ROW_DAYS = 14;
    private static final double KEPT_SHARE = 0.01;
    private static final int KAFKA_DAYS = 7;
    private static final int KAFKA_REPLICAS = 3;

    /** Returns a season with the retention that docs/operate.md describes. */
    public static SeasonPlan of(int cameras, double framesPerSecond, int days, double emptyShare) {
        return new SeasonPlan(
                cameras,
                framesPerSecond,
                days,
                emptyShare,
                EMPTY_DAYS,
                ROW_DAYS,
                KEPT_SHARE,
                KAFKA_DAYS,
                KAFKA_REPLICAS);
    }

    double framesPerDay() {
        return cameras * framesPerSecond * SECONDS_PER_DAY;
    }

    double frames() {
        return framesPerDay() * days;
    }

    /** Frames that exist at the end of the season if empty ones expire. */
    double framesKept() {
        return kept(emptyDays);
    }

    /** Frames that have rows at the end of the season if empty ones expire. */
    double framesWithRows() {
        return kept(emptyDays + rowDays);
    }

    private double kept(int daysOfEmpty) {
        double empty = frames() * emptyShare;
        double emptyYoung = framesPerDay() * emptyShare * Math.min(days, daysOfEmpty);
        return frames() - empty + emptyYoung + (empty - emptyYoung) * keptShare;
    }
}
