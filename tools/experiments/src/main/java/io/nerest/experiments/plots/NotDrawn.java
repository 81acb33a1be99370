package io.nerest.experiments.plots;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A plot or a page that could not be drawn.
 *
 * @param file that is missing or outdated
 * @param why the reason in one line
 */
public record NotDrawn(Path file, String why) {

    /** Exit code of a command that completed its work but could not draw all of it. */
    public static final int EXIT_CODE = 3;

    private static final int CAUSES = 3;

    /** Records an exception with its causes. */
    public static NotDrawn of(Path file, Throwable thrown) {
        List<String> said = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && said.size() < CAUSES; cause = cause.getCause()) {
            String message = Objects.toString(cause.getMessage(), "unexpected failure");
            String line = message.lines().findFirst().orElse("");
            // A wrapper repeats the message of its cause.
            if (said.stream().noneMatch(one -> one.contains(line) || line.contains(one))) {
                said.add(line);
            }
        }
        return new NotDrawn(file, String.join(": ", said));
    }

    /**
     * Prints each failure in a line, and the path of the page if it was written.
     *
     * @return the exit code of a command that completed otherwise
     */
    public static int tell(Path page, List<NotDrawn> failed, PrintWriter out, PrintWriter err) {
        if (failed.stream().noneMatch(one -> one.file.equals(page))) {
            out.println("report: " + page);
        }
        failed.forEach(one -> err.println("warning: " + one.file + " could not be drawn: " + one.why));
        return failed.isEmpty() ? 0 : EXIT_CODE;
    }
}
