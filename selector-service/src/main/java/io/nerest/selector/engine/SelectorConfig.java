package io.nerest.selector.engine;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How often the selector advances campaigns, and how long it waits for a trainer. */
@ConfigMapping(prefix = "nerest.selector")
public interface SelectorConfig {

    @Pattern(regexp = "off|\\d+(ms|s|m)")
    @WithDefault("1s")
    @ConfigDescription(
            "How often running campaigns are advanced without an event; after an event they are at once. `off` only for"
                    + " tests that advance campaigns themselves.")
    String interval();

    @DurationMin(millis = 1)
    @WithDefault("15m")
    @ConfigDescription("Time without any progress of a requested training after which its request is sent again.")
    Duration trainingRepeat();

    @Min(1) @WithDefault("96")
    @ConfigDescription("Repetitions of a training request without an answer, after which the round fails.")
    int trainingRepetitions();

    @Min(0) @WithDefault("500")
    @ConfigDescription(
            "Largest sample for which a round also stores what every other strategy would have selected from its scores, such as 20000. 0 stores none.")
    int shadowLimit();
}
