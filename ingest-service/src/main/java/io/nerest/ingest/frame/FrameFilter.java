package io.nerest.ingest.frame;

import io.nerest.service.http.ProblemException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which frames are listed.
 *
 * @param stream one stream; null for all
 * @param from captured then or later; null for all
 * @param to captured before; null for all
 * @param nearDuplicateOf only near-duplicates of this frame; null for all
 * @param labels whether the frames have a label; null for all
 * @param classId frames whose newest label has an object of this class; null for all
 * @param minConfidence the least that the highest confidence of any detection is, [0, 1]; null for all frames, scored or not
 * @param maxConfidence the most that the highest confidence of any detection is, [0, 1]; null for all frames, scored or not
 */
record FrameFilter(
        @Nullable String stream,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID nearDuplicateOf,
        @Nullable Labels labels,
        @Nullable Integer classId,
        @Nullable Double minConfidence,
        @Nullable Double maxConfidence) {
    private static final String NEWEST = """
            EXISTS (SELECT FROM label l WHERE l.frame_id = f.id AND %s
                    AND l.revision = (SELECT max(newest.revision) FROM label newest WHERE newest.frame_id = f.id))""";

    /** Whether a frame has a label. */
    enum Labels {
        YES(NEWEST.formatted("NOT l.withdrawn")),
        /** There is no label, or the newest revision withdraws it. */
        NO("NOT " + NEWEST.formatted("NOT l.withdrawn")),
        /** The newest label has no object. */
        EMPTY(NEWEST.formatted("NOT l.withdrawn AND l.boxes = '[]'"));

        private final String condition;

        Labels(String condition) {
            this.condition = condition;
        }
    }

    FrameFilter {
        check("minConfidence", minConfidence);
        check("maxConfidence", maxConfidence);
        if (classId != null && classId < 0) {
            throw ProblemException.invalid("class", "is " + classId + ", but must be 0 or more");
        }
    }

    private static void check(String name, @Nullable Double confidence) {
        if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
            throw ProblemException.invalid(name, "is " + confidence + ", but must be in 0..1");
        }
    }

    /** The condition on {@code frame f}; its parameters are {@link #parameters}. */
    String condition() {
        Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
        conditions.put("f.stream_id = :stream", stream);
        conditions.put("f.captured_at >= :from", from);
        conditions.put("f.captured_at < :to", to);
        conditions.put("f.near_duplicate_of = :original", nearDuplicateOf);
        conditions.put(labels == null ? "" : labels.condition, labels);
        conditions.put(NEWEST.formatted("cast(l.boxes AS jsonb) @> cast(:object AS jsonb)"), classId);
        conditions.put(confidence(">= cast(:minConfidence AS real)"), minConfidence);
        conditions.put(confidence("<= cast(:maxConfidence AS real)"), maxConfidence);
        return conditions.entrySet().stream()
                .filter(condition -> condition.getValue() != null)
                .map(Map.Entry::getKey)
                .reduce("true", (all, condition) -> all + " AND " + condition);
    }

    private static String confidence(String range) {
        return "EXISTS (SELECT FROM frame_use u WHERE u.frame_id = f.id AND u.scored AND u.max_confidence " + range
                + ")";
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        put(parameters, "stream", stream);
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "original", nearDuplicateOf);
        put(parameters, "object", classId == null ? null : "[{\"classId\": " + classId + "}]");
        put(parameters, "minConfidence", minConfidence);
        put(parameters, "maxConfidence", maxConfidence);
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
