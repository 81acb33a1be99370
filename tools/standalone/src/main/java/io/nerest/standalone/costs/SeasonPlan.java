package io.nerest.standalone.costs;

/**
 * The frames of a season, and how long they are kept.
 *
 * @param framesPerSecond of each camera
 * @param emptyShare share of frames without fish, 0 to 1
 * @param emptyDays days for which empty frames are kept
 * @param keptShare share of the empty frames that is kept for good, 0 to 1
 * @param kafkaDays days for which Kafka keeps events
 * @param kafkaReplicas copies of each event
 */
record SeasonPlan(
        int cameras,
        double framesPerSecond,
        int days,
        double emptyShare,
        int emptyDays,
        double keptShare,
        int kafkaDays,
        int kafkaReplicas) {
    private static final double SECONDS_PER_DAY = 86_400;

    double framesPerDay() {
        return cameras * framesPerSecond * SECONDS_PER_DAY;
    }

    double frames() {
        return framesPerDay() * days;
    }

    /** Frames that exist at the end of the season if empty ones expire. */
    double framesKept() {
        double empty = frames() * emptyShare;
        double emptyYoung = framesPerDay() * emptyShare * Math.min(days, emptyDays);
        return frames() - empty + emptyYoung + (empty - emptyYoung) * keptShare;
    }
}
