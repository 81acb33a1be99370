package io.nerest.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.commandline.remote.MultipartForm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;

/** Uploads frames to the ingest service. Repeating an upload changes nothing there: stream and content make the frame's id. */
final class FrameClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    /** A frame that the service will never accept; other 4xx answers concern the stream, the key or the rate. */
    private static final Set<Integer> OF_THE_IMAGE = Set.of(413, 415, 422);
    /** The slowest link that uploads a frame in time, in bytes per second: 16 kbit/s. */
    private static final long SLOWEST = 2_000;

    private final HttpClient http;
    private final URI frames;
    private final String streamId;
    private final String key;
    private final Duration limit;
    private final ClockOffset serverClock;

    /**
     * Creates a client.
     *
     * @param service address of the ingest service
     * @param key bearer token of the camera; empty to send none
     * @param limit of one upload, besides the time that the frame takes on the slowest link
     * @param serverClock learns the time of the service from its answers
     */
    FrameClient(URI service, String streamId, String key, Duration limit, ClockOffset serverClock) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build();
        this.frames = URI.create(service.toString().replaceFirst("/+$", "") + "/api/frames");
        this.streamId = streamId;
        this.key = key;
        this.limit = limit;
        this.serverClock = serverClock;
    }

    UploadAnswer upload(SpoolEntry entry, byte[] image) throws InterruptedException {
        MultipartForm form = new MultipartForm()
                .field("streamId", streamId)
                .field("capturedAt", entry.capturedAt().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(frames)
                .timeout(limit.plusSeconds(image.length / SLOWEST))
                .header("Content-Type", form.contentType())
                .POST(form.withFile("image", entry.sha256().substring(0, 16), image));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            Instant sent = Instant.now(Clock.systemUTC());
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            noteTime(response, sent);
            return answer(response, entry);
        } catch (IOException e) {
            return new UploadAnswer.Later(
                    Duration.ZERO, frames + " gives no answer: " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private void noteTime(HttpResponse<?> response, Instant sent) {
        response.headers().firstValue("Date").ifPresent(date -> {
            try {
                serverClock.note(
                        ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant(),
                        sent,
                        Instant.now(Clock.systemUTC()));
            } catch (DateTimeParseException e) {
                // A proxy's invalid header tells nothing about the time.
            }
        });
    }

    private static UploadAnswer answer(HttpResponse<String> response, SpoolEntry entry) {
        int status = response.statusCode();
        if (status == OK) {
            return outcome(response.body());
        }
        if (OF_THE_IMAGE.contains(status) && !isTooEarly(response.body(), entry)) {
            return new UploadAnswer.Ended(SpoolOutcome.REJECTED);
        }
        return new UploadAnswer.Later(
                pause(response), "the service answered " + status + ": " + detail(response.body()));
    }

    /** The service refuses the time of a frame while this machine's clock is ahead. It accepts the frame when its own time has come. */
    private static boolean isTooEarly(String body, SpoolEntry entry) {
        return entry.capturedAt().isAfter(Instant.EPOCH) && detail(body).startsWith("'capturedAt'");
    }

    private static UploadAnswer outcome(String body) {
        try {
            String outcome =
                    JSON.readTree(body).path("frames").path(0).path("status").asText("");
            return switch (outcome.toUpperCase(Locale.ROOT)) {
                case "REGISTERED" -> new UploadAnswer.Ended(SpoolOutcome.UPLOADED);
                case "DUPLICATE" -> new UploadAnswer.Ended(SpoolOutcome.DUPLICATE);
                case "REJECTED" -> new UploadAnswer.Ended(SpoolOutcome.REJECTED);
                default -> new UploadAnswer.Later(Duration.ZERO, "the answer is not that of a Nerest service");
            };
        } catch (IOException e) {
            return new UploadAnswer.Later(Duration.ZERO, "the answer is not that of a Nerest service");
        }
    }

    private static Duration pause(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    private static String detail(String body) {
        try {
            JsonNode detail = JSON.readTree(body).path("detail");
            return detail.asText("no reason is given");
        } catch (IOException e) {
            return "no reason is given";
        }
    }
}
