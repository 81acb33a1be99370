package io.nerest.selector.engine;

import io.nerest.selector.round.Round;
import java.time.Instant;

/** Reasons that a running campaign shows while it cannot continue. */
final class CampaignNotes {

    /** How the note about a failed step starts; a step that does not fail removes the note. */
    static final String STEP_FAILED = "retrying: the next step failed: ";

    private CampaignNotes() {}

    static String stepFailed(String message) {
        return STEP_FAILED + message;
    }

    static String noTrainer(Instant lastAnswer) {
        return "waiting for the trainer, which has not answered since " + lastAnswer + ". Check that a trainer is up";
    }

    static String noScores(Round.Scoring round) {
        return "waiting for scores: none of the " + round.scores().sampled() + " scores that round " + round.number()
                + " requested has arrived. Check that a scoring pod is up and that it can load "
                + round.scores().models();
    }
}
