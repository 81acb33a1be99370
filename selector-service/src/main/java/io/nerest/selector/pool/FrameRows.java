package io.nerest.selector.pool;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import java.util.UUID;
import org.hibernate.query.NativeQuery;

/** The columns of {@code frame f} that make a {@link FrameRef}, in native queries. */
final class FrameRows {

    /** The columns; a query selects them first. */
    static final String COLUMNS = "f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height";

    /** How many columns these are. */
    static final int COUNT = 8;

    private FrameRows() {}

    /** Declares the types of the columns. */
    static NativeQuery<Object[]> types(NativeQuery<Object[]> query) {
        return query.addScalar("id", UUID.class)
                .addScalar("stream_id", String.class)
                .addScalar("bucket", String.class)
                .addScalar("object_key", String.class)
                .addScalar("etag", String.class)
                .addScalar("size", Long.class)
                .addScalar("width", Integer.class)
                .addScalar("height", Integer.class);
    }

    static FrameRef frameRef(Object[] row) {
        return new FrameRef(
                (UUID) row[0],
                (String) row[1],
                new ObjectRef((String) row[2], (String) row[3], (String) row[4], (Long) row[5]),
                (Integer) row[6],
                (Integer) row[7]);
    }
}
