package io.nerest.experiments.plots;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A plot or a page that could not be drawn.
 *
 * @param file that is missing, or still an earlier one
 * @param why one line
 */
public record NotDrawn(Path file, String why) {

    /** What a command ends with that did all its work, but could not draw all of it. */
    public static final int EXIT_CODE = 3;

    private static final int CAUSES = 3;

    /** Puts down what was thrown, down to what the system said. */
    public static NotDrawn of(Path file, Throwable thrown) {
        List<String> said = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && said.size() < CAUSES; cause = cause.getCause()) {
            String message =
                    Objects.toString(cause.getMessage(), cause.getClass().getSimpleName());
            String line = message.lines().findFirst().orElse("");
            // A wrapped cause repeats itself.
            if (said.stream().noneMatch(one -> one.contains(line) || line.contains(one))) {
                said.add(line);
            }
        }
        return new NotDrawn(file, String.join(": ", said));
    }

    /**
     * Tells of each in a line, and where the page is, if it is.
     *
     * @return what a command ends with that did all else
     */
    public static int tell(Path page, List<NotDrawn> failed, PrintWriter out, PrintWriter err) {
        if (failed.stream().noneMatch(one -> one.file.equals(page))) {
            out.println("report: " + page);
        }
        failed.forEach(one -> err.println("warning: " + one.file + " could not be drawn: " + one.why));
        return failed.isEmpty() ? 0 : EXIT_CODE;
    }
}
