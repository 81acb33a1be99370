package io.nerest.console.status;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Counts the events that consumer groups have not processed. */
@ApplicationScoped
class WaitingEvents {
    private static final Logger LOG = Logger.getLogger(WaitingEvents.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Admin kafka;

    WaitingEvents(@Identifier("default-kafka-broker") Map<String, Object> configuration) {
        this.kafka = Admin.create(new HashMap<>(configuration));
    }

    /**
     * Events that a consumer group has not processed.
     *
     * @param events 0 or more
     */
    public record Lag(String group, String topic, long events) {}

    /** Returns the lag of all groups that store how far they are; none if the broker does not answer in time. */
    List<Lag> all() {
        try {
            List<Lag> lags = new ArrayList<>();
            for (var listing : within(kafka.listGroups().all())) {
                lags.addAll(of(listing.groupId()));
            }
            lags.sort(Comparator.comparing(Lag::topic).thenComparing(Lag::group));
            return lags;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("the broker does not say how many events wait: %s", e.getMessage());
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Lag> of(String group) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                within(kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                newest.put(partition, OffsetSpec.latest());
            }
        });
        Map<String, Long> byTopic = new TreeMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                within(kafka.listOffsets(newest).all()).entrySet()) {
            OffsetAndMetadata done = committed.get(end.getKey());
            long waiting = done == null ? 0 : Math.max(0, end.getValue().offset() - done.offset());
            byTopic.merge(end.getKey().topic(), waiting, Long::sum);
        }
        return byTopic.entrySet().stream()
                .map(topic -> new Lag(group, topic.getKey(), topic.getValue()))
                .toList();
    }

    private static <T> T within(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void close() {
        kafka.close(Duration.ZERO);
    }
}
