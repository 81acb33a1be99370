package io.nerest.selection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * {@code mix}: several strategies, each selecting its part of the batch from the frames that those before it left.
 * {@code random} is always one of them, since objects that a model misses never show in its scores. Scores are those of
 * the selecting strategy.
 *
 * @param parts in the order of selection; random last
 */
public record Mix(List<Part> parts) implements Strategy {

    static final Setting<Map<String, Double>> SHARES = Setting.shares(
            "shares",
            Map.of("entropy", 0.45, "core-set", 0.45),
            "of mix: the share of each strategy; random has a tenth if it is not given");

    /** Share of random if none is given. */
    private static final double RANDOM_SHARE = 0.1;

    /**
     * A strategy and its share.
     *
     * @param share above 0; shares need not add up to 1
     */
    public record Part(Strategy strategy, double share) {

        public Part {
            if (!(share > 0 && share <= 1e6)) {
                throw new InvalidSelectionException("the share of '" + strategy.name() + "' in a mix is " + share
                        + ", but must be in (0, 1000000]");
            }
            if (strategy.isComposite()) {
                throw new InvalidSelectionException(
                        "'" + strategy.name() + "' cannot be part of a mix, since it is made of other strategies");
            }
        }
    }

    public Mix {
        parts = withRandom(parts);
    }

    @Override
    public String name() {
        return "mix";
    }

    @Override
    public StrategyNeeds needs() {
        return parts.stream().map(part -> part.strategy().needs()).reduce(StrategyNeeds.NOTHING, StrategyNeeds::and);
    }

    @Override
    public Set<UUID> suspected(List<ScoredFrame> frames) {
        Set<UUID> suspected = new HashSet<>();
        parts.forEach(part -> suspected.addAll(part.strategy().suspected(frames)));
        return suspected;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.composite(this);
    }

    @Override
    public void select(Candidates candidates, BatchBuilder batch) {
        int limit = batch.limit();
        long[] turns = new long[parts.size()];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = i;
        }
        int[] quotas = Quotas.of(
                batch.remaining(), parts.stream().mapToDouble(Part::share).toArray(), turns);
        reserveOneForRandom(quotas);
        for (int i = 0; i < quotas.length; i++) {
            batch.setLimit(Math.min(limit, batch.selectedFrames().size() + quotas[i]));
            if (!batch.isFull()) {
                parts.get(i).strategy().select(candidates, batch);
            }
        }
        batch.setLimit(limit);
        if (!batch.isFull()) {
            new RandomChoice().select(candidates, batch);
        }
    }

    /** If the share of random rounds to no frame, the largest other part gives it one. */
    private static void reserveOneForRandom(int[] quotas) {
        int random = quotas.length - 1;
        int largest = 0;
        for (int i = 1; i < random; i++) {
            largest = quotas[i] > quotas[largest] ? i : largest;
        }
        if (quotas[random] == 0 && quotas[largest] > 1) {
            quotas[largest]--;
            quotas[random]++;
        }
    }

    private static List<Part> withRandom(List<Part> parts) {
        if (parts.isEmpty()) {
            throw new InvalidSelectionException(
                    "setting 'shares' is empty; give each strategy its share, such as {\"entropy\": 0.6, \"core-set\": 0.3}");
        }
        List<Part> others = parts.stream().filter(part -> !isRandom(part)).toList();
        double shares = others.stream().mapToDouble(Part::share).sum();
        Part random = parts.stream()
                .filter(Mix::isRandom)
                .findFirst()
                .orElseGet(() -> new Part(new RandomChoice(), shares * RANDOM_SHARE / (1 - RANDOM_SHARE)));
        List<Part> all = new ArrayList<>(others);
        all.add(random);
        return List.copyOf(all);
    }

    private static boolean isRandom(Part part) {
        return part.strategy().equals(new RandomChoice());
    }
}
