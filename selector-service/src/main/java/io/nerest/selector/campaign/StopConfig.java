package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What ends a campaign before its rounds do; 0 for each that does not.
 *
 * @param epochs trained in all
 * @param labels frames with human labels in the data set
 * @param map50 mAP50 that a round's model has reached, 0 to 1
 * @param noGainRounds rounds in a row whose mAP50 was not above the best before them
 */
public record StopConfig(
        int epochs, int labels, @JsonProperty("mAP50") double map50, int noGainRounds) {

    public static final StopConfig NEVER = new StopConfig(0, 0, 0, 0);

    public StopConfig {
        if (epochs < 0 || labels < 0 || noGainRounds < 0) {
            throw new InvalidCampaignException("'stop': epochs " + epochs + ", labels " + labels + " and noGainRounds "
                    + noGainRounds + " must each be 0 (never) or more");
        }
        if (!(map50 >= 0 && map50 <= 1)) {
            throw new InvalidCampaignException("'stop.mAP50' is " + map50 + ", but must lie in [0, 1]");
        }
    }
}
