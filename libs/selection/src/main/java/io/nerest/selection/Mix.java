package io.nerest.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code mix}: parts of the batch by several strategies, each choosing what those before it left. {@code random} is
 * always among them: what a model is blind to, its scores never show. Scores are those of the strategy that chose.
 *
 * @param parts in the order they choose; random last
 */
public record Mix(List<Part> parts) implements Strategy {

    /** What random gets where nothing is said. */
    private static final double RANDOM_SHARE = 0.1;

    /**
     * A strategy and its part.
     *
     * @param share above 0; shares need not add up to 1
     */
    public record Part(Strategy strategy, double share) {

        public Part {
            if (!(share > 0 && share <= 1e6)) {
                throw new InvalidSelectionException(
                        "mix: the share of " + strategy.name() + " is " + share + ", but must be above 0");
            }
            if (strategy instanceof Mix || strategy instanceof Stratified) {
                throw new InvalidSelectionException("mix: " + strategy.name() + " cannot be a part of it");
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
    public boolean needsScores() {
        return parts.stream().anyMatch(part -> part.strategy().needsScores());
    }

    @Override
    public boolean needsEmbeddings() {
        return parts.stream().anyMatch(part -> part.strategy().needsEmbeddings());
    }

    @Override
    public int models() {
        return parts.stream().mapToInt(part -> part.strategy().models()).max().orElse(1);
    }

    @Override
    public Optional<Committee> committee() {
        return parts.stream()
                .flatMap(part -> part.strategy().committee().stream())
                .findFirst();
    }

    @Override
    public void choose(Candidates candidates, Basket basket) {
        int limit = basket.limit();
        long[] turns = new long[parts.size()];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = i;
        }
        int[] quotas =
                Quotas.of(basket.room(), parts.stream().mapToDouble(Part::share).toArray(), turns);
        leaveOneToChance(quotas);
        for (int i = 0; i < quotas.length; i++) {
            basket.widen(Math.min(limit, basket.picked().size() + quotas[i]));
            if (!basket.isFull()) {
                parts.get(i).strategy().choose(candidates, basket);
            }
        }
        basket.widen(limit);
        if (!basket.isFull()) {
            new RandomChoice().choose(candidates, basket);
        }
    }

    /** Random is always among them: where its share of a small batch rounds to nothing, the largest part gives a frame. */
    private static void leaveOneToChance(int[] quotas) {
        int chance = quotas.length - 1;
        int largest = 0;
        for (int i = 1; i < chance; i++) {
            largest = quotas[i] > quotas[largest] ? i : largest;
        }
        if (quotas[chance] == 0 && quotas[largest] > 1) {
            quotas[largest]--;
            quotas[chance]++;
        }
    }

    private static List<Part> withRandom(List<Part> parts) {
        if (parts.isEmpty()) {
            throw new InvalidSelectionException(
                    "mix: 'shares' is empty; give strategies their parts, such as {\"entropy\": 0.6, \"core-set\": 0.3}");
        }
        List<Part> others = parts.stream()
                .filter(part -> !(part.strategy() instanceof RandomChoice))
                .toList();
        double shares = others.stream().mapToDouble(Part::share).sum();
        Part random = parts.stream()
                .filter(part -> part.strategy() instanceof RandomChoice)
                .findFirst()
                .orElseGet(() -> new Part(new RandomChoice(), shares * RANDOM_SHARE / (1 - RANDOM_SHARE)));
        List<Part> all = new ArrayList<>(others);
        all.add(random);
        return List.copyOf(all);
    }
}
