package io.nerest.selector.engine;

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
        int wanted = CampaignTrainingArguments.of(config.training())
                .effective()
                .optimization()
                .epochs();
        int epochs = config.stop().toConditions().epochsOfNext(trained, wanted);
        if (epochs < wanted) {
            arguments.put("epochs", Integer.toString(epochs));
        }
        return new NextTraining(config.startFrom().of(campaign.baseModelId(), models), Map.copyOf(arguments));
    }
}
