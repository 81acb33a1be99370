package io.nerest.scoring.frame;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The new frames that wait in the partitions of this pod. */
@ApplicationScoped
class FrameBacklog {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final KafkaClientService clients;

    FrameBacklog(KafkaClientService clients) {
        this.clients = clients;
    }

    /** Whether the broker has frames for this pod that it has not read. False if that is not known. */
    boolean exists() {
        KafkaConsumer<?, ?> frames = clients.getConsumer("frames");
        if (frames == null) {
            return false;
        }
        try {
            return frames.runOnPollingThread(FrameBacklog::isBehind).await().atMost(LIMIT);
        } catch (RuntimeException e) {
            // The consumer is starting, is stopping, or polls for long: it reads no frames now.
            return false;
        }
    }

    /** The consumer knows the ends of its partitions from its last fetches: no request is sent. */
    private static boolean isBehind(Consumer<?, ?> consumer) {
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isPresent() && lag.getAsLong() > 0) {
                return true;
            }
        }
        return false;
    }
}
