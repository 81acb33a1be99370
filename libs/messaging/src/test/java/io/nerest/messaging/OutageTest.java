package io.nerest.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.nerest.messaging.sending.Outbox;
import io.nerest.testing.Platform;
import io.nerest.testing.PlatformPart;
import io.nerest.testing.SharedPlatform;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GreetingTopics.class)
class OutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<Integer> ALL = IntStream.range(0, 40).boxed().toList();

    private final Platform platform = SharedPlatform.get();

    @Inject
    Outbox outbox;

    @Inject
    Greetings greetings;

    @Test
    void noEventIsLostOrDuplicatedWhenTheBrokerIsKilled() {
        // Given
        sendGreetings("while the broker is killed", 0, 20);

        // When
        platform.kill(PlatformPart.KAFKA);
        try {
            sendGreetings("while the broker is killed", 20, 40);
            RestAssured.get("/q/health/live").then().statusCode(200).body("status", is("UP"));
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> RestAssured.get("/q/health/ready").then().statusCode(503));
        } finally {
            platform.start(PlatformPart.KAFKA);
        }

        // Then
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(greetings.numbersOf("while the broker is killed"))
                        .isEqualTo(ALL));
        RestAssured.get("/q/health/live").then().statusCode(200);
        await().atMost(LIMIT)
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void noEventIsLostOrDuplicatedWhenTheDatabaseIsKilled() {
        // Given
        sendGreetings("while the database is killed", 0, 40);

        // When
        platform.kill(PlatformPart.POSTGRES);
        try {
            RestAssured.get("/q/health/live").then().statusCode(200);
            RestAssured.get("/q/health/ready").then().statusCode(503);
        } finally {
            platform.start(PlatformPart.POSTGRES);
        }

        // Then
        await().atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(greetings.numbersOf("while the database is killed"))
                        .isEqualTo(ALL));
        await().atMost(LIMIT)
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    private void sendGreetings(String text, int from, int to) {
        for (int number = from; number < to; number++) {
            Greeting greeting = new Greeting(text, number);
            QuarkusTransaction.requiringNew().run(() -> outbox.add(Greeting.TOPIC, text, greeting));
        }
    }
}
