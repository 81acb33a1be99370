package io.nerest.ingest.stream;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class StreamResourceTest {

    private static ValidatableResponse register(String id, String body) {
        return given().contentType("application/json")
                .body(body)
                .put("/api/streams/" + id)
                .then();
    }

    @Test
    void aStreamIsRegisteredOnceAndThenRenamed() {
        String id = "north-" + UUID.randomUUID();

        register(id, "{}").statusCode(201).body("name", equalTo(id));
        register(id, "{\"name\":\"North weir\"}").statusCode(200);

        get("/api/streams").then().body("find { it.id == '" + id + "' }.name", equalTo("North weir"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-north", "a b", "a:b"})
    void anInvalidStreamIdIsRejected(String id) {
        register(id, "{}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("is not a valid stream id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"nmae\":\"North\"}", "{\"name\":\"\"}", "{\"name\":7}"})
    void anInvalidBodyIsRejectedWithTheFieldsName(String body) {
        register("north", body)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString(body.contains("nmae") ? "nmae" : "name"));
    }

    @Test
    void aNameHasAtMost200Characters() {
        register("north", "{\"name\":\"" + "n".repeat(201) + "\"}")
                .statusCode(422)
                .body("detail", containsString("name"));
    }
}
