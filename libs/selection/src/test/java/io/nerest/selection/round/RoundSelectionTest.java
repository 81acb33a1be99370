package io.nerest.selection.round;

import static io.nerest.selection.round.SimulatedCampaign.curriculum;
import static io.nerest.selection.round.SimulatedCampaign.id;
import static io.nerest.selection.round.SimulatedCampaign.settings;
import static io.nerest.selection.round.SimulatedCampaign.with;
import static io.nerest.selection.round.SimulatedCampaign.withOwnLabels;
import static io.nerest.selection.round.SimulatedCampaign.withSizes;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.selection.SelectedFrame;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundSelectionTest {

    private static final int FRAMES = 300;

    private static Set<UUID> ids(List<SelectedFrame> frames) {
        Set<UUID> ids = new HashSet<>();
        frames.forEach(frame -> ids.add(frame.frameId()));
        return ids;
    }

    private static Set<UUID> pseudo(RoundSelection selection) {
        Set<UUID> ids = new HashSet<>();
        selection.pseudoLabelled().forEach(frame -> ids.add(frame.frameId()));
        return ids;
    }

    @Test
    void roundZeroSelectsItsSample() {
        SimulatedCampaign campaign = new SimulatedCampaign(settings("core-set", Map.of()), FRAMES);
        RoundPlan plan = campaign.open(0);

        RoundSelection selection = campaign.policy.select(plan, campaign.pool);

        assertThat(ids(selection.selected())).hasSize(4);
        assertThat(campaign.pool.candidates())
                .extracting(frame -> frame.frameId())
                .containsExactlyInAnyOrderElementsOf(ids(selection.selected()));
        assertThat(selection.notes()).isEmpty();
    }

    @Test
    void aLargerInitialSetHoldsTheSmallerOfItsSeed() {
        RoundSettings small = withSizes(settings("random", Map.of()), 10, 6, 0);
        RoundSettings large = withSizes(settings("random", Map.of()), 40, 6, 0);

        Set<UUID> ten = ids(new SimulatedCampaign(small, FRAMES).run(0).selected());
        Set<UUID> forty = ids(new SimulatedCampaign(large, FRAMES).run(0).selected());

        assertThat(forty).hasSize(40).containsAll(ten);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "entropy", "least-confidence", "core-set", "hybrid", "mix", "stratified"})
    void aBatchIsWhatTheStrategySelectsFromTheWholeSample(String strategy) {
        SimulatedCampaign campaign = new SimulatedCampaign(
                settings(strategy, Map.of("emptyFrames", "quota:0.2", "minGapSeconds", 4)), FRAMES);
        campaign.run(0);
        RoundPlan plan = campaign.open(1, "a");

        RoundSelection selection = campaign.policy.select(plan, campaign.pool);

        assertThat(selection.selected())
                .hasSize(6)
                .isEqualTo(Selection.select(new SelectionRequest(
                                plan.strategy().strategy(),
                                plan.strategy().settings(),
                                6,
                                campaign.pool.candidates("a", true),
                                plan.needsReferences() ? campaign.pool.references("a") : List.of(),
                                plan.seed()))
                        .frames());
        assertThat(selection.audit()).isEmpty();
        assertThat(selection.pseudoLabelled()).isEmpty();
    }

    @Test
    void aShortlistIsLengthenedUntilItSettles() {
        // One camera, a frame a second, a gap of a minute: a shortlist of 24 frames is mostly too close in time.
        SimulatedCampaign campaign =
                new SimulatedCampaign(settings("entropy", Map.of("minGapSeconds", 40, "emptyFrames", "exclude")), 240);
        RoundPlan plan = campaign.open(1, "a");

        RoundSelection selection = campaign.policy.select(plan, campaign.pool);

        assertThat(selection.selected())
                .isEqualTo(Selection.select(new SelectionRequest(
                                plan.strategy().strategy(),
                                plan.strategy().settings(),
                                6,
                                campaign.pool.candidates("a", false),
                                List.of(),
                                plan.seed()))
                        .frames());
    }

    @Test
    void aFrameIsNeverSelectedTwiceInACampaign() {
        SimulatedCampaign campaign = new SimulatedCampaign(settings("entropy", Map.of()), 40);
        List<UUID> all = new ArrayList<>();
        for (int round = 0; round < 9; round++) {
            campaign.run(round, "model-" + round).selected().forEach(frame -> all.add(frame.frameId()));
        }

        assertThat(all).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void aCommitteeSelectsWhereItsMembersDisagree() {
        SimulatedCampaign campaign =
                new SimulatedCampaign(withSizes(settings("committee", Map.of("members", 2)), 4, 1, 0), 3);
        RoundPlan plan = campaign.policy.plan(2, List.of("a", "b"));
        campaign.pool.draw(plan);
        ScoredBox fish = new ScoredBox(0, 0.9, 0.5, 0.5, 0.2, 0.2);
        for (int i = 0; i < 3; i++) {
            campaign.pool.addScore("b", id(i), List.of(fish), new float[0]);
            campaign.pool.addScore("a", id(i), i == 1 ? List.of() : List.of(fish), new float[0]);
        }

        RoundSelection selection = campaign.policy.select(plan, campaign.pool);

        assertThat(ids(selection.selected())).containsExactly(id(1));
        assertThat(selection.selected().get(0).parts()).containsEntry("models", 2.0);
    }

    @Test
    void framesWithoutTheScoresOfEveryMemberAreSkippedAndCounted() {
        SimulatedCampaign campaign =
                new SimulatedCampaign(withSizes(settings("committee", Map.of("members", 2)), 4, 3, 0), 3);
        RoundPlan plan = campaign.policy.plan(2, List.of("a", "b"));
        campaign.pool.draw(plan);
        for (int i = 0; i < 3; i++) {
            campaign.pool.addScore("b", id(i), List.of(), new float[0]);
        }
        campaign.pool.addScore("a", id(2), List.of(), new float[0]);

        RoundSelection selection = campaign.policy.select(plan, campaign.pool);

        assertThat(ids(selection.selected())).containsExactly(id(2));
        assertThat(selection.notes()).first().asString().contains("2 of 3 frames had no scores");
    }

    @Test
    void framesWhoseScoresAreMissingAreSkippedAndCounted() {
        SimulatedCampaign campaign = new SimulatedCampaign(settings("entropy", Map.of()), 10);
        RoundPlan plan = campaign.policy.plan(1, List.of("a"));
        campaign.pool.draw(plan);
        campaign.pool.unscored("a").subList(0, 4).forEach(frame -> campaign.score("a", frame));

        RoundSelection selection = campaign.policy.select(plan, campaign.pool);

        assertThat(selection.selected()).hasSize(4);
        assertThat(selection.notes())
                .hasSize(2)
                .first()
                .asString()
                .contains("6 of 10 frames had no scores by the deadline");
    }

    @Test
    void pseudoLabelsAreTakenFromTheFramesThatAnnotatorsDoNotGet() {
        SimulatedCampaign campaign =
                new SimulatedCampaign(with(settings("entropy", Map.of()), curriculum("relabel", 0)), FRAMES);
        campaign.run(0);

        RoundSelection selection = campaign.run(1, "a");

        assertThat(selection.selected()).hasSize(6);
        assertThat(pseudo(selection)).isNotEmpty().doesNotContainAnyElementsOf(ids(selection.selected()));
        assertThat(selection.audit()).isEmpty();
        assertThat(selection.pseudoLabelled())
                .allSatisfy(frame -> assertThat(frame.boxes()).allMatch(box -> box.confidence() >= 0.3));
    }

    @Test
    void anAuditIsDrawnFromThePseudoLabelledFramesAndRankedBehindTheBatch() {
        SimulatedCampaign campaign =
                new SimulatedCampaign(with(settings("entropy", Map.of()), curriculum("relabel", 0.5)), FRAMES);

        RoundSelection selection = campaign.run(1, "a");

        int audited = Math.round(selection.pseudoLabelled().size() * 0.5f);
        assertThat(selection.audit()).hasSize(audited).isNotEmpty();
        assertThat(pseudo(selection)).containsAll(ids(selection.audit()));
        assertThat(selection.forAnnotators())
                .extracting(SelectedFrame::rank)
                .isSorted()
                .startsWith(1, 2, 3, 4, 5, 6, 7);
        assertThat(selection.audit().get(0).rank()).isEqualTo(7);
        assertThat(selection.audit()).extracting(SelectedFrame::reason).allMatch(reason -> reason.contains("audit"));
    }

    @Test
    void accumulateAddsFramesAndRelabelMayTakeThemAgain() {
        SimulatedCampaign accumulating =
                new SimulatedCampaign(with(settings("entropy", Map.of()), curriculum("accumulate", 0)), FRAMES);
        SimulatedCampaign relabelling =
                new SimulatedCampaign(with(settings("entropy", Map.of()), curriculum("relabel", 0)), FRAMES);

        Set<UUID> first = pseudo(accumulating.run(1, "a"));
        RoundSelection next = accumulating.run(2, "a");
        Set<UUID> second = pseudo(next);
        Set<UUID> again = pseudo(relabelling.run(1, "a"));
        again.retainAll(pseudo(relabelling.run(2, "a")));

        assertThat(second).isNotEmpty().doesNotContainAnyElementsOf(first);
        Set<UUID> all = new HashSet<>(first);
        all.addAll(second);
        all.removeAll(ids(next.selected()));
        assertThat(accumulating.pool.pseudoLabelled()).isEqualTo(all);
        assertThat(again).isNotEmpty();
    }

    @Test
    void aCurriculumWithoutABatchSelectsNoFrameForAnnotators() {
        RoundSettings settings = with(settings("core-set", Map.of()), curriculum("relabel", 0));
        SimulatedCampaign campaign = new SimulatedCampaign(withSizes(settings, 4, 0, 0), FRAMES);

        RoundSelection selection = campaign.run(1, "a");

        assertThat(selection.selected()).isEmpty();
        assertThat(selection.pseudoLabelled()).isNotEmpty();
    }

    @Test
    void aCurriculumThatTakesNoFrameSaysSo() {
        RoundSettings settings = with(settings("random", Map.of()), curriculum("relabel", 0));
        SimulatedCampaign campaign = new SimulatedCampaign(settings, 10);
        RoundPlan plan = campaign.policy.plan(1, List.of("a"));
        campaign.pool.draw(plan);
        campaign.pool.unscored("a").forEach(frame -> campaign.pool.addScore("a", frame, List.of(), new float[0]));

        RoundSelection selection = campaign.policy.select(plan, campaign.pool);

        assertThat(selection.pseudoLabelled()).isEmpty();
        assertThat(selection.notes())
                .singleElement()
                .asString()
                .contains("no frame was pseudo-labelled at percentile 50");
    }

    @Test
    void labelsOfOthersAreSelectableButNeverPseudoLabelledIfOnlyOwnLabelsCount() {
        RoundSettings settings = withOwnLabels(with(settings("entropy", Map.of()), curriculum("relabel", 0)));
        SimulatedCampaign campaign = new SimulatedCampaign(withSizes(settings, 4, 20, 0), 40);
        for (int i = 0; i < 40; i++) {
            campaign.pool.addLabel(id(i));
        }

        RoundSelection selection = campaign.run(1, "a");

        assertThat(selection.selected()).hasSize(20);
        assertThat(selection.pseudoLabelled()).isEmpty();
    }

    @Test
    void labelledFramesAreNeverSelectedIfAllLabelsCount() {
        SimulatedCampaign campaign = new SimulatedCampaign(settings("entropy", Map.of()), 10);
        for (int i = 0; i < 7; i++) {
            campaign.pool.addLabel(id(i));
        }

        assertThat(ids(campaign.run(1, "a").selected())).containsExactlyInAnyOrder(id(7), id(8), id(9));
    }

    @Test
    void referencesAreTheLabelledFramesThatCount() {
        SimulatedCampaign all = new SimulatedCampaign(settings("core-set", Map.of()), 20);
        SimulatedCampaign own = new SimulatedCampaign(withOwnLabels(settings("core-set", Map.of())), 20);
        for (SimulatedCampaign campaign : List.of(all, own)) {
            campaign.run(0);
            for (int i = 0; i < 20; i++) {
                campaign.pool.addLabel(id(i));
            }
            campaign.open(1, "a");
        }

        assertThat(all.pool.references("a")).hasSize(20);
        assertThat(own.pool.references("a")).hasSize(4);
        assertThat(own.pool.sampled()).isEqualTo(16 + 4);
        assertThat(own.pool.scored()).isEqualTo(16 + 4);
    }

    @Test
    void labelsThatArriveMeanwhileReplacePseudoLabelsAndSelectedFrames() {
        SimulatedCampaign campaign =
                new SimulatedCampaign(with(settings("entropy", Map.of()), curriculum("relabel", 0.5)), FRAMES);
        RoundSelection selection = campaign.run(1, "a");
        UUID selected = selection.selected().get(2).frameId();
        UUID audited = selection.audit().get(0).frameId();

        RoundSelection since = campaign.policy.withLabelsSince(selection, List.of(selected, audited));

        assertThat(ids(since.forAnnotators())).doesNotContain(selected, audited);
        assertThat(since.selected()).hasSize(5);
        assertThat(since.audit()).hasSize(selection.audit().size() - 1);
        assertThat(pseudo(since)).doesNotContain(audited);
        assertThat(since.notes())
                .containsAll(selection.notes())
                .anyMatch(note -> note.startsWith("1 pseudo-labels were dropped"))
                .anyMatch(note -> note.startsWith("2 selected frames were dropped"));
    }

    @Test
    void labelsThatArriveMeanwhileCountAsOwnIfTheCampaignSelectedTheFrame() {
        RoundSettings settings = withOwnLabels(with(settings("entropy", Map.of()), curriculum("relabel", 0.5)));
        SimulatedCampaign campaign = new SimulatedCampaign(settings, FRAMES);
        RoundSelection selection = campaign.run(1, "a");
        UUID selected = selection.selected().get(2).frameId();
        UUID audited = selection.audit().get(0).frameId();

        RoundSelection since = campaign.policy.withLabelsSince(selection, List.of(selected, audited));

        assertThat(since.forAnnotators()).isEqualTo(selection.forAnnotators());
        assertThat(pseudo(since)).doesNotContain(audited);
    }

    @Test
    void aSelectionWithoutNewLabelsIsUnchanged() {
        SimulatedCampaign campaign =
                new SimulatedCampaign(with(settings("entropy", Map.of()), curriculum("relabel", 0.5)), FRAMES);
        RoundSelection selection = campaign.run(1, "a");

        assertThat(campaign.policy.withLabelsSince(selection, List.of())).isEqualTo(selection);
    }

    @Test
    void aRoundThatSelectsNothingReadsNothing() {
        SimulatedCampaign campaign = new SimulatedCampaign(withSizes(settings("entropy", Map.of()), 0, 6, 0), 10);

        RoundSelection selection = campaign.run(0);

        assertThat(selection).isEqualTo(new RoundSelection(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void aNoteSaysThatACommitteeFellBackToRandom() {
        SimulatedCampaign campaign = new SimulatedCampaign(settings("committee", Map.of()), FRAMES);

        RoundSelection selection = campaign.run(1, "a");

        assertThat(selection.selected()).hasSize(6);
        assertThat(selection.notes()).first().asString().contains("drawn at random");
    }
}
