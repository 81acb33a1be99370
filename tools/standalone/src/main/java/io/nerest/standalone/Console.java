package io.nerest.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** What the user reads. On a terminal long work shows as a bar with its time left, elsewhere as a line now and then. */
public final class Console {
    private static final int TERMINAL_PERIOD_MILLIS = 250;
    private static final Duration LINE_PERIOD = Duration.ofSeconds(15);

    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();

    public Console(PrintStream out) {
        this.out = out;
        this.terminal = Boolean.getBoolean("nerest.terminal");
    }

    /** A line, with the seconds since the start before it. */
    public synchronized void say(String text) {
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", secondsSinceStart(), text);
        out.flush();
    }

    /** Text as it is. */
    public synchronized void print(String text) {
        out.println(text);
        out.flush();
    }

    public double secondsSinceStart() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** Work of a known length. */
    public Work work(String name, long steps) {
        return new Work(name, steps);
    }

    /** One piece of long work. */
    public final class Work implements AutoCloseable {
        private final String name;
        private final long steps;
        private final long begun = System.nanoTime();
        private final @Nullable ProgressBar bar;
        private long lastLine = begun;
        private long done;

        private Work(String name, long steps) {
            this.name = name;
            this.steps = steps;
            this.bar = terminal
                    ? new ProgressBarBuilder()
                            .setTaskName(name)
                            .setInitialMax(steps)
                            .setUpdateIntervalMillis(TERMINAL_PERIOD_MILLIS)
                            .setStyle(ProgressBarStyle.ASCII)
                            .build()
                    : null;
        }

        /** So many of the steps are done; the text stands beside them. */
        public void at(long stepsDone, String text) {
            done = stepsDone;
            if (bar != null) {
                bar.stepTo(stepsDone);
                bar.setExtraMessage(text);
                return;
            }
            long now = System.nanoTime();
            if (now - lastLine > LINE_PERIOD.toNanos()) {
                lastLine = now;
                double left = stepsDone == 0 ? Double.NaN : (now - begun) / 1e9 / stepsDone * (steps - stepsDone);
                say(String.format(
                        Locale.ROOT, "%s %d/%d, %s s left %s", name, stepsDone, steps, Math.round(left), text));
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            } else {
                say(String.format(
                        Locale.ROOT, "%s %d/%d in %.1f s", name, done, steps, (System.nanoTime() - begun) / 1e9));
            }
        }
    }
}
