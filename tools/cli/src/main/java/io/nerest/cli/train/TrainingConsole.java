package io.nerest.cli.train;

import io.nerest.commandline.ProgressDisplay;
import io.nerest.commandline.Terminal;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.training.run.BatchProgress;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.RunFolder;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.run.TrainingResult;
import io.nerest.training.run.ValidationProgress;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Prints a training run: two lines per epoch in the columns known from Ultralytics, and during the epoch a progress bar on
 * a terminal, elsewhere a line every thirty seconds.
 */
final class TrainingConsole implements TrainingListener {
    private static final List<String> TRAIN_COLUMNS =
            List.of("Epoch", "GPU_mem", "box_loss", "cls_loss", "dfl_loss", "Instances", "Size");
    private static final List<String> VAL_COLUMNS =
            List.of("Images", "Instances", "Box(P", "R", "F1", "mAP50", "mAP50-95)");

    /** Numbers outside this range are written with an exponent: with all their zeros they exceed the column. */
    private static final double LEAST_PLAIN = 1e-4;

    private static final double MOST_PLAIN = 1e6;

    private static final double NANOS = 1e9;
    private static final double LINE_PERIOD_SECONDS = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long epochStarted;
    private long lastLine;
    private Optional<ProgressDisplay> bar = Optional.empty();
    private Optional<ProgressDisplay> validationBar = Optional.empty();
    private Optional<BatchProgress> latest = Optional.empty();

    TrainingConsole(PrintWriter out) {
        this(out, Terminal.isAttached(), System::nanoTime);
    }

    /**
     * @param terminal whether a progress bar can be shown
     * @param nanoTime a clock
     */
    TrainingConsole(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.epochStarted = nanoTime.getAsLong();
        this.lastLine = epochStarted;
    }

    @Override
    public void note(String line) {
        out.println(line);
    }

    @Override
    public void started(RunFolder folder) {
        epochStarted = nanoTime.getAsLong();
        lastLine = epochStarted;
        out.println("results go to " + folder.path());
    }

    @Override
    public void batchDone(BatchProgress progress) {
        latest = Optional.of(progress);
        if (!terminal) {
            printProgress(progress);
            return;
        }
        ProgressDisplay shown = bar.orElseGet(() -> newBar(progress));
        bar = Optional.of(shown);
        shown.stepTo(
                progress.batch(),
                "box %s cls %s dfl %s".formatted(losses(progress).toArray()));
    }

    /** Prints a line if the last one of this epoch is thirty seconds ago. */
    private void printProgress(BatchProgress progress) {
        long now = nanoTime.getAsLong();
        if ((now - lastLine) / NANOS < LINE_PERIOD_SECONDS || progress.batch() == progress.batches()) {
            return;
        }
        lastLine = now;
        double seconds = (now - epochStarted) / NANOS;
        out.printf(
                Locale.ROOT,
                "%d/%d: %d %%, %.1f images/s, %s left in this epoch, box %s cls %s dfl %s%n",
                progress.epoch(),
                progress.epochs(),
                100 * progress.batch() / progress.batches(),
                progress.images() / seconds,
                ProgressDisplay.time(seconds / progress.batch() * (progress.batches() - progress.batch())),
                digits(progress.losses().box()),
                digits(progress.losses().cls()),
                digits(progress.losses().dfl()));
        out.flush();
    }

    @Override
    public void validated(ValidationProgress progress) {
        if (validationBar.isEmpty()) {
            closeBar();
        }
        ProgressDisplay shown = validationBar.orElseGet(
                () -> ProgressDisplay.start("validation", "batches", progress.batches(), this::printLongValidation));
        validationBar = Optional.of(shown);
        shown.stepTo(progress.batch());
        if (progress.batch() == progress.batches()) {
            closeValidation();
        }
    }

    /** Prints lines of a validation in progress, not the one at its end: the table follows it. */
    private void printLongValidation(String line) {
        if (line.contains(" left")) {
            out.println(line);
            out.flush();
        }
    }

