package io.nerest.messaging;

import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.Topic;

/** The event of the test service. */
public record Greeting(String text, int number) {
    public static final Topic<Greeting> TOPIC = new Topic<>("greetings", "io.nerest.greetings.v1", Greeting.class, 2);
    public static final Topic<Greeting> BATCHED = new Topic<>("batched", "io.nerest.greetings.v1", Greeting.class, 1);

    public Greeting {
        if (text == null || text.isBlank()) {
            throw new InvalidEventException("'text' is missing");
        }
    }
}
