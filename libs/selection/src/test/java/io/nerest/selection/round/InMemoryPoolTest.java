package io.nerest.selection.round;

import static io.nerest.selection.round.SimulatedCampaign.frames;
import static io.nerest.selection.round.SimulatedCampaign.id;
import static io.nerest.selection.round.SimulatedCampaign.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.selection.ScoredFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryPoolTest {

    private static RoundPlan window(int size, double start) {
        RoundPlan plan = new RoundPolicy(settings("random", Map.of("emptyFrames", "certain"))).plan(1, List.of());
        return new RoundPlan(
                1,
                plan.strategy(),
                plan.batchSize(),
                Optional.empty(),
                Optional.of(new SampleWindow(size, start)),
                List.of(),
                false,
                false,
                plan.seed(),
                List.of());
    }

    private static List<UUID> drawn(InMemoryPool pool, int size, double start) {
        pool.draw(window(size, start));
        return pool.candidates().stream().map(ScoredFrame::frameId).toList();
    }

    private static List<UUID> byRandomKey(int frames) {
        return frames(frames).stream()
                .map(CapturedFrame::frameId)
                .sorted(Comparator.comparingDouble(SampleWindow::randomKey))
                .toList();
    }

    @Test
    void aWindowIsTheNextFramesOfTheRandomOrderAndWrapsAround() {
        List<UUID> order = byRandomKey(50);
        InMemoryPool pool = new InMemoryPool(frames(50), false);

        assertThat(drawn(pool, 10, 0)).isEqualTo(order.subList(0, 10));
        assertThat(drawn(pool, 10, SampleWindow.randomKey(order.get(20)))).isEqualTo(order.subList(20, 30));
        List<UUID> wrapped = new ArrayList<>(order.subList(45, 50));
        wrapped.addAll(order.subList(0, 5));
        assertThat(drawn(pool, 10, SampleWindow.randomKey(order.get(45)))).isEqualTo(wrapped);
    }

    @Test
    void aWindowSkipsLabelledFramesAndIsFilledFromBehind() {
        List<UUID> order = byRandomKey(50);
        InMemoryPool pool = new InMemoryPool(frames(50), false);
        pool.addLabel(order.get(1));

        assertThat(drawn(pool, 3, 0)).containsExactly(order.get(0), order.get(2), order.get(3));
    }

    @Test
    void theWholePoolIsDrawnOnceAndALargerWindowIsTheWholePool() {
        InMemoryPool pool = new InMemoryPool(frames(50), false);

        assertThat(drawn(pool, 0, 0.5)).hasSize(50).doesNotHaveDuplicates();
        assertThat(drawn(pool, 70, 0.5)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aSampleDoesNotDependOnTheOrderOfThePool() {
        List<CapturedFrame> shuffled = new ArrayList<>(frames(50));
        Collections.shuffle(shuffled, new Random(3));

        assertThat(drawn(new InMemoryPool(shuffled, false), 20, 0.3))
                .isEqualTo(drawn(new InMemoryPool(frames(50), false), 20, 0.3));
    }

    @Test
    void randomKeysAreUniformAndNeverChange() {
        double mean = frames(2000).stream()
                .mapToDouble(frame -> SampleWindow.randomKey(frame.frameId()))
                .average()
                .orElseThrow();

        // The standard error of the mean of 2,000 uniform numbers is 0.2887 / sqrt(2000) = 0.0065.
        assertThat(mean).isBetween(0.47, 0.53);
        assertThat(SampleWindow.randomKey(UUID.fromString("6f1c2f6e-6f2c-4a57-9d0b-6f8f3a2b1c0d")))
                .isEqualTo(SampleWindow.randomKey(UUID.fromString("6f1c2f6e-6f2c-4a57-9d0b-6f8f3a2b1c0d")));
    }

    @Test
    void onlyFramesWithoutAScoreAreUnscored() {
        InMemoryPool pool = new InMemoryPool(frames(4), false);
        pool.draw(window(0, 0));
        pool.addScore("a", id(2), List.of(), new float[0]);

        assertThat(pool.unscored("a")).containsExactlyInAnyOrder(id(0), id(1), id(3));
        assertThat(pool.unscored("b")).hasSize(4);

        pool.retainScores(List.of("b"));
        assertThat(pool.unscored("a")).hasSize(4);
    }

    @Test
    void candidatesHaveEmbeddingsOnlyOnRequestAndOnlyThoseAskedFor() {
        InMemoryPool pool = new InMemoryPool(frames(3), false);
        pool.draw(window(0, 0));
        for (int i = 0; i < 3; i++) {
            pool.addScore("a", id(i), List.of(), new float[] {i});
        }

        assertThat(pool.candidates("a", true)).allMatch(frame -> frame.embedding().length == 1);
        assertThat(pool.candidates("a", false)).allMatch(frame -> frame.embedding().length == 0);
        assertThat(pool.candidates("a", List.of(id(1)))).singleElement().satisfies(frame -> {
            assertThat(frame.frameId()).isEqualTo(id(1));
            assertThat(frame.streamId()).isEqualTo("camera-1");
            assertThat(frame.capturedAt()).isEqualTo(SimulatedCampaign.DAWN.plusSeconds(1));
        });
    }

    @Test
    void framesThatAreTwiceInThePoolOrNotAtAllAreRefused() {
        List<CapturedFrame> twice = new ArrayList<>(frames(2));
        twice.add(twice.get(0));
        InMemoryPool pool = new InMemoryPool(frames(2), false);

        assertThatThrownBy(() -> new InMemoryPool(twice, false)).hasMessageContaining("in the pool twice");
        assertThatThrownBy(() -> pool.addLabel(id(7))).hasMessageContaining("not in the pool");
        assertThatThrownBy(() -> pool.addScore("a", id(7), List.of(), new float[0]))
                .hasMessageContaining("not in the pool");
    }

    @Test
    void aLabelReplacesThePseudoLabelOfItsFrame() {
        SimulatedCampaign campaign = new SimulatedCampaign(
                SimulatedCampaign.with(settings("random", Map.of()), SimulatedCampaign.curriculum("accumulate", 0)),
                100);
        RoundSelection selection = campaign.run(1, "a");
        UUID frame = selection.pseudoLabelled().get(0).frameId();
        assertThat(campaign.pool.pseudoLabelled()).contains(frame);

        campaign.pool.addLabel(frame);

        assertThat(campaign.pool.pseudoLabelled()).doesNotContain(frame);
    }
}
