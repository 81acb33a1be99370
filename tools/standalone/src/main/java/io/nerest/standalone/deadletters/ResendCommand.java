package io.nerest.standalone.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.remote.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dead-letters resend}: sends records back to their topic and reports those that fail again. */
@Command(
        name = "resend",
        description = "Send records back to their topic, for the service that failed; report those that fail again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all were sent, and none failed again within --wait",
            "1:a record was not sent, or failed again",
            "2:invalid arguments"
        })
final class ResendCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_WAIT = 3_600;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private SelectorAddress address = new SelectorAddress();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids as './nerest dead-letters' lists them.")
    private List<String> ids = List.of();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for a record to fail again; 0 for not at all. Default: ${DEFAULT-VALUE}.")
    private int wait = 10;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionRange.whole("--wait", wait, 0, LONGEST_WAIT);
        SelectorClient selector = address.client();
        PrintWriter out = spec.commandLine().getOut();
        List<String> sent = new ArrayList<>();
        for (String id : ids) {
            try {
                selector.decide(id, "resend");
                out.println(id + " is resent");
                sent.add(id);
            } catch (RefusedException e) {
                out.println(id + " is not resent: " + e.reason());
            }
        }
        int resent = sent.size();
        boolean failed = reportFailures(selector, sent, out);
        if (!sent.isEmpty() && wait > 0) {
            out.println(sent.size() + " of " + resent + " have not failed again within " + wait + " s");
        }
        out.flush();
        return failed || resent < ids.size() ? ExitCode.FAILED : ExitCode.OK;
    }

    /** Waits, and removes from the list what fails again. */
    private boolean reportFailures(SelectorClient selector, List<String> sent, PrintWriter out)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        boolean failed = false;
        while (!sent.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            for (Iterator<String> each = sent.iterator(); each.hasNext(); ) {
                String id = each.next();
                JsonNode letter = selector.one(id);
                if (letter.hasNonNull("failedAgainAs")) {
                    String newer = letter.path("failedAgainAs").asText();
                    out.println(id + " failed again, as " + newer + ": "
                            + selector.one(newer).path("reason").asText());
                    each.remove();
                    failed = true;
                }
            }
        }
        return failed;
    }
}
