package io.nerest.experiments.plots;

import io.nerest.experiments.map.EmbeddingsFile;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.DataRecord;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.PairedTest;
import io.nerest.experiments.result.PlanRecord;
import io.nerest.experiments.result.RoundMetrics;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.SeedResult;
import io.nerest.experiments.result.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Results of experiments that were never run, to draw: curves that rise by a given gain, frames chosen by a given stride. */
public final class DrawnExperiment {
    private static final int INITIAL = 10;
    private static final int BATCH = 10;

    private DrawnExperiment() {}

    /** An experiment of {@code random}, two strategies, a curriculum, {@code fixed} and {@code full}. */
    public static ExperimentResult of(int rounds, List<Long> seeds, int pool, double gain) {
        List<ArmResult> arms = new ArrayList<>();
        arms.add(arm("random", ArmKind.ACTIVE, rounds, seeds, .30, 7));
        arms.add(arm("entropy", ArmKind.ACTIVE, rounds, seeds, .30 + gain, 3));
        arms.add(arm("core-set", ArmKind.ACTIVE, rounds, seeds, .33 + gain, 5));
        arms.add(arm("curriculum", ArmKind.CURRICULUM, rounds, seeds, .1 + gain, 0));
        arms.add(arm("fixed", ArmKind.FIXED, 0, seeds, .45, 11));
        arms.add(arm("full", ArmKind.FULL, 0, seeds, .6, 0));
        return new ExperimentResult(
                ExperimentResult.VERSION,
                new PlanRecord(
                        arms.stream().map(ArmResult::name).toList(),
                        seeds,
                        rounds,
                        INITIAL,
                        BATCH,
                        Map.of("epochs", 5, "imgsz", 320),
                        "base.safetensors",
                        Map.of("aggregation", "max"),
                        Map.of(),
                        "nerest experiment --data <river & lake>"),
                new DataRecord("data", List.of("pink", "chum"), "pool", pool, pool / 2, 20, List.of()),
                arms,
                arms.stream().map(arm -> summary(arm, seeds.size())).toList(),
                List.of("'entropy' & 'margin' rank alike on <one class>"),
                true,
                12);
    }

    /** Writes what such an experiment leaves in its folder: tables of training runs, and embeddings in three clouds. */
    public static void writeRuns(Path folder, ExperimentResult result) throws IOException {
        for (ArmResult arm : result.arms()) {
            for (SeedResult seed : arm.seeds()) {
                for (RoundResult round : seed.rounds()) {
                    Path run = Files.createDirectories(folder.resolve(round.run()));
                    Files.writeString(
                            run.resolve("results.csv"), table(round.metrics().map50(), seed.seed()));
                }
            }
        }
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        lines.add("frame,"
                + String.join(",", IntStream.range(0, 40).mapToObj(i -> "e" + i).toList()));
        for (int i = 0; i < result.data().pool(); i++) {
            int cloud = i % 3;
            lines.add(frame(i) + ","
                    + String.join(
                            ",",
                            IntStream.range(0, 40)
                                    .mapToObj(k -> String.format(
                                            Locale.ROOT, "%.4f", (k % 3 == cloud ? 1 : 0) + random.nextGaussian() * .4))
                                    .toList()));
        }
        Files.write(folder.resolve(EmbeddingsFile.NAME), lines);
    }

    public static String frame(int index) {
        return "images/f%04d.jpg".formatted(index);
    }

    private static ArmResult arm(String name, ArmKind kind, int rounds, List<Long> seeds, double gain, int stride) {
        return new ArmResult(
                name,
                kind,
                stride == 0 ? "" : name + ", max",
                seeds.stream()
                        .map(seed -> new SeedResult(
                                seed,
                                IntStream.rangeClosed(0, rounds)
                                        .mapToObj(round -> round(name, kind, round, seed, gain, stride))
                                        .toList()))
                        .toList());
    }

    private static RoundResult round(String name, ArmKind kind, int round, long seed, double gain, int stride) {
        boolean once = kind == ArmKind.FIXED || kind == ArmKind.FULL;
        double progress = once ? 1 : 1 - Math.exp(-round);
        double map50 = .3 + gain * progress + .02 * Math.sin((int) seed * 7 + round);
        int labels = kind == ArmKind.CURRICULUM
                ? INITIAL
                : kind == ArmKind.FULL ? 100 : INITIAL + BATCH * (once ? 4 : round);
        List<ChosenFrame> chosen = new ArrayList<>();
        for (int i = 0; i < BATCH && (stride > 0 || round == 0); i++) {
            int index = round == 0 ? i : 10 + (stride * (round * BATCH + i) + (int) seed) % 80;
            chosen.add(new ChosenFrame(frame(index), "cam-0", i + 1, 1.0 / (i + 1), "least <sure>", Map.of("p", .5)));
        }
        return new RoundResult(
                round,
                labels,
                kind == ArmKind.CURRICULUM ? 20 * round : 0,
                5 * (round + 1),
                new RoundMetrics(map50, map50 * .6, .5 + map50 / 3, .4 + map50 / 3, map50 * .4, map50 * .3),
                5,
                "runs/%s-%d-%d".formatted(name, seed, round),
                chosen,
                List.of(),
                "",
                1,
                1);
    }

    private static ArmSummary summary(ArmResult arm, int seeds) {
        List<RoundSummary> rounds = new ArrayList<>();
        for (int r = 0; r < arm.seeds().get(0).rounds().size(); r++) {
            RoundResult first = arm.seeds().get(0).rounds().get(r);
            RoundMetrics metrics = first.metrics();
            double sd = seeds > 1 ? .02 : 0;
            rounds.add(new RoundSummary(
                    first.round(),
                    first.labels(),
                    first.pseudoLabels(),
                    first.epochs(),
                    new Spread(metrics.map50(), sd, seeds),
                    new Spread(metrics.map50To95(), sd, seeds),
                    new Spread(metrics.precision(), sd, seeds),
                    new Spread(metrics.recall(), sd, seeds),
                    new Spread(metrics.map50() * .4, sd, seeds),
                    null,
                    new Spread(metrics.f1(), sd, seeds)));
        }
        return new ArmSummary(
                arm.name(),
                rounds,
                new Spread(.5, .01, seeds),
                31.5,
                null,
                arm.name().equals("entropy") ? 1.08 : null,
                null,
                arm.name().equals("curriculum") ? 1.2 : null,
                arm.name().equals("entropy") ? new PairedTest("random", .04, .03, seeds, seeds) : null,
                arm.name().equals("entropy") ? List.of("margin") : List.of());
    }

    private static String table(double map50, long seed) {
        StringBuilder table = new StringBuilder(
                "epoch,time,train/box_loss,train/cls_loss,train/dfl_loss,metrics/mAP50(B),metrics/mAP50-95(B),"
                        + "val/box_loss,val/cls_loss,val/dfl_loss\n");
        for (int epoch = 1; epoch <= 5; epoch++) {
            double value = map50 * (1 - Math.exp(-epoch));
            double loss = 3 - 2 * value + .05 * (int) seed;
            table.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%f,%f,%f,%f,%f,%f,%f,%f%n",
                    epoch,
                    epoch,
                    loss,
                    loss * .5,
                    loss * .7,
                    value,
                    value * .6,
                    loss * 1.1,
                    loss * .8,
                    loss * .9));
        }
        return table.toString();
    }
}
