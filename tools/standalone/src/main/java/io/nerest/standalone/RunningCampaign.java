package io.nerest.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * What a running campaign does.
 *
 * @param name its name
 * @param doing what its newest round waits for
 * @param problem why it cannot continue, or why something failed; empty if nothing did
 */
record RunningCampaign(String name, String doing, Optional<String> problem) {
    /** The reason of a campaign without a problem. */
    private static final String RUNS = "running";

    /**
     * Reads a campaign of the selector.
     *
     * @param deadLetter topic and reason of the newest rejected event of the campaign
     */
    static RunningCampaign of(JsonNode campaign, Optional<String> deadLetter) {
        JsonNode rounds = campaign.path("rounds");
        JsonNode round = rounds.path(rounds.size() - 1);
        return new RunningCampaign(
                campaign.path("name").asText(),
                rounds.isEmpty()
                        ? "opens its first round"
                        : "round " + round.path("round").asInt() + ": " + doing(round),
                Optional.of(campaign.path("reason").asText(""))
                        .filter(reason -> !reason.isBlank() && !reason.equals(RUNS))
                        .or(() -> Optional.of(round.path("reason").asText("")).filter(reason -> !reason.isBlank()))
                        .or(() -> deadLetter.map(letter -> "a request of it was rejected, " + letter)));
    }

    private static String doing(JsonNode round) {
        String state = round.path("state").asText();
        return switch (state) {
            case "SCORING" -> "waits for scores of " + round.path("requested").asInt() + " frames";
            case "LABELLING" ->
                "waits for labels of " + round.path("unlabelled").asInt() + " of "
                        + round.path("batchSize").asInt() + " frames";
            case "TRAINING" ->
                round.path("training").isMissingNode()
                        ? "waits for the trainer"
                        : "trains, epoch " + round.at("/training/epoch").asInt() + " of "
                                + round.at("/training/epochs").asInt();
            default -> state.toLowerCase(Locale.ROOT);
        };
    }

    String line() {
        return name + ": " + doing + problem.map(why -> "; " + why).orElse("");
    }
}
