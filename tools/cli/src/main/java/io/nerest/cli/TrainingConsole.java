package io.nerest.cli;

import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.training.run.BatchProgress;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.RunFolder;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.run.TrainingResult;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A run on the console: two lines an epoch, in the reference's columns, and on a terminal a bar while it lasts. Where
 * the output goes to a file there is no bar.
 */
final class TrainingConsole implements TrainingListener {
    private static final List<String> TRAIN_COLUMNS =
            List.of("Epoch", "GPU_mem", "box_loss", "cls_loss", "dfl_loss", "Instances", "Size");
    private static final List<String> VAL_COLUMNS = List.of("Images", "Instances", "Box(P", "R", "mAP50", "mAP50-95)");

    /** Numbers outside these would burst their column if all their zeros were written. */
    private static final double LEAST_PLAIN = 1e-4;

    private static final double MOST_PLAIN = 1e6;

    private final PrintWriter out;
    private final boolean terminal;
    private Optional<ProgressBar> bar = Optional.empty();
    private Optional<BatchProgress> latest = Optional.empty();

    TrainingConsole(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** With a bar where the launcher says that there is a terminal, or both ends of the process are one; asks the console that can tell, on every release. */
    @SuppressWarnings("SystemConsoleNull")
    static TrainingConsole on(PrintWriter out) {
        System.setProperty("jdk.console", "java.base");
        return new TrainingConsole(out, Boolean.getBoolean("nerest.terminal") || System.console() != null);
    }

    @Override
    public void note(String line) {
        out.println(line);
    }

    @Override
    public void started(RunFolder folder) {
        out.println("results go to " + folder.path());
    }

    @Override
    public void batchDone(BatchProgress progress) {
        if (terminal) {
            ProgressBar shown = bar.orElseGet(() -> newBar(progress));
            bar = Optional.of(shown);
            shown.setExtraMessage(
                    "box %s cls %s dfl %s".formatted(losses(progress).toArray()));
            shown.stepTo(progress.batch());
        }
        latest = Optional.of(progress);
    }

    @Override
    public void epochDone(EpochReport report) {
        closeBar();
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
                time(result.seconds()),
                result.secondsWaited());
        result.best().ifPresent(report -> summary(report, result.bestEpoch()));
        out.println("weights: " + result.folder().best());
    }

    private void summary(DetectionReport report, int epoch) {
        out.println("best epoch: " + epoch);
        out.println("%22s".formatted("Class") + columns(VAL_COLUMNS));
        out.println(groupLine(report.all()));
        if (report.perClass().size() > 1) {
            report.perClass().forEach(group -> out.println(groupLine(group)));
        }
    }

    private ProgressBar newBar(BatchProgress progress) {
        return new ProgressBarBuilder()
                .setTaskName("%d/%d".formatted(progress.epoch(), progress.epochs()))
                .setInitialMax(progress.batches())
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .clearDisplayOnFinish()
                .build();
    }

    private void closeBar() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
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
                        time(left));
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

    private static String time(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() > 0
                ? "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
                : "%02d:%02d".formatted(duration.toMinutesPart(), duration.toSecondsPart());
    }
}
