package io.nerest.console.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.console.status.ScoringPods;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reduces events of the services to what pages show. Events that cannot be read are left to the services. */
@ApplicationScoped
class LiveReceivers {
    private static final Logger LOG = Logger.getLogger(LiveReceivers.class);

    private final LiveEvents pages;
    private final ObjectMapper json;
    private final ScoringPods pods;

    LiveReceivers(LiveEvents pages, ObjectMapper json, ScoringPods pods) {
        this.pages = pages;
        this.json = json;
        this.pods = pods;
    }

    @Incoming("frames")
    void frame(ConsumerRecord<String, byte[]> record) {
        newest(
                record,
                FrameRegistered.class,
                event -> event.frame().streamId(),
                event -> fields(
                        "streamId", event.frame().streamId(),
                        "frameId", event.frame().frameId().toString(),
                        "capturedAt", event.capturedAt().toString()));
    }

    @Incoming("detections")
    void detection(ConsumerRecord<String, byte[]> record) {
        newest(record, FrameScored.class, FrameScored::streamId, event -> {
            pods.seen(event.pod(), event.modelId(), event.scoredAt());
            return fields(
                    "streamId", event.streamId(),
                    "frameId", event.frameId().toString(),
                    "modelId", event.modelId(),
                    "boxes", event.boxes().size());
        });
    }

    @Incoming("labels")
    void label(ConsumerRecord<String, byte[]> record) {
        every(
                record,
                FrameLabelled.class,
                event -> fields(
                        "frameId", event.frame().frameId().toString(),
                        "streamId", event.frame().streamId(),
                        "author", event.author(),
                        "revision", event.revision(),
                        "boxes", event.boxes().size(),
                        "withdrawn", event.removesLabel()));
    }

    @Incoming("batches")
    void batch(ConsumerRecord<String, byte[]> record) {
        every(
                record,
                BatchSelected.class,
                event -> fields(
                        "campaignId", event.campaignId().toString(),
                        "round", event.round(),
                        "kind", event.kind().name(),
                        "frames", event.frames().size()));
    }

    @Incoming("models")
    void model(ConsumerRecord<String, byte[]> record) {
        every(
                record,
                ModelPublished.class,
                event -> fields(
                        "modelId", event.modelId(), "status", event.status().name(), "reason", event.reason()));
    }

    @Incoming("training-progress")
    void progress(ConsumerRecord<String, byte[]> record) {
        newest(
                record,
                TrainingProgressed.class,
                event -> event.trainingId() + event.state().name(),
                event -> fields(
                        "campaignId", event.campaignId().toString(),
                        "round", event.round(),
                        "state", event.state().name(),
                        "epoch", event.epoch(),
                        "epochs", event.epochs()));
    }

    private <T> void every(
            ConsumerRecord<String, byte[]> record, Class<T> type, Function<T, Map<String, Object>> fields) {
        T event = read(record, type);
        if (event != null) {
            pages.send(live(record, fields.apply(event)));
        }
    }

    private <T> void newest(
            ConsumerRecord<String, byte[]> record,
            Class<T> type,
            Function<T, String> name,
            Function<T, Map<String, Object>> fields) {
        T event = read(record, type);
        if (event != null) {
            pages.sendNewest(name.apply(event), live(record, fields.apply(event)));
        }
    }

    private static <T> @Nullable T read(ConsumerRecord<String, byte[]> record, Class<T> type) {
        try {
            return record.value() == null ? null : EventJson.read(record.value(), type);
        } catch (InvalidEventException e) {
            LOG.debugf("an event of %s is not shown: %s", record.topic(), e.getMessage());
            return null;
        }
    }

    private LiveEvent live(ConsumerRecord<String, byte[]> record, Map<String, Object> fields) {
        try {
            return new LiveEvent(
                    record.topic() + "-" + record.partition() + "-" + record.offset(),
                    record.topic(),
                    json.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
