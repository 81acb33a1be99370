package io.nerest.selection.round;

import io.nerest.selection.LabelledFrame;
import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectedFrame;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pool of one campaign in memory. A round {@link #draw draws} its sample, {@link #addScore adds} the scores of the
 * frames that are {@link #unscored}, and is decided by {@link RoundPolicy#select}; its outcome is recorded by
 * {@link #record} and {@link #addLabel}.
 */
public final class InMemoryPool implements PoolView {

    private static final float[] NO_EMBEDDING = {};

    private final Map<UUID, CapturedFrame> frames = new HashMap<>();
    private final List<CapturedFrame> byRandomKey;
    private final boolean ownLabels;
    private final Map<String, Map<UUID, Score>> scores = new HashMap<>();
    private final Set<UUID> labelled = new HashSet<>();
    private final Set<UUID> selected = new HashSet<>();
    private final Set<UUID> pseudoLabelled = new HashSet<>();

    private Set<UUID> sample = Set.of();
    private Set<UUID> references = Set.of();
    private List<String> models = List.of();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Score(List<ScoredBox> boxes, float[] embedding) {}

    /**
     * Creates a pool without labels and scores.
     *
     * @param frames every frame that the campaign may select, in any order
     * @param ownLabels as in {@link RoundSettings#ownLabels}
     * @throws IllegalArgumentException if a frame occurs twice
     */
    public InMemoryPool(Collection<CapturedFrame> frames, boolean ownLabels) {
        for (CapturedFrame frame : frames) {
            if (this.frames.put(frame.frameId(), frame) != null) {
                throw new IllegalArgumentException("frame " + frame.frameId() + " is in the pool twice");
            }
        }
        this.byRandomKey = frames.stream()
                .sorted(Comparator.comparingDouble(frame -> SampleWindow.randomKey(frame.frameId())))
                .toList();
        this.ownLabels = ownLabels;
    }

    /** Draws the sample of a round, which replaces the sample of the round before. */
    public void draw(RoundPlan plan) {
        sample = plan.sample().map(this::draw).orElse(Set.of());
        references = plan.needsReferences() ? ownLabelled() : Set.of();
        models = plan.models();
    }

    private Set<UUID> draw(SampleWindow window) {
        int start = 0;
        while (start < byRandomKey.size()
                && SampleWindow.randomKey(byRandomKey.get(start).frameId()) < window.start()) {
            start++;
        }
        Set<UUID> drawn = new LinkedHashSet<>();
        Stream.concat(byRandomKey.subList(start, byRandomKey.size()).stream(), byRandomKey.subList(0, start).stream())
                .map(CapturedFrame::frameId)
                .filter(this::isCandidate)
                .limit(window.isWholePool() ? Long.MAX_VALUE : window.size())
                .forEachOrdered(drawn::add);
        return drawn;
    }

    private boolean isCandidate(UUID frameId) {
        return !(ownLabels ? selected : labelled).contains(frameId);
    }

    private Set<UUID> ownLabelled() {
        Set<UUID> own = new HashSet<>(labelled);
        if (ownLabels) {
            own.retainAll(selected);
        }
        return own;
    }

    /** The frames of the sample, references included, that a model has not scored yet. */
    public List<UUID> unscored(String modelId) {
        Map<UUID, Score> known = scores.getOrDefault(modelId, Map.of());
        return Stream.concat(sample.stream(), references.stream())
                .distinct()
                .filter(frameId -> !known.containsKey(frameId))
                .toList();
    }

    /**
     * Adds what a model detects on a frame.
     *
     * @param embedding the frame's, of length 0 if the model gives none
     */
    public void addScore(String modelId, UUID frameId, List<ScoredBox> boxes, float[] embedding) {
        require(frameId);
        scores.computeIfAbsent(modelId, id -> new HashMap<>())
                .put(frameId, new Score(List.copyOf(boxes), embedding.clone()));
    }

    /** Drops the scores of all models but some. */
    public void retainScores(Collection<String> modelIds) {
        scores.keySet().retainAll(modelIds);
    }

    /** Records a round's outcome: its frames for annotators are selected, its pseudo-labels hold. */
    public void record(RoundSelection selection, boolean keepsPseudoLabels) {
        recordPseudoLabels(
                selection.pseudoLabelled().stream().map(PseudoLabelled::frameId).toList(), keepsPseudoLabels);
        recordSelected(
                selection.forAnnotators().stream().map(SelectedFrame::frameId).toList());
    }

    /** Records frames that the campaign has selected for annotators. */
    public void recordSelected(Collection<UUID> frameIds) {
        frameIds.forEach(frameId -> selected.add(require(frameId)));
    }

    /**
     * Records the frames that a round has pseudo-labelled.
     *
     * @param keepsEarlier whether pseudo-labels of earlier rounds stay, as in {@code accumulate}
     */
    public void recordPseudoLabels(Collection<UUID> frameIds, boolean keepsEarlier) {
        if (!keepsEarlier) {
            pseudoLabelled.clear();
        }
        frameIds.forEach(frameId -> pseudoLabelled.add(require(frameId)));
    }

    /** Records the label of an annotator, for this campaign or for another reason. It replaces a pseudo-label. */
    public void addLabel(UUID frameId) {
        labelled.add(require(frameId));
        pseudoLabelled.remove(frameId);
    }

    private UUID require(UUID frameId) {
        frame(frameId);
        return frameId;
    }

    private CapturedFrame frame(UUID frameId) {
        CapturedFrame frame = frames.get(frameId);
        if (frame == null) {
            throw new IllegalArgumentException("frame " + frameId + " is not in the pool");
        }
        return frame;
    }

    @Override
    public int sampled() {
        return sample.size() + references.size();
    }

    @Override
    public int scored() {
        return (int) Stream.concat(sample.stream(), references.stream())
                .filter(frameId -> models.stream().allMatch(modelId -> score(modelId, frameId) != null))
                .count();
    }

    @Override
    public List<ScoredFrame> candidates() {
        return candidateIds()
                .map(frameId -> scoredFrame(frameId, List.of(), NO_EMBEDDING))
                .toList();
    }

    @Override
    public List<ScoredFrame> candidates(String modelId, boolean withEmbeddings) {
        List<ScoredFrame> candidates = new ArrayList<>();
        candidateIds().forEach(frameId -> {
            Score score = score(modelId, frameId);
            if (score != null) {
                candidates.add(scoredFrame(frameId, score.boxes(), withEmbeddings ? score.embedding() : NO_EMBEDDING));
            }
        });
        return candidates;
    }

    @Override
    public List<ScoredFrame> candidates(String modelId, Collection<UUID> frameIds) {
        Set<UUID> wanted = new HashSet<>(frameIds);
        return candidates(modelId, false).stream()
                .filter(frame -> wanted.contains(frame.frameId()))
                .toList();
    }

    @Override
    public void forEachCandidate(String modelId, BiConsumer<UUID, List<ScoredBox>> consumer) {
        candidates(modelId, false).forEach(frame -> consumer.accept(frame.frameId(), frame.boxes()));
    }

    @Override
    public List<LabelledFrame> references(String modelId) {
        List<LabelledFrame> scored = new ArrayList<>();
        for (UUID frameId : references) {
            Score score = score(modelId, frameId);
            if (score != null) {
                CapturedFrame frame = frame(frameId);
                scored.add(new LabelledFrame(frameId, frame.streamId(), frame.capturedAt(), score.embedding()));
            }
        }
        return scored;
    }

    @Override
    public Set<UUID> pseudoLabelled() {
        return Set.copyOf(pseudoLabelled);
    }

    @Override
    public Set<UUID> labelled() {
        Set<UUID> sampled = new HashSet<>(sample);
        sampled.addAll(references);
        sampled.retainAll(labelled);
        return sampled;
    }

    private Stream<UUID> candidateIds() {
        return sample.stream().filter(this::isCandidate);
    }

    private @Nullable Score score(String modelId, UUID frameId) {
        return scores.getOrDefault(modelId, Map.of()).get(frameId);
    }

    private ScoredFrame scoredFrame(UUID frameId, List<ScoredBox> boxes, float[] embedding) {
        CapturedFrame frame = frame(frameId);
        return new ScoredFrame(frameId, frame.streamId(), frame.capturedAt(), boxes, embedding);
    }
}
