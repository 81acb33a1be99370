package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.selection.round.StopConditions;

/**
 * The JSON form of {@link StopConditions}: conditions that end a campaign before its last round; 0 switches one off.
 *
 * @param epochs epochs of all trainings together; the last training is shortened to this cap
 * @param labels frames with human labels in the data set
 * @param map50 mAP50 of a round's model, 0 to 1
 * @param noGainRounds consecutive rounds whose mAP50 is not above the best before them
 */
public record StopConfig(
        int epochs, int labels, @JsonProperty("mAP50") double map50, int noGainRounds) {

    public static final StopConfig NEVER = new StopConfig(0, 0, 0, 0);

    /**
     * Returns the conditions.
     *
     * @throws io.nerest.selection.InvalidSelectionException if a value is out of range
     */
    @JsonIgnore
    public StopConditions toConditions() {
        return new StopConditions(epochs, labels, map50, noGainRounds);
    }
}
