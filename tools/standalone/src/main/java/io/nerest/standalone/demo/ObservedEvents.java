package io.nerest.standalone.demo;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The events of all topics so far. Safe for use by several threads. */
final class ObservedEvents {
    private final Map<UUID, FrameRef> registered = new HashMap<>();
    private final Map<UUID, String> contents = new HashMap<>();
    private final Map<Scoring, Set<String>> scoringIds = new HashMap<>();
    private final Map<UUID, Long> firstScoredAt = new HashMap<>();
    private final Map<String, Integer> framesByModel = new LinkedHashMap<>();
    private final Map<String, Integer> framesByPod = new TreeMap<>();
    private final Map<String, ModelPublished> models = new LinkedHashMap<>();
    private final Set<String> everPromoted = new LinkedHashSet<>();
    private final List<ModelActivated> activations = new ArrayList<>();
    private final Map<String, Integer> deadLetters = new TreeMap<>();
    private final List<String> deadLetterReasons = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /** A (frame, model) pair. */
    private record Scoring(UUID frameId, String modelId) {}

    synchronized void registered(FrameRegistered event) {
        registered.put(event.frame().frameId(), event.frame());
        contents.put(event.frame().frameId(), event.frame().streamId() + "/" + event.sha256());
    }

    synchronized void scored(String eventId, FrameScored event) {
        Scoring scoring = new Scoring(event.frameId(), event.modelId());
        if (scoringIds.computeIfAbsent(scoring, unused -> new HashSet<>()).isEmpty()) {
            framesByModel.merge(event.modelId(), 1, Integer::sum);
            framesByPod.merge(event.pod(), 1, Integer::sum);
        }
        scoringIds.get(scoring).add(eventId);
        firstScoredAt.putIfAbsent(event.frameId(), System.nanoTime());
    }

    synchronized void published(ModelPublished event) {
        models.put(event.modelId(), event);
        if (event.status() == ModelStatus.PROMOTED) {
            everPromoted.add(event.modelId());
        }
    }

    synchronized void activated(ModelActivated event) {
        activations.add(event);
    }

    synchronized void deadLetter(String topic, String reason, String value) {
        deadLetters.merge(topic, 1, Integer::sum);
        deadLetterReasons.add(
                topic + ": " + (reason.isEmpty() ? value.substring(0, Math.min(200, value.length())) : reason));
    }

    /** Notes an event that does not match its contract. */
    synchronized void unreadable(String description) {
        unreadable.add(description);
    }

    synchronized List<String> unreadableEvents() {
        return List.copyOf(unreadable);
    }

    /** Returns stream and SHA-256 of a frame, {@code north/ab12...}. */
    synchronized Optional<String> content(UUID frameId) {
        return Optional.ofNullable(contents.get(frameId));
    }

    synchronized int registeredCount() {
        return registered.size();
    }

    synchronized Set<String> registeredContents() {
        return new HashSet<>(contents.values());
    }

    synchronized List<FrameRef> registeredRefs() {
        return List.copyOf(registered.values());
    }

    synchronized int scoredCount() {
        return firstScoredAt.size();
    }

    synchronized Set<UUID> unscored() {
        Set<UUID> unscored = new HashSet<>(registered.keySet());
        unscored.removeAll(firstScoredAt.keySet());
        return unscored;
    }

    /** Returns the {@link System#nanoTime} at which a frame's first detections arrived. */
    synchronized Optional<Long> firstScoredAt(UUID frameId) {
        return Optional.ofNullable(firstScoredAt.get(frameId));
    }

    synchronized boolean isScored(UUID frameId, String modelId) {
        return scoringIds.containsKey(new Scoring(frameId, modelId));
    }

    /** Returns the number of (frame, model) pairs with more than one scoring; a redelivered event counts once. */
    synchronized long scoredTwice() {
        return scoringIds.values().stream().filter(ids -> ids.size() > 1).count();
    }

    synchronized Map<String, Integer> framesByModel() {
        return new LinkedHashMap<>(framesByModel);
    }

    /** Returns how many (frame, model) pairs each scoring pod has scored. */
    synchronized Map<String, Integer> framesByPod() {
        return new TreeMap<>(framesByPod);
    }

    synchronized Optional<ModelPublished> model(String modelId) {
        return Optional.ofNullable(models.get(modelId));
    }

    synchronized Set<String> promotedModels() {
        return new LinkedHashSet<>(everPromoted);
    }

    synchronized Set<String> activatedModels() {
        Set<String> ids = new LinkedHashSet<>();
        activations.forEach(activation -> ids.add(activation.modelId()));
        return ids;
    }

    synchronized List<ModelActivated> activations() {
        return List.copyOf(activations);
    }

    synchronized Map<String, Integer> deadLetters() {
        return new TreeMap<>(deadLetters);
    }

    synchronized List<String> deadLetterReasons() {
        return List.copyOf(deadLetterReasons);
    }
}
