package io.nerest.counting.track;

/**
 * A Kalman filter of one coordinate with constant velocity: state position and velocity, measurement position. The noise
 * of a box's coordinates is independent, so that four of these are the eight-dimensional filter of SORT (Bewley et al.
 * 2016) exactly. Positions in pixels, velocities in pixels per frame.
 */
final class CoordinateFilter {
    private double position;
    private double velocity;
    private double positionVariance;
    private double covariance;
    private double velocityVariance;

    CoordinateFilter(double position, double positionDeviation, double velocityDeviation) {
        this.position = position;
        this.positionVariance = positionDeviation * positionDeviation;
        this.velocityVariance = velocityDeviation * velocityDeviation;
    }

    /**
     * Predicts.
     *
     * @param frames how many frames ahead, at least 0
     * @param positionDeviation standard deviation added to the position per frame
     * @param velocityDeviation standard deviation added to the velocity per frame
     */
    void predict(double frames, double positionDeviation, double velocityDeviation) {
        position += velocity * frames;
        positionVariance +=
                frames * (2 * covariance + frames * velocityVariance) + frames * positionDeviation * positionDeviation;
        covariance += frames * velocityVariance;
        velocityVariance += frames * velocityDeviation * velocityDeviation;
    }

    /** Corrects by a measured position with the given standard deviation, above 0. */
    void correct(double measured, double deviation) {
        double innovation = measured - position;
        double variance = positionVariance + deviation * deviation;
        double positionGain = positionVariance / variance;
        double velocityGain = covariance / variance;
        position += positionGain * innovation;
        velocity += velocityGain * innovation;
        velocityVariance -= velocityGain * covariance;
        covariance *= 1 - positionGain;
        positionVariance *= 1 - positionGain;
    }

    double position() {
        return position;
    }

    double velocity() {
        return velocity;
    }

    /** Variance of the position in square pixels. */
    double positionVariance() {
        return positionVariance;
    }
}
