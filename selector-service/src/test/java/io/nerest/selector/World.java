package io.nerest.selector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.Embedding;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.LabelledBox;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.ScoredBox;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Everybody whom the selector talks to, over the real broker: cameras, people who label, scoring, the trainer. It keeps
 * what it was asked, and answers only what a test has it answer.
 */
public final class World implements AutoCloseable {

    public static final Instant DAWN = Instant.parse("2026-08-01T04:00:00Z");
    private static final String SHA256 = "0".repeat(64);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread listener;
    private volatile boolean open = true;

    public final List<ScoringRequested> scoringRequests = new CopyOnWriteArrayList<>();
    public final List<BatchSelected> batches = new CopyOnWriteArrayList<>();
    public final List<TrainingRequested> trainingRequests = new CopyOnWriteArrayList<>();
    public final List<PromotionRequested> promotionRequests = new CopyOnWriteArrayList<>();

    public World(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "world-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(
                Topics.SCORING_REQUESTS.name(),
                Topics.BATCHES.name(),
                Topics.TRAINING_REQUESTS.name(),
                Topics.PROMOTION_REQUESTS.name()));
        listener = new Thread(this::listen, "world");
        listener.start();
    }

    private void listen() {
        while (open) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::hear);
        }
        consumer.close();
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.SCORING_REQUESTS.name())) {
            scoringRequests.add(EventJson.read(record.value(), ScoringRequested.class));
        } else if (record.topic().equals(Topics.BATCHES.name())) {
            batches.add(EventJson.read(record.value(), BatchSelected.class));
        } else if (record.topic().equals(Topics.PROMOTION_REQUESTS.name())) {
            promotionRequests.add(EventJson.read(record.value(), PromotionRequested.class));
        } else {
            trainingRequests.add(EventJson.read(record.value(), TrainingRequested.class));
        }
    }

    public <T> void send(Topic<T> topic, String key, T event) {
        send(topic, key, event, UUID.randomUUID().toString());
    }

    private <T> void send(Topic<T> topic, String key, T event, String id) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, EventJson.write(event));
        record.headers()
                .add(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_VALUE.getBytes(UTF_8))
                .add(EventHeaders.ID, id.getBytes(UTF_8))
                .add(EventHeaders.TYPE, topic.eventType().getBytes(UTF_8))
                .add(EventHeaders.SOURCE, "/nerest/world".getBytes(UTF_8))
                .add(EventHeaders.TIME, DAWN.toString().getBytes(UTF_8))
                .add(EventHeaders.CONTENT_TYPE, EventHeaders.JSON.getBytes(UTF_8));
        try {
            RecordMetadata unused = producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the test could not send", e);
        }
    }

    /** Frames of a camera, a second apart; their events are not sent yet. */
    public static List<FrameRef> frames(String stream, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    UUID id = UUID.randomUUID();
                    return new FrameRef(
                            id,
                            stream,
                            new ObjectRef("nerest", "frames/" + stream + "/" + id + ".jpg", "etag-" + i, 1000 + i),
                            640,
                            360);
                })
                .toList();
    }

    public List<FrameRef> cameraSends(String stream, int count) {
        List<FrameRef> frames = frames(stream, count);
        register(frames);
        return frames;
    }

    public void register(List<FrameRef> frames) {
        for (int i = 0; i < frames.size(); i++) {
            FrameRef frame = frames.get(i);
            send(
                    Topics.FRAMES,
                    frame.frameId().toString(),
                    new FrameRegistered(frame, SHA256, DAWN.plusSeconds(i), DAWN, FrameSource.UPLOAD));
        }
    }

    public void peopleLabel(List<FrameRef> frames) {
        frames.forEach(frame -> label(frame, 1));
    }

    public void label(FrameRef frame, int revision) {
        send(
                Topics.LABELS,
                frame.frameId().toString(),
                new FrameLabelled(
                        UUID.randomUUID(),
                        frame,
                        List.of(new LabelledBox(0, 0.5, 0.5, 0.1 * revision, 0.1)),
                        "oracle",
                        revision,
                        Instant.now()));
    }

    public void scoringAnswers(ScoringRequested request) {
        request.frames().forEach(frame -> score(frame, request.modelId()));
    }

    /** What a model sees on a frame follows from both their names, so that an answer given twice is the same. */
    public void score(FrameRef frame, String modelId) {
        Random random = new Random(frame.frameId().hashCode() * 31L + modelId.hashCode());
        List<ScoredBox> boxes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            boxes.add(new ScoredBox(0, random.nextInt(1, 1000) / 1000.0, 0.5, 0.5, 0.1, 0.1));
        }
        float[] embedding = new float[16];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = random.nextFloat();
        }
        score(frame, modelId, boxes, embedding);
    }

    public void score(FrameRef frame, String modelId, List<ScoredBox> boxes, float... embedding) {
        send(
                Topics.DETECTIONS,
                frame.frameId().toString(),
                new FrameScored(
                        frame.frameId(),
                        frame.streamId(),
                        modelId,
                        boxes,
                        new Embedding(embedding),
                        "pod",
                        1.5,
                        Instant.now()));
    }

    public void publishBase(String modelId) {
        send(Topics.MODELS, modelId, model(modelId, ModelStatus.BASE, null, null));
    }

    /** The model that a training request asked for. */
    public ModelPublished trained(TrainingRequested request) {
        return trained(request, new Metrics(0.2 + 0.1 * request.round(), 0.1, 0.5, 0.6));
    }

    public ModelPublished trained(TrainingRequested request, Metrics metrics) {
        String modelId = request.campaignId() + "-r" + request.round();
        ModelPublished model = model(
                modelId,
                ModelStatus.PROMOTED,
                metrics,
                new ModelPublished.Training(
                        request.trainingId(),
                        request.campaignId(),
                        request.round(),
                        request.baseModelId(),
                        request.snapshot(),
                        request.snapshotSha256(),
                        request.arguments(),
                        1,
                        0,
                        1,
                        2.5));
        send(Topics.MODELS, modelId, model);
        return model;
    }

    public void trainingFails(TrainingRequested request, String message) {
        send(
                Topics.TRAINING_PROGRESS,
                request.campaignId().toString(),
                new TrainingProgressed(
                        request.trainingId(),
                        request.campaignId(),
                        request.round(),
                        TrainingProgressed.State.FAILED,
                        0,
                        12,
                        null,
                        null,
                        1,
                        message,
                        Instant.now()));
    }

    private static ModelPublished model(
            String id, ModelStatus status, @Nullable Metrics metrics, ModelPublished.@Nullable Training training) {
        return new ModelPublished(
                id,
                status,
                "a test says so",
                new ObjectRef("nerest", "models/" + id, "etag", 1),
                SHA256,
                "c2lnbmF0dXJl",
                "yolov8n",
                List.of("fish"),
                320,
                metrics,
                training,
                Instant.now());
    }

    public List<BatchSelected> batchesOf(UUID campaignId, int round, BatchKind kind) {
        return batches.stream()
                .filter(batch ->
                        batch.campaignId().equals(campaignId) && batch.round() == round && batch.kind() == kind)
                .toList();
    }

    public List<TrainingRequested> trainingRequestsOf(UUID campaignId, int round) {
        return trainingRequests.stream()
                .filter(request -> request.campaignId().equals(campaignId) && request.round() == round)
                .toList();
    }

    public List<ScoringRequested> scoringRequestsOf(UUID campaignId, int round) {
        return scoringRequests.stream()
                .filter(request -> request.campaignId().equals(campaignId) && request.round() == round)
                .toList();
    }

    public List<PromotionRequested> promotionRequestsOf(UUID campaignId) {
        return promotionRequests.stream()
                .filter(request -> request.campaignId().equals(campaignId))
                .toList();
    }

    @Override
    public void close() {
        open = false;
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
