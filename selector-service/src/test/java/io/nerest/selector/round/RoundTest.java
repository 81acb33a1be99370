package io.nerest.selector.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTest {

    private static final Instant T0 = Instant.parse("2026-08-01T04:00:00Z");
    private static final DataSet DATA_SET = new DataSet(new ObjectRef("b", "k", "e", 1), "0".repeat(64), 8, 3);

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
        return labelling().labelled(new UUID(0, 1), DATA_SET, T0.plusSeconds(42), T0.plusSeconds(42));
    }

    static Stream<Round> everyState() {
        return Stream.of(
                scoring(),
                selecting(),
                Round.opening(0, T0),
                labelling(),
                training(),
                training().trained("model-2", T0.plusSeconds(102)),
                training().failed("out of memory", T0.plusSeconds(50)),
                labelling().failed("nothing to train on", T0.plusSeconds(50)));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void everyStateSurvivesBeingStored(Round round) {
        byte[] stored = EventJson.write(round);

        assertThat(EventJson.read(stored, Round.class)).isEqualTo(round);
    }

    @Test
    void aRoundRemembersWhatEachPartTookAndBrought() {
        Round.Trained trained = training().trained("model-2", T0.plusSeconds(102));

        assertThat(trained.timings()).isEqualTo(new Timings(10, 2, 30, 60));
        assertThat(trained.timings().total()).isEqualTo(102);
        assertThat(trained.scores()).isEqualTo(new Scores("model-1", List.of("model-0"), 200, 150, 190));
        assertThat(trained.scores().missing()).isEqualTo(10);
        assertThat(trained.batch().frames()).isEqualTo(8);
        assertThat(trained.dataSet()).isEqualTo(DATA_SET);
        assertThat(trained.state()).isEqualTo("TRAINED");
        assertThat(trained.isOver()).isTrue();
    }
}
