package io.nerest.commandline;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress of work with a known number of steps. On a terminal a bar with speed and time left on standard error, removed
 * at the end; elsewhere a line every fifteen seconds with percentage, speed and time left, and one at the end. Safe for use by several threads.
 */
public final class ProgressDisplay implements AutoCloseable {
    private static final int BAR_PERIOD_MILLIS = 250;
    private static final Duration LINE_PERIOD = Duration.ofSeconds(15);
    private static final double NANOS = 1e9;

    private final String task;
    private final String unit;
    private final long steps;
    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private final @Nullable ProgressBar bar;
    private final long started;
    private long lastLine;
    private long done;
    private String message = "";

    private ProgressDisplay(
            String task, String unit, long steps, boolean terminal, Consumer<String> lines, LongSupplier nanoTime) {
        this.task = task;
        this.unit = unit;
        this.steps = steps;
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastLine = started;
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setUnit(" " + unit, 1)
                        .setInitialMax(steps)
                        .setUpdateIntervalMillis(BAR_PERIOD_MILLIS)
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                        .clearDisplayOnFinish()
                        .showSpeed()
                        .build()
                : null;
    }

    /**
     * Starts a display that shows a bar on a terminal and prints lines elsewhere.
     *
     * @param task what is done, such as {@code rendering}
     * @param unit what is counted, in the plural, such as {@code frames}
     * @param steps number of steps
     * @param lines receives the lines if there is no terminal
     */
    public static ProgressDisplay start(String task, String unit, long steps, Consumer<String> lines) {
        return new ProgressDisplay(task, unit, steps, Terminal.isAttached(), lines, System::nanoTime);
    }

    /** As {@link #start(String, String, long, Consumer)}, with lines to a writer. */
    public static ProgressDisplay start(String task, String unit, long steps, PrintWriter lines) {
        return start(task, unit, steps, line -> {
            lines.println(line);
            lines.flush();
        });
    }

    /** Starts a display without a bar, whatever the output is. */
    static ProgressDisplay lines(String task, String unit, long steps, Consumer<String> lines, LongSupplier nanoTime) {
        return new ProgressDisplay(task, unit, steps, false, lines, nanoTime);
    }

    /** Adds one finished step. */
    public synchronized void step() {
        stepTo(done + 1);
    }

    /** Sets the number of finished steps, and a text shown beside it. */
    public synchronized void stepTo(long stepsDone, String text) {
        message = text;
        if (bar != null) {
            bar.setExtraMessage(text);
        }
        stepTo(stepsDone);
    }

    /** Sets the number of finished steps. */
    public synchronized void stepTo(long stepsDone) {
        done = stepsDone;
        if (bar != null) {
            bar.stepTo(stepsDone);
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - lastLine >= LINE_PERIOD.toNanos()) {
            lastLine = now;
            lines.accept(state() + speed(now) + (message.isEmpty() ? "" : ", " + message));
        }
    }

    @Override
    public synchronized void close() {
        if (bar == null) {
            lines.accept(String.format(Locale.ROOT, "%s in %.1f s", state(), (nanoTime.getAsLong() - started) / NANOS));
        } else {
            bar.close();
        }
    }

    /** Formats a duration as {@code 1:02:03}, or {@code 02:03} below an hour. */
    public static String time(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() > 0
                ? "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
                : "%02d:%02d".formatted(duration.toMinutesPart(), duration.toSecondsPart());
    }

    private String state() {
        return "%s: %d/%d %s".formatted(task, done, steps, unit);
    }

    private String speed(long now) {
        if (done == 0 || steps == 0) {
            return "";
        }
        double seconds = (now - started) / NANOS;
        return String.format(
                Locale.ROOT,
                " (%d %%), %.1f %s/s, %s left",
                100 * done / steps,
                done / seconds,
                unit,
                time(seconds / done * (steps - done)));
    }
}
