package io.nerest.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The file {@code status.json} of a spool: counts and the offset of the clock, for the operator who visits the camera. */
final class EdgeStatus {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private EdgeStatus() {}

    static void write(Path file, Instant now, SpoolCounts counts, Optional<ClockOffset.Measurement> clock)
            throws IOException {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("writtenAt", now.toString());
        status.put("spooled", counts.spooled());
        for (SpoolOutcome outcome : SpoolOutcome.values()) {
            status.put(outcome.name().toLowerCase(Locale.ROOT), counts.of(outcome));
        }
        status.put("waiting", counts.waiting());
        status.put("waitingBytes", counts.waitingBytes());
        status.put("consistent", counts.isConsistent());
        clock.ifPresent(measured -> {
            status.put("clockOffsetSeconds", measured.offset().toMillis() / 1_000.0);
            status.put("clockUncertaintySeconds", measured.uncertainty().toMillis() / 1_000.0);
        });
        AtomicFile.write(file, JSON.writeValueAsBytes(status));
    }
}
