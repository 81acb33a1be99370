package io.nerest.messaging;

import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.Topic;

/** The event of the test service. */
record Greeting(String text, int number) {
    static final Topic<Greeting> TOPIC = new Topic<>("greetings", "io.nerest.greetings.v1", Greeting.class, 2);
    static final Topic<Greeting> BATCHED = new Topic<>("batched", "io.nerest.greetings.v1", Greeting.class, 1);

    Greeting {
        if (text == null || text.isBlank()) {
            throw new InvalidEventException("'text' is missing");
        }
    }
}
