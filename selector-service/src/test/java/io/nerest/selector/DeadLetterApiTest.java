package io.nerest.selector;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.Topics;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Dead letters over REST, on the real broker: listed with their reason, filtered, resent, dropped; a second failure is reported. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class DeadLetterApiTest extends SelectorTestBase {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static RecordMetadata send(String topic, Map<String, String> headers, byte[] value) throws Exception {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, "key", value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedPlatform.get().kafkaBootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            return producer.send(record).get();
        }
    }

    private static Map<String, String> event(String type, UUID id) {
        return Map.of("ce_specversion", "1.0", "ce_id", id.toString(), "ce_type", type, "ce_source", "/test");
    }

    /** Puts a frame into the dead letters, as a service that could not handle it does, and returns its id. */
    private static String rejectedFrame(FrameRef frame, String service) throws Exception {
        Map<String, String> headers = new HashMap<>(event(Topics.FRAMES.eventType(), UUID.randomUUID()));
        headers.put("dead-letter-reason", "the object store had no image");
        headers.put("dead-letter-service", service);
        RecordMetadata letter = send(
                Topics.FRAMES.deadLetterName(),
                headers,
                EventJson.write(new FrameRegistered(
                        frame,
                        "0".repeat(64),
                        SelectorFixture.FIRST_FRAME,
                        SelectorFixture.FIRST_FRAME,
                        FrameSource.UPLOAD)));
        return letter.topic() + "-" + letter.partition() + "-" + letter.offset();
    }

    private static List<String> ids(String query) {
        return get("/api/dead-letters?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("letters.id");
    }

    private static long framesOf(String stream) {
        return get("/api/pool").jsonPath().getList("streams", Map.class).stream()
                .filter(count -> stream.equals(count.get("streamId")))
                .mapToLong(count -> ((Number) count.get("frames")).longValue())
                .sum();
    }

    @Test
    void aResendThatFailsAgainIsReportedWithTheNewerLetter() throws Exception {
        UUID event = UUID.randomUUID();
        send("labels", event(Topics.LABELS.eventType(), event), "{\"frameId\":7}".getBytes(UTF_8));
        String all = "topic=labels&service=selector&limit=2000";
        await().atMost(LIMIT)
                .until(
                        () -> get("/api/dead-letters?" + all).jsonPath().getList("letters.eventId"),
                        letters -> letters.contains(event.toString()));
        Map<String, Object> letter =
                get("/api/dead-letters?" + all).jsonPath().getMap("letters.find { it.eventId == '" + event + "' }");
        String id = (String) letter.get("id");
        assertThat(letter).containsEntry("state", "OPEN").containsEntry("topic", "labels");
        assertThat((String) letter.get("reason")).contains("not a FrameLabelled");

        assertThat(post("/api/dead-letters/" + id + "/resend").jsonPath().getString("state"))
                .isIn("RESENT", "FAILED_AGAIN");
        await().atMost(LIMIT)
                .until(() -> get("/api/dead-letters/" + id).jsonPath().getString("state"), "FAILED_AGAIN"::equals);
        String newer = get("/api/dead-letters/" + id).jsonPath().getString("failedAgainAs");
        get("/api/dead-letters/" + newer)
                .then()
                .body("state", equalTo("OPEN"))
                .body("resendOf", equalTo(id))
                .body("reason", equalTo(letter.get("reason")))
                .body("eventId", equalTo(event.toString()));

        post("/api/dead-letters/" + id + "/resend")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("resend " + newer + " instead"));
        assertThat(post("/api/dead-letters/" + newer + "/drop").jsonPath().getString("state"))
                .isEqualTo("DROPPED");
        assertThat(ids(all + "&state=open")).doesNotContain(id, newer);
        assertThat(ids(all + "&state=failed-again")).contains(id);
        assertThat(ids(all + "&state=dropped")).contains(newer);
    }

    @Test
    void aResentLetterIsHandledByTheServiceThatFailedAndSkippedByOthers() throws Exception {
        FrameRef ofSelector = SelectorFixture.frames("resent-selector", 1).get(0);
        FrameRef ofScoring = SelectorFixture.frames("resent-scoring", 1).get(0);
        String forScoring = rejectedFrame(ofScoring, "scoring");
        String forSelector = rejectedFrame(ofSelector, "selector");

        post("/api/dead-letters/" + forScoring + "/resend").then().statusCode(200);
        post("/api/dead-letters/" + forSelector + "/resend").then().statusCode(200);
        await().atMost(LIMIT).until(() -> framesOf("resent-selector"), count -> count == 1);

        // Both records have the same key, so the one for scoring was received before.
        assertThat(framesOf("resent-scoring")).isZero();
        get("/api/dead-letters/" + forSelector).then().body("state", equalTo("RESENT"));
    }

    @Test
    void lettersAreFilteredByTopicReasonServiceAndTime() throws Exception {
        String id = rejectedFrame(SelectorFixture.frames("filtered", 1).get(0), "scoring");
        String time = get("/api/dead-letters/" + id).jsonPath().getString("time");
        String before = Instant.parse(time).minusMillis(1).toString();
        String after = Instant.parse(time).plusMillis(1).toString();

        assertThat(ids("topic=frames&limit=2000")).contains(id);
        assertThat(ids("topic=labels&limit=2000")).doesNotContain(id);
        assertThat(ids("reason=HAD NO IMAGE&limit=2000")).contains(id);
        assertThat(ids("reason=another&limit=2000")).doesNotContain(id);
        assertThat(ids("service=scoring&limit=2000")).contains(id);
        assertThat(ids("service=trainer&limit=2000")).doesNotContain(id);
        assertThat(ids("since=" + time + "&until=" + time + "&limit=2000")).contains(id);
        assertThat(ids("since=" + after + "&limit=2000")).doesNotContain(id);
        assertThat(ids("until=" + before + "&limit=2000")).doesNotContain(id);
        assertThat(ids("limit=1")).hasSize(1);
    }

    @Test
    void aWrongParameterOrIdIsAProblemThatNamesTheRule() {
        given().get("/api/dead-letters?state=lost").then().statusCode(422).body("errors[0].field", equalTo("state"));
        given().get("/api/dead-letters?since=yesterday")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("since"));
        given().get("/api/dead-letters?topic=fish").then().statusCode(422).body("errors[0].field", equalTo("topic"));
        given().get("/api/dead-letters?limit=0").then().statusCode(422).body("errors[0].field", equalTo("limit"));
        get("/api/dead-letters/frames.dead-letter-0-999999999").then().statusCode(404);
        post("/api/dead-letters/frames-0-1/resend").then().statusCode(404).body("detail", containsString("frames-0-1"));
    }

    @Test
    void aLetterWithoutAValueCannotBeResent() throws Exception {
        RecordMetadata letter = send(
                Topics.LABELS.deadLetterName(),
                Map.of("dead-letter-service", "selector", "dead-letter-reason", "too large"),
                null);

        post("/api/dead-letters/labels.dead-letter-0-" + letter.offset() + "/resend")
                .then()
                .statusCode(409)
                .body("detail", containsString("has no value"));
    }
}
