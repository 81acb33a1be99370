package io.nerest.standalone.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.remote.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest dead-letters}: lists the records that services could not handle; its commands resend or drop them. */
@Command(
        name = "dead-letters",
        description = "List records that a service could not handle, with the reason; resend or drop them.",
        subcommands = {ResendCommand.class, DropCommand.class})
public final class DeadLettersCommand implements Callable<Integer> {
    private static final int MOST = 2_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private SelectorAddress address = new SelectorAddress();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only records of this topic, such as frames.")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--service", paramLabel = "NAME", description = "Only records that this service could not handle.")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Only records whose reason contains this text, in any case.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "open",
            description = "open, resent, failed-again, dropped or all. Default: ${DEFAULT-VALUE}.")
    private String state = "open";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only records not older, such as 2026-08-01T04:00:00Z.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Only records not younger.")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most records, the newest. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> filters = new TreeMap<>();
        topic.ifPresent(text -> filters.put("topic", text));
        service.ifPresent(text -> filters.put("service", text));
        reason.ifPresent(text -> filters.put("reason", text));
        since.ifPresent(text -> filters.put("since", text));
        until.ifPresent(text -> filters.put("until", text));
        if (!state.equals("all")) {
            filters.put("state", state);
        }
        filters.put("limit", String.valueOf(OptionRange.whole("--limit", limit, 1, MOST)));
        PrintWriter out = spec.commandLine().getOut();
        try {
            print(address.client().list(filters), out);
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
        out.flush();
        return ExitCode.OK;
    }

    private void print(JsonNode listing, PrintWriter out) {
        int matching = listing.path("matching").asInt();
        int shown = listing.path("letters").size();
        String kind = state.equals("all") ? "" : " that are " + state;
        if (matching == 0) {
            out.println("no dead letters" + kind);
        } else {
            out.println(matching + " dead letters" + kind + (shown < matching ? ", the newest " + shown + ":" : ":"));
        }
        listing.path("letters").forEach(letter -> {
            out.printf(
                    "%s  %s  %s  %s%n",
                    letter.path("id").asText(),
                    letter.path("time").asText(),
                    letter.path("service").asText("?"),
                    letter.path("state").asText());
            out.println("    " + letter.path("reason").asText());
            if (letter.hasNonNull("resendOf")) {
                out.println("    failed again when " + letter.path("resendOf").asText() + " was resent");
            }
        });
        if (!listing.path("complete").asBoolean(true)) {
            out.println("a topic has more records than are read: narrow the list with --topic, --since or --until");
        }
    }
}
