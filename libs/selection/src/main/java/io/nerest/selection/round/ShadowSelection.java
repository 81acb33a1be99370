package io.nerest.selection.round;

import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The frames that other strategies would have selected from the sample and the scores of a round. No label is spent. Each strategy
 * has its own default settings and the shared settings of the campaign.
 *
 * @param strategy name of the strategy
 * @param frames what it would have given to annotators, by rank; empty if it cannot run on these scores
 * @param note why it cannot run, or which inputs were missing; empty if it ran as in a separate campaign
 */
public record ShadowSelection(String strategy, List<UUID> frames, String note) {
    public ShadowSelection {
        frames = List.copyOf(frames);
    }

    /**
     * Returns the selections of all strategies but the one that selects the round.
     *
     * @param settings those of the campaign
     * @param chosen name of its strategy
     * @param plan the plan of the round, whose sample is drawn and scored; it must need scores
     * @param pool the sample with its scores
     */
    public static List<ShadowSelection> of(RoundSettings settings, String chosen, RoundPlan plan, PoolView pool) {
        List<ShadowSelection> shadows = new ArrayList<>();
        for (String name : Strategies.names()) {
            if (!name.equals(chosen)) {
                shadows.add(shadow(settings, name, plan, pool));
            }
        }
        return List.copyOf(shadows);
    }

    private static ShadowSelection shadow(RoundSettings settings, String name, RoundPlan plan, PoolView pool) {
        ConfiguredStrategy configured;
        try {
            configured = new ConfiguredStrategy(
                    Strategies.configure(name, Map.of()).strategy(),
                    plan.strategy().settings());
        } catch (InvalidSelectionException e) {
            return new ShadowSelection(name, List.of(), "it needs settings: " + e.getMessage());
        }
        boolean votes = configured.strategy().committee().isPresent();
        if (votes && plan.models().size() < 2) {
            return new ShadowSelection(
                    name, List.of(), "it needs the scores of two models, and the round has those of one");
        }
        boolean lacksReferences = configured.needsReferences() && !plan.needsReferences();
        RoundPlan own = new RoundPlan(
                plan.round(),
                configured,
                plan.batchSize(),
                Optional.empty(),
                plan.sample(),
                votes
                        ? plan.models()
                        : plan.models()
                                .subList(plan.models().size() - 1, plan.models().size()),
                configured.needsEmbeddings(),
                configured.needsReferences() && plan.needsReferences(),
                plan.seed(),
                List.of());
        try {
            List<UUID> frames = new RoundPolicy(settings)
                    .select(own, pool).selected().stream()
                            .map(SelectedFrame::frameId)
                            .toList();
            return new ShadowSelection(
                    name, frames, lacksReferences ? "the labelled frames were not scored in this round" : "");
        } catch (InvalidSelectionException e) {
            return new ShadowSelection(name, List.of(), String.valueOf(e.getMessage()));
        }
    }
}
