package io.nerest.arguments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.InvalidArgumentException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignTrainingArgumentsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"model", "data", "project", "name", "resume", "pretrained", "exist_ok", "device", "save_period"})
    void aCampaignCannotSetWhatTheTrainerSets(String argument) {
        InvalidArgumentException rejected = rejection(Map.of("epochs", "2", argument, "/etc/passwd"));

        assertThat(rejected.field()).isEqualTo(argument);
        assertThat(rejected).hasMessageContaining("a campaign cannot set this argument");
        assertThat(CampaignTrainingArguments.descriptions())
                .extracting(ArgumentDescription::name)
                .doesNotContain(argument);
    }

    @ParameterizedTest
    @CsvSource({"epoch, 3, epochs", "img_sz, 64, imgsz", "lr00, 3, lr0"})
    void anUnknownArgumentIsRejectedWithTheNearestName(String argument, String value, String nearest) {
        InvalidArgumentException rejected = rejection(Map.of(argument, value));

        assertThat(rejected.field()).isEqualTo(argument);
        assertThat(rejected).hasMessage("unknown argument '%s': did you mean '%s'?".formatted(argument, nearest));
    }

    @ParameterizedTest
    @CsvSource({
        "epochs, many",
        "epochs, -1",
        "epochs, 1.5",
        "epochs, ''",
        "lr0, NaN",
        "lr0, 0",
        "lr0, Infinity",
        "batch, 0",
        "imgsz, 100",
        "imgsz, 16384",
        "freeze, -1",
        "optimizer, adamax",
        "amp, perhaps",
    })
    void aValueOutsideTheSchemaIsRejectedByField(String argument, String value) {
        InvalidArgumentException rejected = rejection(Map.of(argument, value));

        assertThat(rejected.field()).isEqualTo(argument);
        assertThat(rejected).hasMessageStartingWith(argument + "=" + value + ": ");
    }

    @Test
    void aBatchThatDoesNotFitIntoABufferIsRejectedWithTheLargestThatDoes() {
        InvalidArgumentException rejected = rejection(Map.of("batch", "700", "imgsz", "1024"));

        assertThat(rejected.field()).isEqualTo("batch");
        assertThat(rejected)
                .hasMessage("batch=700: must be at most 682 with imgsz=1024, because a batch is limited to 2 GiB");
        assertThat(CampaignTrainingArguments.of(Map.of("batch", "682", "imgsz", "1024"))
                        .effective()
                        .optimization()
                        .batch())
                .isEqualTo(682);
    }

    @Test
    void aTrainingWithoutAnyLossIsRejected() {
        InvalidArgumentException rejected = rejection(Map.of("box", "0", "cls", "0", "dfl", "0"));

        assertThat(rejected.field()).isEqualTo("cls");
    }

    @Test
    void argumentsThatAreNotGivenTakeTheirDefaults() {
        CampaignTrainingArguments arguments = CampaignTrainingArguments.of(Map.of("epochs", "7", "imgsz", "64"));

        assertThat(arguments.given()).containsOnly(Map.entry("epochs", "7"), Map.entry("imgsz", "64"));
        assertThat(arguments.effective().optimization().epochs()).isEqualTo(7);
        assertThat(arguments.effective().optimization().batch()).isEqualTo(16);
    }

    @Test
    void aCampaignFineTunesByTheRecipeUnlessItAsksForTheReference() {
        assertThat(CampaignTrainingArguments.of(Map.of())
                        .effective()
                        .optimization()
                        .finetune())
                .isEqualTo(FineTuningChoice.AUTO);
        assertThat(CampaignTrainingArguments.of(Map.of())
                        .with(Map.of())
                        .optimization()
                        .finetune())
                .isEqualTo(FineTuningChoice.AUTO);
        assertThat(CampaignTrainingArguments.of(Map.of("finetune", "none"))
                        .effective()
                        .optimization()
                        .finetune())
                .isEqualTo(FineTuningChoice.NONE);
        assertThat(CampaignTrainingArguments.descriptions())
                .filteredOn(argument -> argument.name().equals("finetune"))
                .extracting(ArgumentDescription::defaultValue)
                .containsExactly("auto");
    }

    @Test
    void theTrainerAddsItsOwnArguments() {
        TrainingArguments run =
                CampaignTrainingArguments.of(Map.of("epochs", "7")).with(Map.of("name", "run-1", "device", "0"));

        assertThat(run.optimization().epochs()).isEqualTo(7);
        assertThat(run.run().name()).isEqualTo("run-1");
        assertThat(run.run().device()).isEqualTo("0");
    }

    private static InvalidArgumentException rejection(Map<String, String> given) {
        InvalidArgumentException rejected =
                catchThrowableOfType(InvalidArgumentException.class, () -> CampaignTrainingArguments.of(given));
        assertThat(rejected).as("rejection of %s", given).isNotNull();
        return rejected;
    }
}