    @Override
    public void epochDone(EpochReport report) {
        closeBar();
        epochStarted = nanoTime.getAsLong();
        lastLine = epochStarted;
        latest.ifPresent(progress -> {
            out.println(columns(TRAIN_COLUMNS));
            out.println(trainLine(progress, report));
        });
        report.validation().ifPresent(validation -> {
            out.println("%22s".formatted("Class") + columns(VAL_COLUMNS));
            out.println(groupLine(validation.report().all()));
        });
    }

    @Override
    public void finished(TrainingResult result) {
        closeBar();
        closeValidation();
        out.println();
        out.printf(
                Locale.ROOT,
                "%s after %d epochs in %s, of which %.1f s waiting for augmentation%n",
                switch (result.end()) {
                    case FINISHED -> "finished";
                    case PATIENCE -> "stopped, since patience is exhausted,";
                    case CANCELLED -> "cancelled";
                },
                result.epochs(),
                ProgressDisplay.time(result.seconds()),
                result.secondsWaited());
        result.best().ifPresent(report -> summary(report, result.bestEpoch()));
        out.println("weights: " + result.folder().best());
    }

    private void summary(DetectionReport report, int epoch) {
        out.println("best epoch: " + epoch);
        out.println("%22s".formatted("Class") + columns(VAL_COLUMNS));
        out.println(groupLine(report.all()));
        if (report.perStream().size() > 1) {
            out.println(groupLine(report.streamMean()));
        }
        if (report.perClass().size() > 1) {
            report.perClass().forEach(group -> out.println(groupLine(group)));
        }
    }

    private static ProgressDisplay newBar(BatchProgress progress) {
        String epoch = "%d/%d".formatted(progress.epoch(), progress.epochs());
        return ProgressDisplay.start(epoch, "batches", progress.batches(), line -> {});
    }

    private void closeBar() {
        bar.ifPresent(ProgressDisplay::close);
        bar = Optional.empty();
    }

    private void closeValidation() {
        validationBar.ifPresent(ProgressDisplay::close);
        validationBar = Optional.empty();
    }

    private static String trainLine(BatchProgress progress, EpochReport report) {
        List<String> losses = List.of(
                digits(report.train().box()),
                digits(report.train().cls()),
                digits(report.train().dfl()));
        double left = report.seconds() / report.epoch() * (report.epochs() - report.epoch());
        return columns(List.of("%d/%d".formatted(report.epoch(), report.epochs()), gigabytes(report.gpuBytes())))
                + columns(losses)
                + columns(List.of(Integer.toString(progress.instances()), Integer.toString(progress.imgsz())))
                + String.format(
                        Locale.ROOT,
                        ": %d/%d [%.1f images/s, %s left]",
                        progress.batch(),
                        progress.batches(),
                        report.imagesPerSecond(),
                        ProgressDisplay.time(left));
    }

    private static List<String> losses(BatchProgress progress) {
        return List.of(
                digits(progress.losses().box()),
                digits(progress.losses().cls()),
                digits(progress.losses().dfl()));
    }

    private static String groupLine(GroupMetrics group) {
        return "%22s".formatted(group.group())
                + columns(List.of(
                        Integer.toString(group.images()),
                        Integer.toString(group.instances()),
                        digits(group.precision()),
                        digits(group.recall()),
                        digits(group.f1()),
                        digits(group.map50()),
                        digits(group.map50To95())));
    }

    private static String columns(List<String> cells) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append("%11s".formatted(cell)));
        return line.toString();
    }

    private static String gigabytes(OptionalLong bytes) {
        return bytes.isPresent() ? digits(bytes.getAsLong() / 1e9) + "G" : "-";
    }

    /** Four significant digits without trailing zeros, in ten characters at most. */
    static String digits(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value != 0 && (Math.abs(value) < LEAST_PLAIN || Math.abs(value) >= MOST_PLAIN)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
