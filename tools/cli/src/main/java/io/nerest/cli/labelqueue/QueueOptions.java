package io.nerest.cli.labelqueue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.OptionRange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which frames of the label queue are sent. */
public final class QueueOptions {
    @Option(names = "--selector", required = true, paramLabel = "URL", description = "selector service of the stack")
    private URI selector = URI.create("");

    @Option(names = "--campaign", paramLabel = "ID", description = "frames of this campaign (all running ones)")
    private @Nullable UUID campaign;

    @Option(names = "--count", defaultValue = "50", paramLabel = "N", description = "most frames (${DEFAULT-VALUE})")
    private int count;

    @Option(
            names = "--classes",
            split = ",",
            defaultValue = "fish",
            paramLabel = "NAME",
            description = "class names in the order of their ids (${DEFAULT-VALUE})")
    private List<String> classes = List.of();

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public void check() {
        OptionRange.whole("--count", count, 1, 1_000);
    }

    /** Reads the frames that wait for a label, with the boxes of the model. */
    public JsonNode read(StackAccess stack) throws IOException, InterruptedException {
        return stack.service("--selector", selector)
                .get("/api/label-queue?limit=" + count + (campaign == null ? "" : "&campaign=" + campaign))
                .path("frames");
    }

    /** Returns the class names in the order of their ids. */
    public List<String> classes() {
        return classes;
    }

    /** Returns the campaign; empty for all running ones. */
    public Optional<UUID> campaign() {
        return Optional.ofNullable(campaign);
    }
}
