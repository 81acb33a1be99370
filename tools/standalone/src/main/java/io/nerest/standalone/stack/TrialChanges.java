package io.nerest.standalone.stack;

import io.nerest.standalone.clock.ProcessClocks;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a trial changes in a stack.
 *
 * @param kafkaLink port on localhost that the services use for Kafka: that of a proxy, which leads to the port of the part
 *     {@link Endpoints#KAFKA_LINK}; empty if they use the broker's own
 * @param clocks sets the clocks of the Java processes; empty if they have the machine's clock
 * @param kafkaRetention time for which Kafka keeps records; empty for ever
 * @param previous the installation whose programs the replicas run, as the pods of the previous version do during an upgrade; they
 *     start after the others, which have migrated the database. Empty if they run the same as the others
 */
public record TrialChanges(
        OptionalInt kafkaLink,
        Optional<ProcessClocks> clocks,
        Optional<Duration> kafkaRetention,
        Optional<Installation> previous) {
    /** No change. */
    public static final TrialChanges NONE =
            new TrialChanges(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The replicas run the programs of another installation. */
    public static TrialChanges replicasOf(Installation previous) {
        return new TrialChanges(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.of(previous));
    }
}
