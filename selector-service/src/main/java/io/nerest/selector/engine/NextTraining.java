package io.nerest.selector.engine;

import io.nerest.arguments.InvalidArgumentException;
import io.nerest.arguments.training.CampaignTrainingArguments;
import io.nerest.selection.round.StopConditions.TrainedRound;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the training of a campaign's next round starts from and how it trains. It follows from the rounds before alone, so that
 * a repeated request is the same.
 *
 * @param startModelId the model whose weights it starts from
 * @param arguments training arguments by name
 */
record NextTraining(String startModelId, Map<String, String> arguments) {

    /**
     * Returns the next training.
     *
     * @param models the models of the rounds so far, the newest last
     * @param trained the results of these rounds
     */
    static NextTraining of(Campaign campaign, List<String> models, List<TrainedRound> trained) {
        CampaignConfig config = campaign.config();
        Map<String, String> arguments = new HashMap<>(config.training());
        arguments.putIfAbsent("seed", Long.toString(config.seed()));
        if (config.stop().epochs() > 0) {
            int wanted = wanted(config);
            int epochs = config.stop().toConditions().epochsOfNext(trained, wanted);
            if (epochs < wanted) {
                arguments.put("epochs", Integer.toString(epochs));
            }
        }
        return new NextTraining(config.startFrom().of(campaign.baseModelId(), models), Map.copyOf(arguments));
    }

    private static int wanted(CampaignConfig config) {
        try {
            return CampaignTrainingArguments.of(config.training())
                    .effective()
                    .optimization()
                    .epochs();
        } catch (InvalidArgumentException e) {
            // A configuration of an earlier version: the trainer answers with the reason, and the round fails with it.
            return 1;
        }
    }
}
