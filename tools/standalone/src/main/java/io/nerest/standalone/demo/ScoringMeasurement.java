package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.standalone.stack.StackAddresses;
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

/** Measures the throughput and the latency of scoring on an idle system. */
final class ScoringMeasurement {
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final int POLL_MICROS = 500;

    private final StackAddresses stack;
    private final RestClient scoring;
    private final ObservedEvents events;

    ScoringMeasurement(StackAddresses stack, ObservedEvents events) {
        this.stack = stack;
        this.scoring = new RestClient(stack.service("scoring"), stack.accessToken());
        this.events = events;
    }

    /** Measures the pipeline on frames that the model has not scored, then the network alone on images in memory. */
    DemoReport.ScoringSpeed speed(UUID campaignId, String modelId) throws IOException, InterruptedException {
        List<FrameRef> unscored = events.registeredRefs().stream()
                .filter(frame -> !events.isScored(frame.frameId(), modelId))
                .toList();
        long started = System.nanoTime();
        request(campaignId, modelId, unscored);
        while (!unscored.stream().allMatch(frame -> events.isScored(frame.frameId(), modelId))) {
            if (System.nanoTime() - started > LIMIT_NANOS) {
                throw new IOException("the model " + modelId + " has not scored " + unscored.size() + " frames within "
                        + TimeUnit.NANOSECONDS.toSeconds(LIMIT_NANOS) + " s");
            }
            TimeUnit.MICROSECONDS.sleep(POLL_MICROS);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        JsonNode network = networkBenchmark();
        return new DemoReport.ScoringSpeed(
                unscored.size(),
                unscored.size() / seconds,
                network.path("networkFramesPerSecond").asDouble(),
                network.path("imgsz").asInt(),
                network.path("batch").asInt());
    }

    private JsonNode networkBenchmark() throws IOException, InterruptedException {
        return scoring.post("/api/benchmarks", Map.of());
    }

    private void request(UUID campaignId, String modelId, List<FrameRef> frames)
            throws IOException, InterruptedException {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka());
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
            throw new IOException("the scoring request could not be sent", e.getCause());
        }
    }

    private static void header(ProducerRecord<String, byte[]> event, String name, String value) {
        event.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends frames one at a time; waits for the detections of each before the next. */
    DemoReport.Latency latency(SimulatedCameras cameras, List<DemoFrame> frames)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (DemoFrame frame : frames) {
            // Rendering or reading the image is not part of the latency.
            byte[] image = frame.image().bytes();
            DemoFrame ready =
                    new DemoFrame(frame.name(), frame.streamId(), frame.capturedAt(), () -> image, frame.truth());
            long started = System.nanoTime();
            Optional<UUID> frameId = cameras.sendByRest(List.of(ready))
                    .get(0)
                    .match(accepted -> Optional.of(accepted.frameId()), no -> Optional.empty(), no -> Optional.empty());
            if (frameId.isPresent()) {
                millis.add((arrival(frameId.get(), started) - started) / 1e6);
            }
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted.length == 0
                ? Double.NaN
                : Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(Double.NaN);
        return new DemoReport.Latency(
                sorted.length,
                median,
                networkBenchmark().path("inferenceMillis").asDouble());
    }

    private long arrival(UUID frameId, long started) throws IOException, InterruptedException {
        while (true) {
            Optional<Long> arrived = events.firstScoredAt(frameId);
            if (arrived.isPresent()) {
                return arrived.get();
            }
            if (System.nanoTime() - started > LIMIT_NANOS) {
                throw new IOException("frame " + frameId + " was not scored on an idle system within "
                        + TimeUnit.NANOSECONDS.toSeconds(LIMIT_NANOS) + " s");
            }
            TimeUnit.MICROSECONDS.sleep(POLL_MICROS);
        }
    }
}
