package io.nerest.console.status;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which model each scoring pod used last, from the detections that arrived since the console started. */
@ApplicationScoped
public class ScoringPods {
    private static final int MOST = 500;

    private final Map<String, PodModel> pods = new ConcurrentHashMap<>();

    /**
     * The last work of a pod.
     *
     * @param at when it inferred the frame
     */
    public record PodModel(String pod, String modelId, Instant at) {}

    /** Notes that a pod has inferred a frame. */
    public void seen(String pod, String modelId, Instant at) {
        if (pods.size() >= MOST && !pods.containsKey(pod)) {
            pods.values().stream()
                    .min((a, b) -> a.at().compareTo(b.at()))
                    .ifPresent(oldest -> pods.remove(oldest.pod()));
        }
        pods.merge(
                pod, new PodModel(pod, modelId, at), (before, now) -> now.at().isBefore(before.at()) ? before : now);
    }

    /** Returns all pods by name. */
    List<PodModel> all() {
        return pods.values().stream()
                .sorted((a, b) -> a.pod().compareTo(b.pod()))
                .collect(Collectors.toList());
    }
}
