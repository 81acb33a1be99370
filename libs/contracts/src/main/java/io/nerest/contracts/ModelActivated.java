package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scoring pod has switched models between two batches. Key: pod.
 *
 * @param previousModelId the model active before; absent at the pod's start
 * @param from first offset of topic {@code frames} that the model scores, by partition
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelActivated(
        String pod,
        String modelId,
        @Nullable String previousModelId,
        Map<Integer, Long> from,
        double loadMillis,
        double warmUpMillis,
        Instant activatedAt) {
    public ModelActivated {
        Require.text(pod, "pod");
        Require.text(modelId, "modelId");
        from = Map.copyOf(Require.present(from, "from"));
        Require.time(activatedAt, "activatedAt");
    }
}
