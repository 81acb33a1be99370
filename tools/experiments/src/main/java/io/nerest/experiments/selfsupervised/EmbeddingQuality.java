package io.nerest.experiments.selfsupervised;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * What embeddings are worth to strategies, by the clips of a pool: frames of one camera without a longer gap. Frames of one clip
 * are near duplicates, so they should be nearer to each other than to other frames, and a diverse batch should have many clips.
 */
final class EmbeddingQuality {
    private static final int PAIRS = 20_000;

    private final List<PoolFrame> frames;
    private final int[] clips;
    private final int clipCount;

    /**
     * @param frames of a pool
     * @param gap longest time between neighbours of one clip
     */
    EmbeddingQuality(List<PoolFrame> frames, Duration gap) {
        this.frames = frames;
        this.clips = new int[frames.size()];
        this.clipCount = number(frames, gap, clips);
    }

    private static int number(List<PoolFrame> frames, Duration gap, int[] clips) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            order.add(i);
        }
        order.sort((a, b) -> {
            int byStream = frames.get(a).item().stream().compareTo(frames.get(b).item().stream());
            return byStream != 0
                    ? byStream
                    : frames.get(a).capturedAt().compareTo(frames.get(b).capturedAt());
        });
        int clip = -1;
        PoolFrame before = null;
        for (int index : order) {
            PoolFrame frame = frames.get(index);
            if (before == null
                    || !before.item().stream().equals(frame.item().stream())
                    || Duration.between(before.capturedAt(), frame.capturedAt()).compareTo(gap) > 0) {
                clip++;
            }
            clips[index] = clip;
            before = frame;
        }
        return clip + 1;
    }

    int clips() {
        return clipCount;
    }

    /**
     * Returns the probability that two frames of one clip are nearer to each other, by cosine, than two frames of different clips: 1 is
     * perfect, 0.5 is chance. Estimated by pairs drawn at random; NaN if there is only one clip, or none with two frames.
     */
    double sameClipNearer(List<float[]> embeddings, long seed) {
        Map<Integer, List<Integer>> byClip = new HashMap<>();
        for (int i = 0; i < clips.length; i++) {
            byClip.computeIfAbsent(clips[i], clip -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> several =
                byClip.values().stream().filter(clip -> clip.size() > 1).toList();
        if (several.isEmpty() || clipCount < 2) {
            return Double.NaN;
        }
        Random random = new Random(seed);
        double wins = 0;
        for (int i = 0; i < PAIRS; i++) {
            List<Integer> clip = several.get(random.nextInt(several.size()));
            int one = clip.get(random.nextInt(clip.size()));
            int other = one;
            while (other == one) {
                other = clip.get(random.nextInt(clip.size()));
            }
            int stranger = one;
            while (clips[stranger] == clips[one]) {
                stranger = random.nextInt(clips.length);
            }
            double near = cosine(embeddings.get(one), embeddings.get(other));
            double far = cosine(embeddings.get(one), embeddings.get(stranger));
            wins += near > far ? 1 : near == far ? 0.5 : 0;
        }
        return wins / PAIRS;
    }

    /** Returns how many clips a batch of a strategy has; frames count as without detections, so only embeddings decide. */
    int clipsOf(String strategy, List<float[]> embeddings, int batch, long seed) {
        List<ScoredFrame> pool = new ArrayList<>();
        Map<UUID, Integer> clipOf = new HashMap<>();
        for (int i = 0; i < frames.size(); i++) {
            PoolFrame frame = frames.get(i);
            clipOf.put(frame.id(), clips[i]);
            pool.add(new ScoredFrame(
                    frame.id(), frame.item().stream(), frame.capturedAt(), List.of(), embeddings.get(i)));
        }
        Set<Integer> found = new HashSet<>();
        Selection.select(new SelectionRequest(
                        Strategies.configure(strategy, Map.of()).strategy(),
                        SharedSettings.UNFILTERED,
                        batch,
                        pool,
                        List.of(),
                        seed))
                .frames()
                .forEach(frame -> found.add(clipOf.getOrDefault(frame.frameId(), -1)));
        return found.size();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * (double) b[i];
            lengthA += a[i] * (double) a[i];
            lengthB += b[i] * (double) b[i];
        }
        return dot / Math.sqrt(Math.max(1e-30, lengthA * lengthB));
    }
}
