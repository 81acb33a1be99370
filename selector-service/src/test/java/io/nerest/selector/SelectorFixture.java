package io.nerest.selector;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.Embedding;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.Losses;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingCancelled;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.testing.Neighbours;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeyFiles;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The services around the selector, over the real broker: ingest, annotators, scoring, the trainer. It records the selector's
 * events and sends only the answers that a test requests.
 */
public final class SelectorFixture implements AutoCloseable {

    public static final Instant FIRST_FRAME = Instant.parse("2026-08-01T04:00:00Z");
    private static final String SHA256 = "0".repeat(64);

    private static final class Shared {
        static final SelectorFixture FIXTURE = new SelectorFixture(
                SharedPlatform.get().kafkaBootstrapServers(),
                ConfigProvider.getConfig().getValue("nerest.signing.private-key", Path.class));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(FIXTURE::close, "fixture-close"));
        }
    }

    private final String bootstrapServers;
    private final Path signingKey;
    private final Neighbours neighbours;

    public final List<ScoringRequested> scoringRequests;
    public final List<BatchSelected> batches;
    public final List<TrainingRequested> trainingRequests;
    public final List<PromotionRequested> promotionRequests;
    public final List<TrainingCancelled> cancellations;

    /** Returns the fixture of all tests of this JVM: one consumer reads the topics once. */
    public static SelectorFixture shared() {
        return Shared.FIXTURE;
    }

    /** @param signingKey the trainer's private key */
    public SelectorFixture(String bootstrapServers, Path signingKey) {
        this.bootstrapServers = bootstrapServers;
        this.signingKey = signingKey;
        neighbours = new Neighbours(
                bootstrapServers,
                Set.of(
                        Topics.SCORING_REQUESTS,
                        Topics.BATCHES,
                        Topics.TRAINING_REQUESTS,
                        Topics.TRAINING_CANCELLATIONS,
                        Topics.PROMOTION_REQUESTS),
                Set.of(Topics.MODELS, Topics.FRAMES, Topics.LABELS, Topics.DETECTIONS, Topics.TRAINING_PROGRESS));
        cancellations = neighbours.heard(Topics.TRAINING_CANCELLATIONS);
        scoringRequests = neighbours.heard(Topics.SCORING_REQUESTS);
        batches = neighbours.heard(Topics.BATCHES);
        trainingRequests = neighbours.heard(Topics.TRAINING_REQUESTS);
        promotionRequests = neighbours.heard(Topics.PROMOTION_REQUESTS);
    }

    public <T> void send(Topic<T> topic, String key, T event) {
        neighbours.send(topic, key, event);
    }

    /** Sends an event that may be delivered again. */
    public <T> void send(Topic<T> topic, String key, T event, UUID eventId) {
        neighbours.send(topic, key, event, eventId);
    }

    /** Puts a request into the dead letters, as the service that receives it does. */
    public <T> void reject(Topic<T> topic, String key, T request, String reason) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topic.deadLetterName(), key, EventJson.write(request));
        letter.headers().add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            var unused = producer.send(letter);
        }
    }

    /** Returns frames of a stream, a second apart; their events are not sent yet. */
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

    /** Registers a frame by an event of a given trace. */
    public void registerTraced(FrameRef frame, String traceParent) {
        neighbours.sendTraced(
                Topics.FRAMES,
                frame.frameId().toString(),
                new FrameRegistered(frame, SHA256, FIRST_FRAME, FIRST_FRAME, FrameSource.UPLOAD),
                traceParent);
    }

    public void register(List<FrameRef> frames) {
        for (int i = 0; i < frames.size(); i++) {
            FrameRef frame = frames.get(i);
            send(
                    Topics.FRAMES,
                    frame.frameId().toString(),
                    new FrameRegistered(frame, SHA256, FIRST_FRAME.plusSeconds(i), FIRST_FRAME, FrameSource.UPLOAD));
        }
    }

    public void label(List<FrameRef> frames) {
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

    public void answer(ScoringRequested request) {
        request.frames().forEach(frame -> score(frame, request.modelId()));
    }

    /** The scores of a frame follow from the ids of frame and model, so that a repeated answer is the same. */
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
        publish(model(modelId, ModelStatus.BASE, null, null));
    }

    /** Publishes a model as the trainer does. */
    public ModelPublished publish(ModelPublished model) {
        ModelPublished signed = sign(model);
        send(Topics.MODELS, signed.modelId(), signed);
        return signed;
    }

    public ModelPublished sign(ModelPublished model) {
        return SigningKeyFiles.sign(model, signingKey);
    }

    /** Waits for the dead letter with a key, and returns its reason. */
    public String awaitDeadLetter(Topic<?> topic, String key) {
        return neighbours.awaitDeadLetter(topic, key, Duration.ofSeconds(30));
    }

    /** Publishes the model of a training request. */
    public ModelPublished trained(TrainingRequested request) {
        return trained(request, new Metrics(0.2 + 0.1 * request.round(), 0.1, 0.5, 0.6, 0.05 * request.round(), 0.02));
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
        return publish(model);
    }

    /** Reports a finished epoch of a training. */
    public void epochFinished(TrainingRequested request, int epoch) {
        send(
                Topics.TRAINING_PROGRESS,
                request.campaignId().toString(),
                new TrainingProgressed(
                        request.trainingId(),
                        request.campaignId(),
                        request.round(),
                        TrainingProgressed.State.EPOCH,
                        epoch,
                        3,
                        new Losses(1.5, 0.5, 1),
                        new Losses(2.5, 0.75, 1.25),
                        new Metrics(0.2, 0.1, 0.5, 0.6),
                        1,
                        null,
                        Instant.now()));
    }

    public void trainingFails(TrainingRequested request, String message) {
        progress(request, TrainingProgressed.State.FAILED, message);
    }

    /** The trainer reports a state of a training. */
    public void progress(TrainingRequested request, TrainingProgressed.State state) {
        progress(request, state, null);
    }

    private void progress(TrainingRequested request, TrainingProgressed.State state, @Nullable String message) {
        send(
                Topics.TRAINING_PROGRESS,
                request.campaignId().toString(),
                new TrainingProgressed(
                        request.trainingId(),
                        request.campaignId(),
                        request.round(),
                        state,
                        0,
                        12,
                        null,
                        null,
                        1,
                        message,
                        Instant.now()));
    }

    /** A trained model without a request of the trainer's. */
    static ModelPublished trainedModel(String modelId, UUID trainingId, UUID campaignId, int round) {
        return model(
                modelId,
                ModelStatus.PROMOTED,
                new Metrics(0.5, 0.3, 0.5, 0.5),
                new ModelPublished.Training(
                        trainingId,
                        campaignId,
                        round,
                        "base",
                        new ObjectRef("nerest", "snapshot", "etag", 1),
                        SHA256,
                        Map.of(),
                        1,
                        0,
                        1,
                        2.5));
    }

    static ModelPublished model(
            String id, ModelStatus status, @Nullable Metrics metrics, ModelPublished.@Nullable Training training) {
        return new ModelPublished(
                id,
                status,
                "published by a test",
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
        neighbours.close();
    }
}
