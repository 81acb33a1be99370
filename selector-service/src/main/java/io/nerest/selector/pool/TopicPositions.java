package io.nerest.selector.pool;

import io.nerest.contracts.Snapshot.TopicOffset;
import io.nerest.messaging.receiving.RecordPosition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;

/** How far the topics were read. All methods run in the caller's transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class TopicPositions {
    private final Session session;

    TopicPositions(Session session) {
        this.session = session;
    }

    /** Notes that an event is stored. The topics of a restored broker count from 0 again, so a lower offset replaces a higher. */
    public void stored(RecordPosition position) {
        session.createNativeMutationQuery(
                        "insert into topic_position (topic, partition, next_offset) values (:topic, :partition, :next)"
                                + " on conflict (topic, partition) do update set next_offset = excluded.next_offset")
                .setParameter("topic", position.topic())
                .setParameter("partition", position.partition())
                .setParameter("next", position.offset() + 1)
                .executeUpdate();
    }

    /** Returns the offsets in the order of topics and partitions. What is read from the tables afterwards contains their events. */
    public List<TopicOffset> offsets() {
        return session.createNativeQuery(
                        "select topic, partition, next_offset from topic_position order by topic collate \"C\", partition",
                        Tuple.class)
                .getResultStream()
                .map(row -> new TopicOffset(
                        row.get("topic", String.class),
                        row.get("partition", Integer.class),
                        row.get("next_offset", Long.class)))
                .toList();
    }
}
