package io.nerest.arguments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nerest.arguments.ArgumentType;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingArgumentsTest {

    @Test
    void defaultsAreThoseOfUltralytics() {
        Map<String, Object> expected = new HashMap<>(Map.of(
                "epochs",
                100,
                "patience",
                100,
                "batch",
                16,
                "imgsz",
                640,
                "seed",
                0L,
                "close_mosaic",
                10,
                "fraction",
                1.0,
                "freeze",
                0,
                "lr0",
                0.01,
                "lrf",
                0.01));
        expected.putAll(Map.of(
                "momentum",
                0.937,
                "weight_decay",
                5e-4,
                "warmup_epochs",
                3.0,
                "warmup_momentum",
                0.8,
                "warmup_bias_lr",
                0.1,
                "box",
                7.5,
                "cls",
                0.5,
                "dfl",
                1.5,
                "nbs",
                64,
                "hsv_h",
                0.015));
        expected.putAll(Map.of(
                "hsv_s",
                0.7,
                "hsv_v",
                0.4,
                "degrees",
                0.0,
                "translate",
                0.1,
                "scale",
                0.5,
                "shear",
                0.0,
                "perspective",
                0.0,
                "flipud",
                0.0,
                "fliplr",
                0.5,
                "mosaic",
                1.0));
        expected.putAll(Map.of(
                "mixup",
                0.0,
                "copy_paste",
                0.0,
                "cos_lr",
                false,
                "optimizer",
                "auto",
                "save_period",
                -1,
                "val",
                true,
                "plots",
                true,
                "amp",
                true,
                "exist_ok",
                false,
                "deterministic",
                true));

        Map<String, Object> values = TrainingArguments.parse(Map.of()).values();

        assertThat(values).containsAllEntriesOf(expected);
    }

    @Test
    void everyArgumentIsParsedUnderItsName() {
        for (var description : TrainingArguments.descriptions()) {
            String other = other(description.name(), description.type());

            Map<String, Object> values =
                    TrainingArguments.parse(Map.of(description.name(), other)).values();

            assertThat(values.get(description.name())).hasToString(other);
        }
    }

    @Test
    void valuesAreUnchangedAfterWritingAndReading() {
        TrainingArguments arguments =
                TrainingArguments.parse(Map.of("lr0", "0.003", "optimizer", "sgd", "cos_lr", "True", "name", "a"));

        assertThat(arguments.with(Map.of())).isEqualTo(arguments);
        assertThat(arguments.with(Map.of("epochs", "3")).optimization().epochs())
                .isEqualTo(3);
    }

    @Test
    void anUnknownArgumentIsRejectedWithTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingArguments.parse(Map.of("image_size", "640", "imgz", "640")))
                .withMessageContaining("unknown argument '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingArguments.parse(Map.of("imgz", "640")))
                .withMessage("unknown argument 'imgz': did you mean 'imgsz'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingArguments.parse(Map.of("warmup_epoch", "640")))
                .withMessage("unknown argument 'warmup_epoch': did you mean 'warmup_epochs'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs|0|epochs=0: must be at least 1",
                "epochs|many|epochs=many: must be a whole number",
                "epochs|99999999999|epochs=99999999999: must be at most 1000000",
                "batch|-1|batch=-1: must be at least 1",
                "imgsz|333|imgsz=333: must be a multiple of 32, such as 352",
                "lr0|fast|lr0=fast: must be a number",
                "lr0|NaN|lr0=NaN: must be a finite number",
                "mosaic|1.5|mosaic=1.5: must be at most 1",
                "fraction|0|fraction=0: must be greater than 0",
                "cos_lr|maybe|cos_lr=maybe: must be True or False",
                "optimizer|lion|optimizer=lion: must be one of auto, SGD, Adam, AdamW, NAdam, RAdam, RMSProp",
                "save_period|0|save_period=0: must be -1, or at least 1",
                "name|../a|name=../a: must be a folder name without a path",
                "cache|disk|cache=disk: must be one of ram, true, false",
            })
    void anInvalidValueIsRejectedWithTheReason(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingArguments.parse(Map.of(name, value)))
                .withMessage(message);
    }

    private static String other(String name, ArgumentType type) {
        return switch (name) {
            case "optimizer" -> "SGD";
            case "cache" -> "false";
            case "finetune" -> "auto";
            case "deterministic" -> "true";
            case "imgsz" -> "320";
            case "perspective" -> "5.0E-4";
            default ->
                switch (type) {
                    case BOOLEAN ->
                        Boolean.toString(!(boolean)
                                TrainingArguments.parse(Map.of()).values().get(name));
                    case INTEGER -> "7";
                    case NUMBER -> "0.25";
                    case TEXT, CHOICE -> "other";
                };
        };
    }
}
