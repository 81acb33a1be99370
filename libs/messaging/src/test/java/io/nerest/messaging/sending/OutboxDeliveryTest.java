package io.nerest.messaging.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxDeliveryTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> sent = new ArrayList<>();
    private final Rows rows = new Rows();
    private final OutboxDelivery delivery = new OutboxDelivery(rows, this::send, new Settings(), meters);
    private int failuresToCome;
    private double depthWhileSending;

    private record Settings() implements OutboxConfig {
        @Override
        public int batchSize() {
            return 3;
        }

        @Override
        public Duration pollInterval() {
            return Duration.ofSeconds(7);
        }

        @Override
        public Duration acknowledgementLimit() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration firstPause() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration longestPause() {
            return Duration.ofMillis(700);
        }
    }

    /** Rows in memory: deleted after they are delivered, as the table does. */
    private static final class Rows implements StoredRecords {
        private final List<OutgoingRecord> records = new ArrayList<>();
        private boolean reachable = true;

        void add(int... numbers) {
            IntStream.of(numbers)
                    .forEach(number -> records.add(new OutgoingRecord("frames", "r" + number, Map.of(), new byte[0])));
        }

        @Override
        public int deliverOldest(int limit, Delivery broker)
                throws SQLException, DeliveryException, InterruptedException {
            requireReachable();
            List<OutgoingRecord> oldest = List.copyOf(records.subList(0, Math.min(limit, records.size())));
            if (!oldest.isEmpty()) {
                broker.deliver(oldest);
            }
            records.subList(0, oldest.size()).clear();
            return oldest.size();
        }

        @Override
        public long depth() throws SQLException {
            requireReachable();
            return records.size();
        }

        private void requireReachable() throws SQLException {
            if (!reachable) {
                throw new SQLException("the database is down", "08006");
            }
        }
    }

    private void send(List<OutgoingRecord> records) throws DeliveryException {
        depthWhileSending = depth();
        if (failuresToCome > 0) {
            failuresToCome--;
            throw new DeliveryException("no broker", new IllegalStateException());
        }
        records.forEach(record -> sent.add(record.key()));
    }

    private double depth() {
        return meters.get("nerest.outbox.depth").gauge().value();
    }

    @Test
    void recordsAreSentInTheOrderStoredBatchByBatch() throws Exception {
        rows.add(1, 2, 3, 4, 5);

        NextAttempt afterFullBatch = delivery.sendBatch();
        NextAttempt afterTheRest = delivery.sendBatch();

        assertThat(sent).containsExactly("r1", "r2", "r3", "r4", "r5");
        assertThat(afterFullBatch).isEqualTo(NextAttempt.AT_ONCE);
        assertThat(afterTheRest).isEqualTo(new NextAttempt(true, Duration.ofSeconds(7)));
        assertThat(rows.records).isEmpty();
    }

    @Test
    void anEmptyOutboxWaitsForASignal() throws Exception {
        assertThat(delivery.sendBatch()).isEqualTo(NextAttempt.onSignal(Duration.ofSeconds(7)));
        assertThat(sent).isEmpty();
    }

    @Test
    void aFailureLeavesTheRecordsStoredAndSignalsDoNotShortenThePause() throws Exception {
        rows.add(1, 2);
        failuresToCome = 1;

        NextAttempt next = delivery.sendBatch();

        assertThat(next).isEqualTo(new NextAttempt(false, Duration.ofMillis(200)));
        assertThat(rows.records).hasSize(2);
        assertThat(sent).isEmpty();
        assertThat(meters.find("nerest.outbox.sent").counter()).isNull();

        delivery.sendBatch();
        assertThat(sent).containsExactly("r1", "r2");
        assertThat(meters.counter("nerest.outbox.sent", "topic", "frames").count())
                .isEqualTo(2);
    }

    @Test
    void pausesGrowWithEachFailureAndStartAnewAfterASuccess() throws Exception {
        rows.add(1);
        failuresToCome = 4;
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pauses.add(delivery.sendBatch().pause());
        }
        delivery.sendBatch();
        rows.add(2);
        failuresToCome = 1;
        pauses.add(delivery.sendBatch().pause());

        assertThat(pauses).extracting(Duration::toMillis).containsExactly(200L, 400L, 700L, 700L, 200L);
    }

    @Test
    void anUnreachableDatabaseIsRetriedLikeAnUnreachableBroker() throws Exception {
        rows.add(1);
        rows.reachable = false;

        assertThat(delivery.sendBatch()).isEqualTo(NextAttempt.after(Duration.ofMillis(200)));
        assertThat(delivery.sendBatch()).isEqualTo(NextAttempt.after(Duration.ofMillis(400)));

        rows.reachable = true;
        delivery.sendBatch();
        assertThat(sent).containsExactly("r1");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "8, 8"})
    void theMeasuredDepthIsTheNumberOfStoredRecords(int stored, double expected) throws Exception {
        rows.add(IntStream.range(0, stored).toArray());
        delivery.sendBatch();
        assertThat(depthWhileSending).isEqualTo(expected);

        for (int batch = 2; batch <= 4; batch++) {
            delivery.sendBatch();
        }
        assertThat(depth()).isZero();
    }

    @Test
    void theDepthIsMeasuredAfterAFailure() throws Exception {
        rows.add(1, 2);
        failuresToCome = 1;
        delivery.sendBatch();
        rows.add(3, 4, 5, 6);
        failuresToCome = 1;
        delivery.sendBatch();

        assertThat(depth()).isEqualTo(6);
    }

    @Test
    void recordsThatAreStoredWhileABatchFailsAreCounted() throws Exception {
        OutboxDelivery failing = new OutboxDelivery(
                rows,
                records -> {
                    rows.add(7, 8, 9);
                    throw new DeliveryException("no broker", new IllegalStateException());
                },
                new Settings(),
                new SimpleMeterRegistry());
        rows.add(1);

        failing.sendBatch();

        assertThat(failing.depth()).isEqualTo(4);
    }

    @Test
    void anInterruptionEndsSendingWithoutARetry() {
        OutboxDelivery stopped = new OutboxDelivery(
                rows,
                records -> {
                    throw new InterruptedException("the service stops");
                },
                new Settings(),
                meters);
        rows.add(1);

        assertThatThrownBy(stopped::sendBatch).isInstanceOf(InterruptedException.class);
        assertThat(rows.records).hasSize(1);
    }
}
