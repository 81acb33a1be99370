package io.nerest.selection.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.round.StopConditions.TrainedRound;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopConditionsTest {

    private static List<TrainedRound> rounds(double... map50) {
        return Arrays.stream(map50)
                .mapToObj(one -> new TrainedRound(10, 20, one))
                .toList();
    }

    @Test
    void withoutConditionsACampaignNeverStopsEarly() {
        assertThat(StopConditions.NEVER.reason(rounds(1, 1, 1, 1))).isEmpty();
        assertThat(new StopConditions(1, 1, 0.1, 1).reason(List.of())).isEmpty();
    }

    @Test
    void epochsAreSummedOverRounds() {
        StopConditions stop = new StopConditions(20, 0, 0, 0);

        assertThat(stop.reason(rounds(0.1))).isEmpty();
        assertThat(stop.reason(rounds(0.1, 0.2))).hasValue("20 epochs were trained, the limit is 20");
    }

    @Test
    void theNextTrainingIsShortenedToTheCapOverAllRounds() {
        StopConditions stop = new StopConditions(25, 0, 0, 0);

        assertThat(stop.epochsOfNext(List.of(), 10)).isEqualTo(10);
        assertThat(stop.epochsOfNext(List.of(), 30)).isEqualTo(25);
        assertThat(stop.epochsOfNext(rounds(0.1, 0.2), 10)).isEqualTo(5);
        assertThat(StopConditions.NEVER.epochsOfNext(rounds(0.1, 0.2), 10)).isEqualTo(10);
    }

    @Test
    void labelsAreThoseOfTheLastRound() {
        assertThat(new StopConditions(0, 21, 0, 0).reason(rounds(0.1, 0.2))).isEmpty();
        assertThat(new StopConditions(0, 20, 0, 0).reason(rounds(0.1)))
                .hasValue("20 frames are labelled, the limit is 20");
    }

    @Test
    void theTargetIsReachedByTheLastRound() {
        StopConditions stop = new StopConditions(0, 0, 0.5, 0);

        assertThat(stop.reason(rounds(0.6, 0.49))).isEmpty();
        assertThat(stop.reason(rounds(0.1, 0.5))).hasValue("mAP50 0.5000 has reached the target 0.5000");
    }

    @Test
    void roundsWithoutGainStopACampaign() {
        StopConditions stop = new StopConditions(0, 0, 0, 2);

        assertThat(stop.reason(rounds(0.4, 0.3))).isEmpty();
        assertThat(stop.reason(rounds(0.4, 0.3, 0.41))).isEmpty();
        assertThat(stop.reason(rounds(0.4, 0.3, 0.4))).hasValue("no gain in 2 rounds: mAP50 0.4000, 0.4000 before");
        assertThat(stop.reason(rounds(0.1, 0.4, 0.3, 0.2)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("0.3000, 0.4000 before"));
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new StopConditions(-1, 0, 0, 0))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("'stop.epochs' is -1");
        assertThatThrownBy(() -> new StopConditions(0, -1, 0, 0)).hasMessageContaining("'stop.labels' is -1");
        assertThatThrownBy(() -> new StopConditions(0, 0, 0, -1)).hasMessageContaining("'stop.noGainRounds' is -1");
        assertThatThrownBy(() -> new StopConditions(0, 0, 1.1, 0)).hasMessageContaining("'stop.mAP50' is 1.1");
        assertThatThrownBy(() -> new StopConditions(0, 0, Double.NaN, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new StopConditions(0, 0, -0.1, 0)).hasMessageContaining("-0.1");
    }
}
