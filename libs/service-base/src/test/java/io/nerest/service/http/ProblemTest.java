package io.nerest.service.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ProblemTest {
    @Test
    void malformedJsonIsABadRequest() {
        problem(post("{\"text\": "), 400).body("detail", containsString("JSON"));
    }

    @Test
    void aBodyThatBreaksARuleOfItsRecordNamesTheField() {
        problem(post("{\"number\": 1}"), 422).body("detail", is("'text' is missing"));
    }

    @Test
    void aParameterThatBreaksAConstraintIsNamed() {
        problem(RestAssured.get("/test/greetings?limit=-1").then(), 422)
                .body("detail", containsString("limit"))
                .body("errors[0].field", is("limit"))
                .body("errors[0].message", containsString("1"));
    }

    @Test
    void aValueOfTheWrongTypeNamesItsField() {
        problem(post("{\"text\": \"hello\", \"number\": \"many\"}"), 422)
                .body("detail", containsString("'number'"))
                .body("errors[0].field", is("number"));
    }

    @Test
    void aMissingResourceIsAProblemWithADetail() {
        problem(RestAssured.get("/test/greetings/7").then(), 404).body("detail", is("there is no greeting 7"));
        problem(RestAssured.get("/test/nothing").then(), 404);
    }

    @Test
    void aBodyAboveTheLimitIsRejectedBeforeItIsRead() {
        problem(post(" ".repeat(2_000_000)), 413).body("detail", containsString("at most 1048576"));
    }

    @Test
    void anInternalErrorGivesALogIdAndNoDetails() {
        problem(RestAssured.get("/test/defect").then(), 500)
                .body("detail", not(containsString("secret")))
                .body("detail", not(containsString("Exception")))
                .body("logId", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void aTransientFailureIsAnsweredWithRetryAfter() {
        problem(RestAssured.get("/test/unavailable").then(), 503).header("Retry-After", "5");
    }

    private static ValidatableResponse post(String body) {
        return RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post("/test/greetings")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("type", is("about:blank"))
                .body("title", not(is("")));
    }
}
