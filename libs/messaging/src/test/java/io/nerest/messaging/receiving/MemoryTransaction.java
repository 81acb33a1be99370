package io.nerest.messaging.receiving;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Marks, rows and dead letters in memory: work that throws leaves none of its own behind, as a database would. */
final class MemoryTransaction implements TransactionRunner, HandledEvents, DeadLetterStore {
    private Set<EventIdentity> marks = new LinkedHashSet<>();
    private List<String> rows = new ArrayList<>();
    private List<String> letters = new ArrayList<>();
    private boolean active;
    private int commitsToFail;
    private @Nullable EventIdentity markedByAnotherPod;

    List<String> rows() {
        return rows;
    }

    List<String> letters() {
        return letters;
    }

    Set<EventIdentity> marks() {
        return marks;
    }

    void add(String row) {
        requireTransaction();
        rows.add(row);
    }

    /** The next commits fail, as they do when the connection breaks. */
    void failCommits(int commits) {
        commitsToFail = commits;
    }

    /** Another pod handles this event after it was read here and before it is marked. */
    void overtake(EventIdentity event) {
        markedByAnotherPod = event;
    }

    @Override
    public <R> R call(Callable<R> work) throws Exception {
        Set<EventIdentity> marksBefore = new LinkedHashSet<>(marks);
        List<String> rowsBefore = new ArrayList<>(rows);
        List<String> lettersBefore = new ArrayList<>(letters);
        active = true;
        try {
            R result = work.call();
            if (commitsToFail > 0) {
                commitsToFail--;
                throw new IOException("the connection broke");
            }
            return result;
        } catch (Exception e) {
            marks = marksBefore;
            rows = rowsBefore;
            letters = lettersBefore;
            throw e;
        } finally {
            active = false;
            if (markedByAnotherPod != null) {
                marks.add(markedByAnotherPod);
                markedByAnotherPod = null;
            }
        }
    }

    @Override
    public int mark(List<EventIdentity> events) {
        requireTransaction();
        int before = marks.size();
        Set<EventIdentity> all = new LinkedHashSet<>(marks);
        if (markedByAnotherPod != null) {
            all.add(markedByAnotherPod);
            before = all.size();
        }
        all.addAll(events);
        marks = all;
        return marks.size() - before;
    }

    @Override
    public Set<EventIdentity> handled(Collection<EventIdentity> events) {
        return events.stream().filter(marks::contains).collect(Collectors.toSet());
    }

    @Override
    public void add(ConsumerRecord<String, byte[]> record, String reason, @Nullable Throwable cause) {
        requireTransaction();
        letters.add(RecordPosition.of(record) + ": " + reason);
    }

    private void requireTransaction() {
        if (!active) {
            throw new IllegalStateException("there is no transaction");
        }
    }
}
