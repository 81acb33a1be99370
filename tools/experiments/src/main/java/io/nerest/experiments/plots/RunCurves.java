package io.nerest.experiments.plots;

import io.nerest.experiments.plots.BandChart.Point;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.SeedResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The training runs of an experiment, read once each; runs without a table are skipped. */
final class RunCurves {
    private final Path folder;
    private final Map<String, TrainingCurves> read = new HashMap<>();

    RunCurves(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns a column of an arm's last round by epoch: mean and standard deviation over the seeds with that many epochs.
     *
     * @throws UncheckedIOException if a table exists and cannot be read
     */
    List<Point> meanOfLast(ArmResult arm, String column) {
        List<double[]> values = new ArrayList<>();
        int epochs = 0;
        for (SeedResult seed : arm.seeds()) {
            if (!seed.rounds().isEmpty()) {
                RoundResult last = seed.rounds().get(seed.rounds().size() - 1);
                double[] ofSeed = curves(last.run()).column(column);
                values.add(ofSeed);
                epochs = Math.max(epochs, ofSeed.length);
            }
        }
        List<Point> points = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            int at = epoch;
            double[] here = values.stream()
                    .filter(ofSeed -> ofSeed.length > at && Double.isFinite(ofSeed[at]))
                    .mapToDouble(ofSeed -> ofSeed[at])
                    .toArray();
            if (here.length > 0) {
                points.add(point(epoch + 1, here));
            }
        }
        return points;
    }

    /**
     * Returns a column over all epochs of an arm: the trainings of its rounds one after the other. Mean and standard deviation
     * over the seeds with a value at an epoch.
     *
     * @throws UncheckedIOException if a table exists and cannot be read
     */
    List<Point> meanOfAll(ArmResult arm, String column) {
        Map<Integer, List<Double>> values = new TreeMap<>();
        for (SeedResult seed : arm.seeds()) {
            forEachRound(seed, (round, before, curves) -> {
                double[] ofRound = curves.column(column);
                for (int i = 0; i < ofRound.length; i++) {
                    if (Double.isFinite(ofRound[i])) {
                        values.computeIfAbsent(before + i + 1, epoch -> new ArrayList<>())
                                .add(ofRound[i]);
                    }
                }
            });
        }
        List<Point> points = new ArrayList<>();
        values.forEach((epoch, here) -> points.add(
                point(epoch, here.stream().mapToDouble(Double::doubleValue).toArray())));
        return points;
    }

    /** What is done with a round's table. */
    interface RoundTable {
        /**
         * Handles one round.
         *
         * @param before epochs trained in the rounds before
         */
        void accept(RoundResult round, int before, TrainingCurves curves);
    }

    /** Reads the tables of a seed's rounds in order. */
    void forEachRound(SeedResult seed, RoundTable consumer) {
        int before = 0;
        for (RoundResult round : seed.rounds()) {
            consumer.accept(round, before, curves(round.run()));
            before = round.epochs();
        }
    }

    private static Point point(double x, double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Point(x, mean, values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0);
    }

    private TrainingCurves curves(String run) {
        return read.computeIfAbsent(run, name -> {
            Path csv = folder.resolve(name).resolve("results.csv");
            if (!Files.isRegularFile(csv)) {
                return new TrainingCurves(Map.of(TrainingCurves.EPOCH, new double[0]));
            }
            try {
                return TrainingCurves.read(csv);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
