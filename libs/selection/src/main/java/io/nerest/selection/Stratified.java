package io.nerest.selection;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * {@code stratified}: another strategy within strata, so that every camera and time of day is represented. A stratum is a
 * camera, a part of the day (UTC), or both; each has a quota of the batch. If a stratum cannot fill its quota, the others
 * fill the batch. Scores are those of the inner strategy.
 *
 * @param inner selects within a stratum
 * @param by what makes a stratum
 * @param hours length of a part of the day in hours, in [1, 24]
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
        /** Equal parts, as far as the strata have frames. */
        EVEN,
        /** In proportion to the strata's frames. */
        PROPORTIONAL
    }

    static final Setting<By> BY =
            Setting.choice("by", By.class, By.CAMERA_AND_HOUR, "of stratified: what makes a stratum");
    static final Setting<Integer> HOURS =
            Setting.integer("hours", 1, 24, 6, "of stratified: length of a part of the day in hours");
    static final Setting<Quota> QUOTA = Setting.choice(
            "quota",
            Quota.class,
            Quota.EVEN,
            "of stratified: the same part of the batch for each stratum, or by its frames");

    public Stratified {
        HOURS.check(hours);
        if (inner.isComposite()) {
            throw new InvalidSelectionException("the inner strategy of stratified cannot be " + inner.name()
                    + ", which is made of other strategies");
        }
    }

    @Override
    public String name() {
        return "stratified";
    }

    @Override
    public StrategyNeeds needs() {
        return inner.needs();
    }

    @Override
    public Set<UUID> suspected(List<ScoredFrame> frames) {
        return inner.suspected(frames);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.composite(this);
    }

    @Override
    public void select(Candidates candidates, BatchBuilder batch) {
        Map<String, List<ScoredFrame>> strata = new TreeMap<>();
        candidates.frames().stream()
                .filter(frame -> !batch.contains(frame.frameId()))
                .forEach(frame -> strata.computeIfAbsent(stratum(frame), key -> new ArrayList<>())
                        .add(frame));
        int[] quotas = quotas(strata, batch.remaining(), candidates.randomKeys());
        int limit = batch.limit();
        int next = 0;
        for (List<ScoredFrame> frames : strata.values()) {
            int wanted = quotas[next++];
            if (wanted > 0) {
                batch.setLimit(Math.min(limit, batch.selectedFrames().size() + wanted));
                inner.select(candidates.withFrames(frames), batch);
            }
        }
        batch.setLimit(limit);
        if (!batch.isFull()) {
            inner.select(candidates, batch);
        }
    }

    private int[] quotas(Map<String, List<ScoredFrame>> strata, int room, SeededHash randomKeys) {
        long[] turns = strata.keySet().stream()
                .mapToLong(name -> randomKeys.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))))
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
