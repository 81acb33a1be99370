package io.nerest.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of the frames of a compressed season.
 *
 * @param acknowledged frames that were accepted
 * @param rejected images that were not accepted
 * @param unscored acknowledged frames that no model ever scored
 * @param acknowledgedBeforeLoss frames that were acknowledged between the backup and the loss of PostgreSQL
 * @param missingAfterRestore those of them that ingest does not know after the restore
 * @param deadLetters number of dead letters by topic
 */
record SeasonFrames(
        int acknowledged,
        int rejected,
        int unscored,
        int acknowledgedBeforeLoss,
        int missingAfterRestore,
        Map<String, Integer> deadLetters) {
    SeasonFrames {
        deadLetters = Map.copyOf(deadLetters);
    }

    /** Returns a sentence for each aim that was missed. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (rejected > 0) {
            problems.add(rejected + " images were rejected");
        }
        if (unscored > 0) {
            problems.add(unscored + " acknowledged frames were never scored");
        }
        if (missingAfterRestore > 0) {
            problems.add(missingAfterRestore + " of " + acknowledgedBeforeLoss
                    + " frames that were acknowledged between backup and loss are missing after the restore");
        }
        if (!deadLetters.isEmpty()) {
            problems.add("there are dead letters: " + deadLetters);
        }
        return List.copyOf(problems);
    }
}
