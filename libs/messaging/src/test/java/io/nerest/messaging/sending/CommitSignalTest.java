package io.nerest.messaging.sending;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommitSignalTest {
    private final OutboxSignal signal = new OutboxSignal();
    private final OneTransaction transaction = new OneTransaction();
    private final CommitSignal afterCommit = new CommitSignal(transaction, signal);

    /** One transaction in memory. */
    private static final class OneTransaction implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private boolean active = true;

        void end(int status) {
            active = false;
            synchronizations.forEach(Synchronization::beforeCompletion);
            synchronizations.forEach(synchronization -> synchronization.afterCompletion(status));
        }

        @Override
        public @Nullable Object getTransactionKey() {
            return active ? "transaction-1" : null;
        }

        @Override
        public void putResource(Object key, Object value) {
            resources.put(key, value);
        }

        @Override
        public @Nullable Object getResource(Object key) {
            return resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            synchronizations.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            return active ? Status.STATUS_ACTIVE : Status.STATUS_NO_TRANSACTION;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }

    @Test
    void aCommitRaisesTheSignalOnceHoweverManyRecordsItStored() throws Exception {
        afterCommit.afterCommit();
        afterCommit.afterCommit();
        assertThat(transaction.synchronizations).hasSize(1);
        assertThat(isRaised()).isFalse();

        transaction.end(Status.STATUS_COMMITTED);

        assertThat(isRaised()).isTrue();
    }

    @Test
    void aRollbackRaisesNoSignal() throws Exception {
        afterCommit.afterCommit();

        transaction.end(Status.STATUS_ROLLEDBACK);

        assertThat(isRaised()).isFalse();
    }

    @Test
    void anActiveTransactionIsRecognised() {
        assertThat(afterCommit.isInTransaction()).isTrue();

        transaction.end(Status.STATUS_COMMITTED);

        assertThat(afterCommit.isInTransaction()).isFalse();
    }

    @Test
    void severalSignalsEndOneWait() throws Exception {
        signal.raise();
        signal.raise();

        assertThat(isRaised()).isTrue();
        assertThat(isRaised()).isFalse();
    }

    private boolean isRaised() throws InterruptedException {
        return signal.await(Duration.ofMillis(1));
    }
}
