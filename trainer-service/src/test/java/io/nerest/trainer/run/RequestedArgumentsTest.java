package io.nerest.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedArgumentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"model", "data", "project", "name", "resume", "pretrained", "exist_ok", "device"})
    void aRequestCannotReachForFilesOfThisMachine(String argument) {
        assertThatThrownBy(() -> RequestedArguments.check(Map.of("epochs", "2", argument, "/etc/passwd")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot set [" + argument + "]");
    }

    @ParameterizedTest
    @CsvSource({"epoch, 3, epochs", "img_sz, 64, imgsz"})
    void anUnknownArgumentIsRefusedWithTheNearest(String argument, String value, String nearest) {
        assertThatThrownBy(() -> RequestedArguments.check(Map.of(argument, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean '" + nearest + "'?");
    }

    @ParameterizedTest
    @CsvSource({"epochs, many", "epochs, -1", "lr0, NaN", "batch, 0"})
    void aValueWithoutSenseIsRefusedWithItsArgument(String argument, String value) {
        assertThatThrownBy(() -> RequestedArguments.check(Map.of(argument, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(argument);
    }

    @Test
    void howToTrainIsARequestsOwn() {
        assertThat(RequestedArguments.check(Map.of("epochs", "7", "imgsz", "64"))
                        .optimization()
                        .epochs())
                .isEqualTo(7);
    }
}
