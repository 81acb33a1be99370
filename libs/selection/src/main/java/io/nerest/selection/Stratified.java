package io.nerest.selection;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * {@code stratified}: another strategy within strata, so that no camera and no time of day is left out. A stratum is a
 * camera, a part of the day (UTC), or both; each has a quota of the batch. What a stratum cannot fill, the others do.
 * Scores are those of the inner strategy.
 *
 * @param inner what chooses within a stratum
 * @param by what makes a stratum
 * @param hours length of a part of the day, 1 to 24
 * @param quota how the batch is divided
 */
public record Stratified(Strategy inner, By by, int hours, Quota quota) implements Strategy {

    /** What makes a stratum. */
    public enum By {
        CAMERA,
        HOUR,
        CAMERA_AND_HOUR
    }

    /** How the batch is divided. */
    public enum Quota {
        /** The same for each, as far as it has frames. */
        EVEN,
        /** By how many frames each has. */
        PROPORTIONAL
    }

    public Stratified {
        if (hours < 1 || hours > 24) {
            throw new InvalidSelectionException("stratified: hours " + hours + " must lie in [1, 24]");
        }
        if (inner instanceof Stratified || inner instanceof Mix) {
            throw new InvalidSelectionException("stratified: the inner strategy cannot be " + inner.name());
        }
    }

    @Override
    public String name() {
        return "stratified";
    }

    @Override
    public boolean needsScores() {
        return inner.needsScores();
    }

    @Override
    public boolean needsEmbeddings() {
        return inner.needsEmbeddings();
    }

    @Override
    public int models() {
        return inner.models();
    }

    @Override
    public Optional<Committee> committee() {
        return inner.committee();
    }

    @Override
    public void choose(Candidates candidates, Basket basket) {
        Map<String, List<ScoredFrame>> strata = new TreeMap<>();
        candidates.frames().stream()
                .filter(frame -> !basket.contains(frame.frameId()))
                .forEach(frame -> strata.computeIfAbsent(stratum(frame), key -> new ArrayList<>())
                        .add(frame));
        int[] quotas = quotas(strata, basket.room(), candidates.lots());
        int limit = basket.limit();
        int next = 0;
        for (List<ScoredFrame> frames : strata.values()) {
            int wanted = quotas[next++];
            if (wanted > 0) {
                basket.widen(Math.min(limit, basket.picked().size() + wanted));
                inner.choose(candidates.withFrames(frames), basket);
            }
        }
        basket.widen(limit);
        if (!basket.isFull()) {
            inner.choose(candidates, basket);
        }
    }

    private int[] quotas(Map<String, List<ScoredFrame>> strata, int room, SeededHash lots) {
        long[] turns = strata.keySet().stream()
                .mapToLong(name -> lots.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))))
                .toArray();
        int[] sizes = strata.values().stream().mapToInt(List::size).toArray();
        if (quota == Quota.EVEN || sizes.length == 0) {
            return Quotas.even(room, sizes, turns);
        }
        double[] shares = new double[sizes.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sizes[i];
        }
        return Quotas.of(room, shares, turns);
    }

    private String stratum(ScoredFrame frame) {
        int part = frame.capturedAt().atOffset(ZoneOffset.UTC).getHour() / hours;
        return switch (by) {
            case CAMERA -> frame.streamId();
            case HOUR -> String.valueOf(part);
            case CAMERA_AND_HOUR -> frame.streamId() + " " + part;
        };
    }
}
