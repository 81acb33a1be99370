package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Conditions that end a campaign before its last round; 0 switches one off.
 *
 * @param epochs epochs of all trainings together
 * @param labels frames with human labels in the data set
 * @param map50 mAP50 of a round's model, 0 to 1
 * @param noGainRounds consecutive rounds whose mAP50 is not above the best before them
 */
public record StopConfig(
        int epochs, int labels, @JsonProperty("mAP50") double map50, int noGainRounds) {

    public static final StopConfig NEVER = new StopConfig(0, 0, 0, 0);

    public StopConfig {
        if (epochs < 0 || labels < 0 || noGainRounds < 0) {
            throw new InvalidCampaignException("stop", "'stop': epochs " + epochs + ", labels " + labels + " and noGainRounds "
                    + noGainRounds + " must each be 0 (never) or more");
        }
        if (!(map50 >= 0 && map50 <= 1)) {
            throw new InvalidCampaignException("stop.mAP50", "'stop.mAP50' is " + map50 + ", but must lie in [0, 1]");
        }
    }
}
