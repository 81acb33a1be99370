package io.nerest.counting.estimate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A season with known truth. Fish arrive in a run of some weeks, more at some cameras and hours, and in groups. The detector's
 * recall and its false detections depend on camera and hour.
 *
 * @param units frames with the sum of the detector's confidences
 * @param truth fish on each frame
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SimulatedSeason(SeasonUnits units, int[] truth) {

    /**
     * What is simulated.
     *
     * @param cameras number of cameras
     * @param days length in days
     * @param framesPerHour of each camera
     * @param fishPerFrame mean over the season
     * @param recall mean share of fish that is detected, in (0, 1)
     * @param falsePerFrame mean number of false detections on a frame
     */
    public record Plan(
            int cameras, int days, int framesPerHour, double fishPerFrame, double recall, double falsePerFrame) {

        /** About 26,000 frames, a fish on one in twenty. */
        public static final Plan DEFAULT = new Plan(6, 30, 6, 0.1, 0.8, 0.03);
    }

    /** Draws a season. */
    public static SimulatedSeason draw(Plan plan, long seed) {
        Random random = new Random(seed);
        Instant begin = Instant.parse("2026-07-01T00:00:00Z");
        int hours = plan.days() * 24;
        double[][] rate = new double[plan.cameras()][hours];
        double sum = 0;
        double peak = plan.days() * (0.3 + 0.4 * random.nextDouble());
        double spread = plan.days() * (0.1 + 0.15 * random.nextDouble());
        double busiest = 24 * random.nextDouble();
        for (int camera = 0; camera < plan.cameras(); camera++) {
            double traffic = Math.exp(0.7 * random.nextGaussian());
            for (int hour = 0; hour < hours; hour++) {
                double day = (hour / 24.0 - peak) / spread;
                double ofDay = 1 + 0.8 * Math.cos(2 * Math.PI * (hour - busiest) / 24);
                rate[camera][hour] = traffic * Math.exp(-day * day / 2) * ofDay * gamma(0.7, random);
                sum += rate[camera][hour];
            }
        }
        double scale = plan.fishPerFrame() * plan.cameras() * hours / sum;
        List<CountedUnit> units = new ArrayList<>();
        int[] truth = new int[plan.cameras() * hours * plan.framesPerHour()];
        for (int camera = 0; camera < plan.cameras(); camera++) {
            String stream = "camera-" + camera;
            double ease = 0.6 * random.nextGaussian();
            double clutter = plan.falsePerFrame() * Math.exp(0.7 * random.nextGaussian());
            double sureness = 0.45 + 0.3 * random.nextDouble();
            for (int hour = 0; hour < hours; hour++) {
                boolean night = hour % 24 < 5 || hour % 24 >= 22;
                double logit = Math.log(plan.recall() / (1 - plan.recall())) + ease + (night ? -1 : 0.25);
                double recall = 1 / (1 + Math.exp(-logit));
                double wrong = clutter * (night ? 2 : 0.7);
                for (int frame = 0; frame < plan.framesPerHour(); frame++) {
                    int fish = poisson(scale * rate[camera][hour], random);
                    double count = 0;
                    for (int i = 0; i < fish; i++) {
                        if (random.nextDouble() < recall) {
                            count += sureness + (0.97 - sureness) * random.nextDouble();
                        } else if (random.nextDouble() < 0.3) {
                            count += 0.25 * random.nextDouble();
                        }
                    }
                    int ghosts = poisson(wrong, random);
                    for (int i = 0; i < ghosts; i++) {
                        count += 0.1 + 0.5 * random.nextDouble() * random.nextDouble();
                    }
                    truth[units.size()] = fish;
                    units.add(new CountedUnit(
                            stream + "/" + (hour * plan.framesPerHour() + frame),
                            stream,
                            begin.plusSeconds(hour * 3600L + frame * 3600L / plan.framesPerHour()),
                            count));
                }
            }
        }
        return new SimulatedSeason(new SeasonUnits(units), truth);
    }

    /** The number of fish. */
    public long total() {
        long sum = 0;
        for (int fish : truth) {
            sum += fish;
        }
        return sum;
    }

    private static int poisson(double mean, Random random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** A gamma variable of shape k and mean 1 (Marsaglia and Tsang 2000). */
    private static double gamma(double shape, Random random) {
        double boost = shape < 1 ? Math.pow(random.nextDouble(), 1 / shape) : 1;
        double d = (shape < 1 ? shape + 1 : shape) - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return boost * d * v / shape;
            }
        }
    }
}
