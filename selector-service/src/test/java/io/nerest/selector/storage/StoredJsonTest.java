package io.nerest.selector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.selection.round.TrainingStart;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.selector.campaign.StopConfig;
import io.nerest.selector.round.Round;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every stored document has a golden file, also those of earlier versions. A golden file is never changed: a database may
 * hold such a document.
 */
class StoredJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String golden(String name) {
        try (InputStream file = StoredJsonTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static void assertSameJson(String written, String golden) {
        try {
            assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(golden));
        } catch (IOException e) {
            throw new IllegalStateException(golden, e);
        }
    }

    @Test
    void aConfigurationIsWrittenAsItsGoldenFile() {
        assertSameJson(StoredJson.write(StoredJson.config(golden("config"))), golden("config"));
    }

    @Test
    void aConfigurationFromBeforeOwnLabelsCountsAllLabels() {
        CampaignConfig config = StoredJson.config(golden("config-before-own-labels"));

        assertThat(config.ownLabels()).isFalse();
        assertThat(config.stop()).isEqualTo(new StopConfig(100, 500, 0.8, 3));
        assertThat(config.curriculum().ignoreThreshold()).isEqualTo(0.3);
    }

    @Test
    void aConfigurationFromBeforeTheLabelDeadlineWaitsForLabelsAsItDid() {
        assertThat(StoredJson.config(golden("config-before-label-deadline")).labelDeadlineSeconds())
                .isEqualTo(CampaignRequest.LONGEST_LABEL_DEADLINE_SECONDS);
    }

    @Test
    void aConfigurationFromBeforeStopConditionsNeverStopsEarlyAndIgnoresNoRegion() {
        CampaignConfig config = StoredJson.config(golden("config-before-stop-conditions"));

        assertThat(config.stop()).isEqualTo(StopConfig.NEVER);
        assertThat(config.curriculum().ignoreThreshold()).isEqualTo(0.5);
        assertThat(config.curriculum().boxThreshold()).isEqualTo(0.5);
        assertThat(config.rounds()).isEqualTo(7);
    }

    @Test
    void aConfigurationFromBeforeTheWarmStartStartsEveryTrainingFromTheBase() {
        assertThat(StoredJson.config(golden("config-before-start-from")).startFrom())
                .isEqualTo(TrainingStart.BASE);
        assertThat(StoredJson.config(golden("config")).startFrom()).isEqualTo(TrainingStart.PREVIOUS);
    }

    @ParameterizedTest
    @CsvSource({
        "round-scoring, SCORING",
        "round-selecting, SELECTING",
        "round-selecting-without-scores, SELECTING",
        "round-labelling, LABELLING",
        "round-training, TRAINING",
        "round-trained, TRAINED",
        "round-failed, FAILED"
    })
    void aRoundIsReadInItsStateAndWrittenAsItsGoldenFile(String name, String state) {
        Round round = StoredJson.round(golden(name));

        assertThat(round.state()).isEqualTo(state);
        assertSameJson(StoredJson.write(round), golden(name));
    }

    @Test
    void aRoundFromBeforeCommitteesHasNone() {
        Round round = StoredJson.round(golden("round-scoring-before-committees"));

        assertThat(round.scores().committee()).isEmpty();
        assertThat(round.scores().models()).containsExactly("model-1");
    }

    @Test
    void boxesOfALabelAndPartsOfAScoreAreRead() {
        assertThat(StoredJson.boxes(golden("label-boxes"))).containsExactly(new LabelledBox(0, 0.5, 0.4, 0.1, 0.2));
        assertSameJson(StoredJson.write(StoredJson.boxes(golden("label-boxes"))), golden("label-boxes"));
        assertThat(StoredJson.numbers(golden("score-parts")))
                .isEqualTo(Map.of("highestConfidence", 0.25, "entropy", 0.8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"name\":7}", "{\"state\":\"DREAMING\"}", "{"})
    void whatIsNoDocumentIsRejectedByName(String json) {
        assertThatThrownBy(() -> StoredJson.config(json))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("the stored configuration cannot be read");
        assertThatThrownBy(() -> StoredJson.round(json))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("the stored round cannot be read");
    }
}
