package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.standalone.stack.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Measures scoring on the system at rest: the pipeline beside the bare network, and one frame's way. */
final class ScoringProbe {
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final int MICROS_BETWEEN_LOOKS = 500;

    private final Endpoints endpoints;
    private final RestClient scoring;
    private final Ledger ledger;

    ScoringProbe(Endpoints endpoints, Ledger ledger) {
        this.endpoints = endpoints;
        this.scoring = new RestClient(endpoints.service("scoring"));
        this.ledger = ledger;
    }

    /** Has the model look at frames it has not seen yet, and then at as many pictures that lie ready in memory. */
    DemoReport.ScoringSpeed speed(UUID campaignId, String modelId) throws IOException, InterruptedException {
        List<FrameRef> unseen = ledger.registeredRefs().stream()
                .filter(frame -> !ledger.isScored(frame.frameId(), modelId))
                .toList();
        long started = System.nanoTime();
        request(campaignId, modelId, unseen);
        while (!unseen.stream().allMatch(frame -> ledger.isScored(frame.frameId(), modelId))) {
            if (System.nanoTime() - started > LIMIT_NANOS) {
                throw new IOException("the model " + modelId + " has not scored " + unseen.size() + " frames within "
                        + TimeUnit.NANOSECONDS.toSeconds(LIMIT_NANOS) + " s");
            }
            TimeUnit.MICROSECONDS.sleep(MICROS_BETWEEN_LOOKS);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        JsonNode bare = bare();
        return new DemoReport.ScoringSpeed(
                unseen.size(),
                unseen.size() / seconds,
                bare.path("networkFramesPerSecond").asDouble(),
                bare.path("imgsz").asInt(),
                bare.path("batch").asInt());
    }

    private JsonNode bare() throws IOException, InterruptedException {
        return scoring.post("/api/benchmarks", Map.of());
    }

    private void request(UUID campaignId, String modelId, List<FrameRef> frames)
            throws IOException, InterruptedException {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.kafka());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            for (int from = 0; from < frames.size(); from += ScoringRequested.MOST_FRAMES) {
                List<FrameRef> part =
                        frames.subList(from, Math.min(frames.size(), from + ScoringRequested.MOST_FRAMES));
                ScoringRequested request = new ScoringRequested(
                        UUID.randomUUID(), campaignId, 0, modelId, List.copyOf(part), Instant.now());
                ProducerRecord<String, byte[]> event = new ProducerRecord<>(
                        Topics.SCORING_REQUESTS.name(), request.requestId().toString(), EventJson.write(request));
                header(event, EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_VALUE);
                header(event, EventHeaders.ID, UUID.randomUUID().toString());
                header(event, EventHeaders.TYPE, Topics.SCORING_REQUESTS.eventType());
                header(event, EventHeaders.SOURCE, "/nerest/demo");
                header(event, EventHeaders.TIME, Instant.now().toString());
                header(event, EventHeaders.CONTENT_TYPE, EventHeaders.JSON);
                producer.send(event).get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the scoring request was not taken", e.getCause());
        }
    }

    private static void header(ProducerRecord<String, byte[]> event, String name, String value) {
        event.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends frames one at a time, each when the one before has come through. */
    DemoReport.Latency latency(DemoCameras cameras, List<DemoFrame> frames) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (DemoFrame frame : frames) {
            // Rendering or reading the picture is the camera's work, not the system's.
            byte[] picture = frame.picture().bytes();
            DemoFrame ready =
                    new DemoFrame(frame.name(), frame.streamId(), frame.capturedAt(), () -> picture, frame.truth());
            long started = System.nanoTime();
            if (cameras.sendByRest(List.of(ready)).get(0) instanceof Upload.Accepted accepted) {
                millis.add((arrival(accepted.frameId(), started) - started) / 1e6);
            }
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted.length == 0
                ? Double.NaN
                : Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(Double.NaN);
        return new DemoReport.Latency(
                sorted.length, median, bare().path("inferenceMillis").asDouble());
    }

    private long arrival(UUID frameId, long started) throws IOException, InterruptedException {
        while (true) {
            Optional<Long> arrived = ledger.firstScoredAt(frameId);
            if (arrived.isPresent()) {
                return arrived.get();
            }
            if (System.nanoTime() - started > LIMIT_NANOS) {
                throw new IOException("frame " + frameId + " was not scored on an idle system within "
                        + TimeUnit.NANOSECONDS.toSeconds(LIMIT_NANOS) + " s");
            }
            TimeUnit.MICROSECONDS.sleep(MICROS_BETWEEN_LOOKS);
        }
    }
}
