package io.nerest.selector.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTest {

    private static final Instant T0 = Instant.parse("2026-08-01T04:00:00Z");
    private static final DataSet DATA_SET = new DataSet(new ObjectRef("b", "k", "e", 1), "0".repeat(64), 8, 3, 40);

    private static Round.Scoring scoring() {
        return Round.opening(2, T0, new Scores("model-1", List.of("model-0"), 200, 150, 50), T0.plusSeconds(120));
    }

    private static Round.Selecting selecting() {
        return scoring().scored(190, T0.plusSeconds(10));
    }

    private static Round.Labelling labelling() {
        return selecting().selected(new Batch(8, 3, List.of("a note")), T0.plusSeconds(12));
    }

    private static Round.Training training() {
        return labelling().labelled(new UUID(0, 1), DATA_SET, T0.plusSeconds(42), List.of(), T0.plusSeconds(42));
    }

    static Stream<Round> everyState() {
        return Stream.of(
                scoring(),
                selecting(),
                Round.opening(0, T0),
                labelling(),
                training(),
                training().trained("model-2", T0.plusSeconds(102)),
                scoring().failed("rejected", T0.plusSeconds(7)),
                training().failed("out of memory", T0.plusSeconds(50)),
                labelling().failed("nothing to train on", T0.plusSeconds(50)));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void everyStateIsReadAsItWasWritten(Round round) {
        byte[] stored = EventJson.write(round);

        assertThat(EventJson.read(stored, Round.class)).isEqualTo(round);
    }

    @Test
    void aTrainedRoundHasTheTimingsAndCountsOfAllItsParts() {
        Round.Trained trained = training().trained("model-2", T0.plusSeconds(102));

        assertThat(trained.timings()).isEqualTo(new Timings(10, 2, 30, 60));
        assertThat(trained.timings().total()).isEqualTo(102);
        assertThat(trained.scores()).isEqualTo(new Scores("model-1", List.of("model-0"), 200, 150, 190));
        assertThat(trained.scores().missing()).isEqualTo(10);
        assertThat(trained.batch().frames()).isEqualTo(8);
        assertThat(trained.dataSet()).isEqualTo(DATA_SET);
        assertThat(trained.finishedAt()).isEqualTo(T0.plusSeconds(102));
    }

    @ParameterizedTest
    @CsvSource({
        "SCORING, false, false, false, false",
        "SELECTING, false, false, false, false",
        "LABELLING, false, true, false, false",
        "TRAINING, false, true, true, false",
        "TRAINED, true, true, true, true",
        "FAILED, true, true, false, false"
    })
    void theFactsOfARoundFollowFromItsState(
            String state, boolean over, boolean selected, boolean requested, boolean trained) {
        List<Round> rounds =
                everyState().filter(round -> round.state().equals(state)).toList();

        assertThat(rounds).isNotEmpty().allSatisfy(round -> {
            assertThat(round.isOver()).isEqualTo(over);
            assertThat(round.isSelected()).isEqualTo(selected);
            assertThat(round.requestedTraining()).isEqualTo(requested ? Optional.of(new UUID(0, 1)) : Optional.empty());
            assertThat(round.trainingSet()).isEqualTo(requested ? Optional.of(DATA_SET) : Optional.empty());
            assertThat(round.trained().map(Round.Trained::modelId))
                    .isEqualTo(trained ? Optional.of("model-2") : Optional.empty());
            assertThat(round.failure().isPresent()).isEqualTo(state.equals("FAILED"));
            assertThat(round.number()).isBetween(0, 2);
        });
    }

    @Test
    void aRoundCanFailInScoringLabellingAndTraining() {
        Round.Failed scoring = scoring().failed("rejected", T0.plusSeconds(7));
        Round.Failed labelling = labelling().failed("no labels", T0.plusSeconds(20));
        Round.Failed training = training().failed("out of memory", T0.plusSeconds(50));

        assertThat(scoring.timings()).isEqualTo(new Timings(7, 0, 0, 0));
        assertThat(scoring.batch()).isEqualTo(Batch.NONE);
        assertThat(labelling.timings()).isEqualTo(new Timings(10, 2, 8, 0));
        assertThat(training.timings()).isEqualTo(new Timings(10, 2, 30, 8));
        assertThat(training.batch().notes()).containsExactly("a note");
        assertThat(List.of(scoring, labelling, training))
                .extracting(Round.Failed::reason)
                .containsExactly("rejected", "no labels", "out of memory");
    }

    @Test
    void aDeadlineIsExtendedWithoutChangingTheRest() {
        Round.Scoring later = scoring().waitingUntil(T0.plusSeconds(240));

        assertThat(later).isEqualTo(Round.opening(2, T0, scoring().scores(), T0.plusSeconds(240)));
        assertThat(later.batch()).isEqualTo(Batch.NONE);
        assertThat(later.timings()).isEqualTo(Timings.NONE);
        assertThat(later.scores()).isEqualTo(scoring().scores());
    }

    @Test
    void theSelectionTimeFollowsFromTheTimings() {
        assertThat(training().selectedAt()).isEqualTo(T0.plusSeconds(12));
        assertThat(scoring().selectedAt()).isEqualTo(T0);
        assertThat(selecting().batch()).isEqualTo(Batch.NONE);
    }

    @Test
    void aLabelFromTheFutureCountsAsGivenNow() {
        Round.Training training =
                labelling().labelled(new UUID(0, 1), DATA_SET, T0.plusSeconds(1000), List.of(), T0.plusSeconds(42));

        assertThat(training.timings().labelling()).isEqualTo(30);
    }

    @Test
    void aLabelFromBeforeTheBatchTookNoTime() {
        Round.Training training = labelling().labelled(new UUID(0, 1), DATA_SET, T0, List.of(), T0.plusSeconds(42));

        assertThat(training.timings().labelling()).isZero();
        assertThat(training.since()).isEqualTo(T0.plusSeconds(42));
    }

    @Test
    void theModelsOfScoresEndWithTheDecidingOne() {
        assertThat(scoring().scores().models()).containsExactly("model-0", "model-1");
        assertThat(Scores.NONE.models()).isEmpty();
        assertThat(Scores.NONE.missing()).isZero();
    }
}
