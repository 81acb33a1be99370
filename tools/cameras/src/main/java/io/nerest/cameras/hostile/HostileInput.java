package io.nerest.cameras.hostile;

import java.util.Optional;

/**
 * One input of the corpus.
 *
 * @param group images, annotations, archives, videos, urls or rules
 * @param name what is wrong with it
 * @param accepted whether it must be accepted
 * @param attempt gives the input to the code that receives such inputs
 */
record HostileInput(String group, String name, boolean accepted, Attempt attempt) {

    /** Gives an input to the code that receives it. */
    interface Attempt {
        /** Returns why it was rejected; empty if it was accepted. Any exception is an unexpected answer. */
        Optional<String> run() throws Exception;
    }

    /** Returns what was unexpected about the answer; empty if it is the expected one. */
    Optional<String> problem() {
        try {
            Optional<String> rejection = attempt.run();
            if (rejection.isPresent() == accepted) {
                return Optional.of(accepted ? "was rejected: " + rejection.orElse("") : "was accepted");
            }
            return rejection.filter(String::isBlank).map(blank -> "was rejected without a reason");
        } catch (Exception e) {
            return Optional.of("ended with " + e);
        }
    }
}
