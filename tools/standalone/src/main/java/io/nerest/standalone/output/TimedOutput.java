package io.nerest.standalone.output;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints lines with the time since the start. Safe for use by several threads. */
public final class TimedOutput {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final long started = System.nanoTime();

    public TimedOutput(PrintWriter out) {
        this.out = out;
    }

    /** Prints a line prefixed with the seconds since the start. */
    public synchronized void line(String text) {
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", secondsSinceStart(), text);
        out.flush();
    }

    /** Prints text without the time. */
    public synchronized void text(String text) {
        out.println(text);
        out.flush();
    }

    public double secondsSinceStart() {
        return (System.nanoTime() - started) / NANOS_PER_SECOND;
    }
}
